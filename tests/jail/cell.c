/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cell - does the tools' cell bite?  One act a child, in the cell of a tool that
 * looks and of one that acts: what must be refused, and what must still work
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../tools/jail/cell.h"

static char settings[256], locks[256], lock[300], outside[256];
static bool acting;

static int act_read_outside(void) { return open(outside, O_RDONLY); }
static int act_list(void) { return open("/", O_RDONLY | O_DIRECTORY); }
static int act_write_settings(void) { return open(settings, O_WRONLY); }
static int act_create(void) { return open("/tmp/assay-cell", O_WRONLY | O_CREAT, 0600); }
static int act_socket(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static int act_unix(void) { return socket(AF_UNIX, SOCK_STREAM, 0); }
static int act_netlink(void) { return socket(AF_NETLINK, SOCK_RAW, 0); }
static int act_mount(void) { return mount("none", "/", "tmpfs", 0, NULL); }
static int act_unshare(void) { return unshare(CLONE_NEWNS); }
static int act_module(void) { return (int)syscall(SYS_init_module, "", 0UL, ""); }
static int act_bpf(void) { return (int)syscall(SYS_bpf, 0, NULL, 0); }
static int act_ptrace(void) { return (int)ptrace(PTRACE_ATTACH, getppid(), NULL, NULL); }
static int act_exec(void) { return execl("/bin/sh", "sh", "-c", "exit 0", (char *)NULL); }

/* Refused before the kernel looks at what the descriptor is. */
static int
act_unlock_disk(void)
{
	int off = 0, fd = open("/dev/null", O_RDONLY);

	return syscall(SYS_ioctl, fd, BLKROSET, &off) == -1 && errno == EPERM ? -1 : 0;
}

static int may_read_settings(void) { return open(settings, O_RDONLY); }
static int may_lock(void) { return open(lock, O_RDWR | O_CREAT, 0600); }
static int may_read_device(void) { return open("/dev/zero", O_RDONLY); }
static int may_read_kernel(void) { return open("/proc/devices", O_RDONLY); }
static int may_run_itself(void) { return execl("/bin/true", "true", (char *)NULL); }
static int may_write_device(void) { return open("/dev/null", O_RDWR); }

/* Nothing is left but what acting needs. */
static int
may_have_no_more(void)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct caps[_LINUX_CAPABILITY_U32S_3];
	const uint32_t most = acting ? 1U << CAP_SYS_ADMIN | 1U << CAP_MKNOD | 1U << CAP_IPC_LOCK : 0;

	if (syscall(SYS_capget, &head, caps) == -1)
		return -1;
	return (caps[0].permitted & ~most) | (caps[0].effective & ~most) | caps[1].permitted ? -1 : 0;
}

static const struct act {
	const char	*name;
	int		(*act)(void);
	bool		 looks, acts;	/* works for which tool */
} acts[] = {
	{ "read a file", act_read_outside, false, false }, { "list the root", act_list, false, false },
	{ "write its settings", act_write_settings, false, false }, { "create", act_create, false, false },
	{ "internet socket", act_socket, false, false }, { "unix socket", act_unix, false, false },
	{ "netlink socket", act_netlink, false, false }, { "mount", act_mount, false, false },
	{ "namespaces", act_unshare, false, false }, { "load a module", act_module, false, false },
	{ "bpf", act_bpf, false, false }, { "ptrace", act_ptrace, false, false },
	{ "another program", act_exec, false, false },
	{ "make a disk writable", act_unlock_disk, false, false },
	{ "write a device", may_write_device, false, true },
	{ "read its settings", may_read_settings, true, true }, { "take a lock", may_lock, true, true },
	{ "read a device", may_read_device, true, true },
	{ "read of the kernel", may_read_kernel, true, true },
	{ "its own program", may_run_itself, true, true }, { "no other rights", may_have_no_more, true, true },
};

static bool
succeeds(const struct act *a)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		cell_enter(acting, "/bin/true", settings, locks);
		_exit(a->act() == -1 ? 1 : 0);
	}
	if (pid == -1 || waitpid(pid, &status, 0) != pid)
		abort();
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int
main(int argc, char **argv)
{
	int failed = 0;

	if (argc != 2)
		return 64;
	snprintf(settings, sizeof settings, "%s/tree/file", argv[1]);
	snprintf(locks, sizeof locks, "%s/locks", argv[1]);
	snprintf(lock, sizeof lock, "%s/one", locks);
	snprintf(outside, sizeof outside, "%s/outside", argv[1]);
	for (int kind = 0; kind < 2; kind++)
		for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
			bool right = kind ? acts[i].acts : acts[i].looks, ok;

			acting = kind;
			ok = succeeds(&acts[i]) == right;
			printf("%s cell %s: %s %s\n", ok ? "ok" : "not ok", kind ? "acts" : "looks",
			    acts[i].name, right ? "works" : "is refused");
			fflush(stdout);
			failed |= !ok;
		}
	return failed;
}
