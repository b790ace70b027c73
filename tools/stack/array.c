/* SPDX-License-Identifier: GPL-3.0-or-later */
/* array - how is software RAID put together without a write to its members? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stack.h"

#define MAX_MEMBERS	64	/* of one array; mdadm's own manual speaks of 28 and of "hundreds" */

/* A word that the kernel says of an array. */
static void
fact(const char *array, const char *name, char text[32])
{
	char path[STACK_PATH];
	FILE *f;

	*text = '\0';
	snprintf(path, sizeof path, "/sys/block/%s/md/%s", array, name);
	if ((f = fopen(path, "re"))) {
		if (!fgets(text, 32, f))
			*text = '\0';
		text[strcspn(text, "\n")] = '\0';
		fclose(f);
	}
}

/* A dirty and degraded array is read as it stands: to start it writes nothing here. */
static void
start_anyway(void)
{
	FILE *f = fopen("/sys/module/md_mod/parameters/start_dirty_degraded", "we");

	if (f) {
		fputs("1", f);
		fclose(f);
	}
}

static bool
free_name(char path[STACK_PATH])
{
	char in_sys[STACK_PATH];

	for (int n = 64; n < 512; n++) {
		snprintf(in_sys, sizeof in_sys, "/sys/block/md%d", n);
		if (access(in_sys, F_OK) == 0)
			continue;
		snprintf(path, STACK_PATH, "/dev/md%d", n);
		return true;
	}
	return false;
}

bool
stack_array(struct stack *s, const struct range *members, size_t n, char path[STACK_PATH],
    char facts[STACK_WHY])
{
	static char window[MAX_MEMBERS][STACK_PATH];
	const char *argv[MAX_MEMBERS + 8] = { "mdadm", "--assemble", path, "--config=none",
		"--readonly", "--run" };
	char level[32], disks[32], missing[32];

	if (n > MAX_MEMBERS)
		return stack_fail(s, "more members than are put together", NULL);
	start_anyway();
	for (size_t i = 0; i < n; i++) {
		if (!stack_window(s, &members[i], window[i]))
			return false;
		argv[6 + i] = window[i];
	}
	if (!free_name(path))
		return stack_fail(s, "no name for an array is free", NULL);
	if (!stack_run(s, argv, SPAN_NONE)) {
		const char *const stop[] = { "mdadm", "--stop", path, NULL };
		char why[STACK_WHY];

		/* A set that does not run holds its members all the same. */
		snprintf(why, sizeof why, "%s", s->why);
		stack_run(s, stop, SPAN_NONE);
		snprintf(s->why, sizeof s->why, "%s", why);
		return false;
	}
	stack_layer(s, LAYER_ARRAY, path);
	fact(path + 5, "level", level);
	fact(path + 5, "raid_disks", disks);
	fact(path + 5, "degraded", missing);
	snprintf(facts, STACK_WHY, "%s of %s%s%s%s", level, disks,
	    *missing && strcmp(missing, "0") != 0 ? ", missing " : "",
	    *missing && strcmp(missing, "0") != 0 ? missing : "", "");
	return true;
}
