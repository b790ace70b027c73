/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unseen - which disks does this machine have that the kernel cannot give us?
 *
 * From sysfs: PCI devices of class 01 (mass storage: PCI Code and ID Assignment
 * Specification) that no driver took; NVMe controllers that are not live.  SCSI
 * devices without a block device are not told of: drivers hide so what a
 * controller's own RAID is made of.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "medium.h"

#define MAX_WHY		256

struct seeker {
	const char	*sys;
	void		(*tell)(void *arg, const char *why);
	void		*arg;
};

/* The first line of a file of sysfs, printable, without the blanks around it. */
static void
ask(const struct seeker *s, const char *dir, const char *device, const char *file, char text[32])
{
	char path[MAX_PATH];
	size_t n = 0;
	FILE *in;
	int c;

	*text = '\0';
	snprintf(path, sizeof path, "%s/%s/%s/%s", s->sys, dir, device, file);
	if (!(in = fopen(path, "re")))
		return;
	while ((c = fgetc(in)) > '\n' && n < 31)
		if (n || c != ' ')
			text[n++] = c < ' ' || c > '~' ? '?' : (char)c;
	while (n && text[n - 1] == ' ')
		n--;
	text[n] = '\0';
	fclose(in);
}

static bool
has(const struct seeker *s, const char *dir, const char *device, const char *file)
{
	char path[MAX_PATH];

	snprintf(path, sizeof path, "%s/%s/%s/%s", s->sys, dir, device, file);
	return access(path, F_OK) == 0;
}

static void
controller(const struct seeker *s, const char *dir, const char *device)
{
	char class[32], vendor[32], model[32], why[MAX_WHY];

	ask(s, dir, device, "class", class);
	if (strncmp(class, "0x01", 4) != 0 || has(s, dir, device, "driver"))
		return;
	ask(s, dir, device, "vendor", vendor);
	ask(s, dir, device, "device", model);
	snprintf(why, sizeof why, "the storage controller %s:%s at %.40s has no driver here: "
	    "disks behind it cannot be seen", vendor, model, device);
	s->tell(s->arg, why);
}

static void
nvme(const struct seeker *s, const char *dir, const char *device)
{
	char state[32], model[32], why[MAX_WHY];

	ask(s, dir, device, "state", state);
	if (!*state || strcmp(state, "live") == 0)
		return;
	ask(s, dir, device, "model", model);
	snprintf(why, sizeof why, "the NVMe controller %.40s (%s) is %s: disks behind it cannot be seen",
	    device, model, state);
	s->tell(s->arg, why);
}

static int
visible(const struct dirent *e)
{
	return *e->d_name != '.';
}

void
medium_unseen(const char *sys, void (*tell)(void *arg, const char *why), void *arg)
{
	static const struct {
		const char	*dir;
		void		(*look)(const struct seeker *, const char *dir, const char *device);
	} places[] = {
		{ "bus/pci/devices", controller }, { "class/nvme", nvme },
	};
	struct seeker s = { sys, tell, arg };
	struct dirent **names;
	char path[MAX_PATH];
	int found;

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		snprintf(path, sizeof path, "%s/%s", sys, places[i].dir);
		found = scandir(path, &names, visible, alphasort);
		for (int k = 0; k < found; k++) {
			places[i].look(&s, places[i].dir, names[k]->d_name);
			free(names[k]);
		}
		if (found >= 0)
			free(names);
	}
}
