/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stack - where does what we build lie, and how is it taken down again? */
#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "../lib/escape.h"
#include "stack.h"

bool
stack_fail(struct stack *s, const char *why, const char *detail)
{
	char text[STACK_WHY / 2] = "";

	if (detail)
		escape(span_of(detail), text, sizeof text);
	snprintf(s->why, sizeof s->why, "%s%s%s", why, *text ? ": " : "", text);
	return false;
}

bool
stack_run(struct stack *s, const char *const argv[], struct span input)
{
	struct tool t;
	bool ok = tool_run(&t, s->dir, argv, input);

	if (!ok)
		stack_fail(s, argv[0], t.why);
	tool_free(&t);
	return ok;
}

bool
stack_ask(struct stack *s, const char *const argv[], json_t **answer)
{
	struct tool t;
	bool ok = tool_run(&t, s->dir, argv, SPAN_NONE);

	*answer = t.n < MAX_TOOL_OUTPUT ? json_loadb(t.out, t.n, 0, NULL) : NULL;
	if (!ok)
		stack_fail(s, argv[0], t.why);
	tool_free(&t);
	return ok && *answer;
}

void
stack_layer(struct stack *s, enum layer_kind kind, const char *path)
{
	struct layer *l = &s->layer[s->n++];

	l->kind = kind;
	snprintf(l->path, sizeof l->path, "%s", path);
}

/* LVM's: only our own devices, nobody else's state, nothing that outlives us. */
static bool
write_configuration(struct stack *s)
{
	static const char text[] =
	    "devices { dir=\"/dev\" scan=[\"/dev\"] use_devicesfile=0 scan_lvs=1\n"
	    "  external_device_info_source=\"none\" obtain_device_list_from_udev=0\n"
	    "  md_component_detection=0 multipath_component_detection=0\n"
	    "  fw_raid_component_detection=0 issue_discards=0 allow_mixed_block_sizes=1\n"
	    "  filter=[\"a|^/dev/mapper/assay-|\",\"r|.*|\"]\n"
	    "  global_filter=[\"a|^/dev/mapper/assay-|\",\"r|.*|\"] }\n"
	    "global { locking_dir=\"%s/lock\" use_lvmpolld=0 use_lvmlockd=0 event_activation=0\n"
	    "  system_id_source=\"none\" notify_dbus=0 }\n"
	    "backup { backup=0 archive=0 }\n"
	    "log { file=\"\" syslog=0 }\n"
	    "activation { udev_sync=0 udev_rules=0 verify_udev_operations=0 monitoring=0\n"
	    "  retry_deactivation=1 activation_mode=\"partial\" missing_stripe_filler=\"error\"\n"
	    "  use_linear_target=1 raid_fault_policy=\"warn\" mirror_image_fault_policy=\"warn\" }\n";
	char path[STACK_PATH];
	FILE *f;

	snprintf(path, sizeof path, "%s/lock", s->dir);
	if (mkdir(path, 0700) == -1)
		return false;
	snprintf(path, sizeof path, "%s/lvm.conf", s->dir);
	if (!(f = fopen(path, "we")))
		return false;
	fprintf(f, text, s->dir);
	return fclose(f) == 0;
}

/* A namespace of our own: mounts end with this process, however it ends. */
static bool
own_mounts(struct stack *s)
{
	char options[64];
	struct sysinfo memory;
	uint64_t third;

	if (sysinfo(&memory) == -1)
		return stack_fail(s, "memory", strerror(errno));
	third = (memory.freeram + memory.bufferram) * (uint64_t)memory.mem_unit / 3;
	s->room = s->room && s->room < third ? s->room : third;
	snprintf(options, sizeof options, "mode=0700,size=%llu", (unsigned long long)s->room);
	if (unshare(CLONE_NEWNS) == -1 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1 ||
	    mount("assay", s->dir, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options) == -1)
		return stack_fail(s, "no mounts of our own", strerror(errno));
	return true;
}

bool
stack_open(struct stack *s)
{
	static const char *const tools[] = { "dmsetup", "lvm", "mdadm", "cryptsetup" };
	const char *const version[] = { "dmsetup", "version", NULL };
	const char *const modules[] = { "modprobe", "-q", "-a", "dm-mod", "dm-snapshot", "dm-mirror",
		"dm-raid", "dm-thin-pool", "dm-cache", "dm-cache-smq", "dm-writecache", "dm-crypt",
		"dm-integrity", NULL };

	*s = (struct stack){ .dir = "/run/assay-stack.XXXXXX", .room = s->room };
	if (geteuid() != 0)
		return stack_fail(s, "only root can put volumes together", NULL);
	for (size_t i = 0; i < sizeof tools / sizeof *tools; i++)
		if (!tool_find(tools[i]))
			return stack_fail(s, "there is no tool here called", tools[i]);
	/* LVM would load these itself, were it allowed to; what is built in, or missing, is no trouble. */
	stack_run(s, modules, SPAN_NONE);
	if (!stack_run(s, version, SPAN_NONE))
		return stack_fail(s, "this kernel has no device-mapper", NULL);
	if (!mkdtemp(s->dir))
		return stack_fail(s, "no place in /run", strerror(errno));
	if (own_mounts(s) && (write_configuration(s) ||
	    stack_fail(s, "no configuration for LVM", strerror(errno))))
		return true;
	rmdir(s->dir);
	*s->dir = '\0';
	return false;
}

static void
take_down(struct stack *s, const struct layer *l)
{
	const char *const device[] = { "dmsetup", "remove", "--retry", l->path, NULL };
	const char *const array[] = { "mdadm", "--stop", l->path, NULL };
	const char *const group[] = { "lvm", "vgchange", "-an", "-q", "--select", l->path, NULL };
	int fd;

	switch (l->kind) {
	case LAYER_MOUNT:
		umount2(l->path, MNT_DETACH);
		break;
	case LAYER_ARRAY:
		stack_run(s, array, SPAN_NONE);
		break;
	case LAYER_GROUP:
		stack_run(s, group, SPAN_NONE);
		break;
	case LAYER_LOOP:
		if ((fd = open(l->path, O_RDONLY | O_CLOEXEC)) != -1) {
			syscall(SYS_ioctl, fd, LOOP_CLR_FD, 0);
			close(fd);
		}
		break;
	default:
		stack_run(s, device, SPAN_NONE);
	}
}

void
stack_close(struct stack *s)
{
	if (!*s->dir)
		return;
	while (s->n)
		take_down(s, &s->layer[--s->n]);
	umount2(s->dir, MNT_DETACH);
	rmdir(s->dir);
	*s->dir = '\0';
}
