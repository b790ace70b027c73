/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cell - how little does a tool need that puts volumes of a suspect disk together? */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/landlock.h>
#include <scsi/sg.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "cell.h"

#define MAX_TOOL_CPU	300			/* seconds: argon2 on a slow core */
#define MAX_TOOL_MEMORY	((size_t)5 << 30)	/* cryptsetup lets a header ask for 4 GB */
#define ALL_FILES	((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)
#define READING		(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RUNNING		(READING | LANDLOCK_ACCESS_FS_EXECUTE)
#define OF_FILES	(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | \
			    LANDLOCK_ACCESS_FS_EXECUTE)

/* A macro: C libraries differ in the type of the limit's name. */
#define LIMIT(what, n) do { \
	if (setrlimit(what, &(struct rlimit){ (n), (n) }) == -1) \
		die(EX_OSERR, "cell: " #what); \
} while (0)

static void
limit(void)
{
	LIMIT(RLIMIT_CORE, 0);
	LIMIT(RLIMIT_CPU, MAX_TOOL_CPU);
	LIMIT(RLIMIT_DATA, MAX_TOOL_MEMORY);
	LIMIT(RLIMIT_NOFILE, 1024);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		die(EX_OSERR, "cell: no_new_privs");
}

/*
 * Root starts a program with all that the bounding set leaves.  Device-mapper and md
 * ask for CAP_SYS_ADMIN, their nodes for CAP_MKNOD; LVM and cryptsetup lock memory.
 */
static void
drop_rights(bool acts)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct caps[_LINUX_CAPABILITY_U32S_3] = { { 0 } };
	const uint32_t kept = acts ? 1U << CAP_SYS_ADMIN | 1U << CAP_MKNOD | 1U << CAP_IPC_LOCK : 0;

	for (unsigned long c = 0; c < 64; c++)
		if ((c >= 32 || !(kept >> c & 1)) && prctl(PR_CAPBSET_DROP, c, 0, 0, 0) == -1 && errno != EINVAL)
			die(EX_OSERR, "cell: bounding set");
	caps[0].effective = caps[0].permitted = kept;
	if (syscall(SYS_capset, &head, caps) == -1)
		die(EX_OSERR, "cell: capabilities");
}

static void
allow(int rules, const char *path, uint64_t rights)
{
	struct landlock_path_beneath_attr beneath = { .allowed_access = rights };

	beneath.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (beneath.parent_fd == -1)
		return;		/* what is not there need not be allowed */
	if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == -1)
		die(EX_OSERR, "cell: Landlock rule for %s", path);
	close(beneath.parent_fd);
}

/* The tool itself, its libraries where it is no static one, the kernel's own files, devices. */
static void
lock_files(bool acts, const char *tool, const char *settings, const char *locks)
{
	static const char *const libraries[] = { "/lib", "/lib64", "/usr/lib", "/usr/lib64" };
	struct landlock_ruleset_attr all = { .handled_access_fs = ALL_FILES };
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);

	if (rules == -1)
		die(EX_OSERR, "cell: Landlock (the kernel needs it, 5.13 or later)");
	allow(rules, tool, RUNNING & OF_FILES);
	for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
		allow(rules, libraries[i], RUNNING);
	allow(rules, "/etc/ld.so.cache", READING & OF_FILES);
	allow(rules, settings, READING & OF_FILES);
	allow(rules, locks, ALL_FILES & ~LANDLOCK_ACCESS_FS_EXECUTE);
	allow(rules, "/proc", READING);
	allow(rules, "/sys", acts ? READING | LANDLOCK_ACCESS_FS_WRITE_FILE : READING);
	allow(rules, "/dev", acts ? ALL_FILES & ~LANDLOCK_ACCESS_FS_EXECUTE : READING);
	if (syscall(SYS_landlock_restrict_self, rules, 0) == -1)
		die(EX_OSERR, "cell: Landlock lock");
	close(rules);
}

/* Never needed by any of them, and dear to whoever has conquered one that may act. */
static const int refused[] = {
	SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(fsopen),
	SCMP_SYS(fsmount), SCMP_SYS(move_mount), SCMP_SYS(open_tree), SCMP_SYS(mount_setattr),
	SCMP_SYS(setns), SCMP_SYS(unshare), SCMP_SYS(open_by_handle_at), SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd),
	SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load), SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd),
	SCMP_SYS(io_uring_setup), SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(reboot),
	SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(syslog), SCMP_SYS(acct),
	SCMP_SYS(quotactl), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime), SCMP_SYS(sethostname),
	SCMP_SYS(iopl), SCMP_SYS(ioperm),
};

/* Of all sockets, those of the kernel's ciphers: cryptsetup opens keyslots with them. */
static void
lock_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	if (!filter)
		die(EX_OSERR, "cell: seccomp");
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0) != 0)
			die(EX_OSERR, "cell: seccomp rule");
	/* A disk stays marked read-only, and takes no commands of its own language. */
	if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1,
	    SCMP_A0(SCMP_CMP_NE, AF_ALG, 0)) != 0 ||
	    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
	    SCMP_A1(SCMP_CMP_EQ, BLKROSET, 0)) != 0 ||
	    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
	    SCMP_A1(SCMP_CMP_EQ, SG_IO, 0)) != 0 || seccomp_load(filter) != 0)
		die(EX_OSERR, "cell: seccomp filter");
	seccomp_release(filter);
}

void
cell_enter(bool acts, const char *tool, const char *settings, const char *locks)
{
	limit();
	lock_files(acts, tool, settings, locks);
	drop_rights(acts);
	lock_calls();
}
