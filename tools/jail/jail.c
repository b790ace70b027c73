/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jail - how does a process that reads evidence lose the power to do harm? */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "jail.h"

#define NOBODY	65534			/* overflowuid: owns nothing on any system */

/* A macro: C libraries differ in the type of the limit's name. */
#define LIMIT(what, n) do { \
	if (setrlimit(what, &(struct rlimit){ (n), (n) }) == -1) \
		die(EX_OSERR, "jail: " #what); \
} while (0)

static void
lock_resources(void)
{
	LIMIT(RLIMIT_CORE, 0);		/* a core file would hold evidence */
	LIMIT(RLIMIT_FSIZE, 0);
	LIMIT(RLIMIT_CPU, MAX_CPU);
	LIMIT(RLIMIT_DATA, MAX_MEMORY);	/* what is its own: ledgers that it only reads do not count */
	LIMIT(RLIMIT_NOFILE, 1024);	/* cached directories of a tree, and room */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		die(EX_OSERR, "jail: no_new_privs");
}

/* Root becomes nobody; to read a tree it keeps the one right to look past modes. */
static void
lock_user(enum jail kind)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct caps[_LINUX_CAPABILITY_U32S_3] = { { 0 } };

	if (geteuid() != 0)
		return;
	if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == -1 || setgroups(0, NULL) == -1 ||
	    setresgid(NOBODY, NOBODY, NOBODY) == -1 || setresuid(NOBODY, NOBODY, NOBODY) == -1)
		die(EX_OSERR, "jail: change of user");
	if (kind == JAIL_TREE)
		caps[0].effective = caps[0].permitted = 1U << CAP_DAC_READ_SEARCH;
	if (syscall(SYS_capset, &head, caps) == -1)
		die(EX_OSERR, "jail: capabilities");
}

static void
lock_files(enum jail kind, const int *trees, size_t n)
{
	/* Every right of Landlock's first version, which all kernels from 5.13 know. */
	struct landlock_ruleset_attr all = {
		.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
	};
	struct landlock_path_beneath_attr reading = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);

	if (rules == -1)
		die(EX_OSERR, "jail: Landlock (the kernel needs it, 5.13 or later)");
	for (size_t i = 0; kind == JAIL_TREE && i < n; i++) {
		reading.parent_fd = trees[i];
		if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		    &reading, 0) == -1)
			die(EX_OSERR, "jail: Landlock rule");
	}
	if (syscall(SYS_landlock_restrict_self, rules, 0) == -1)
		die(EX_OSERR, "jail: Landlock lock");
	close(rules);
}

/* Reading, memory that is never executed, and leaving. */
static const int allowed[] = {
	SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(write),
	SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
	SCMP_SYS(statx), SCMP_SYS(fcntl), SCMP_SYS(fadvise64), SCMP_SYS(brk),
	SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex),
	SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(uname), SCMP_SYS(getpid),
	SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(exit), SCMP_SYS(exit_group),
};

static const int allowed_in_tree[] = {
	SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(flistxattr), SCMP_SYS(fgetxattr),
};

/*
 * Calls that libraries make and can live without are answered, not killed:
 * libext2fs syncs what it never wrote and asks devices for what they are.
 */
static const struct {
	int	call, answer;
} refused[] = {
	{ SCMP_SYS(fsync), EROFS }, { SCMP_SYS(fdatasync), EROFS },
	{ SCMP_SYS(open), EACCES }, { SCMP_SYS(access), EACCES }, { SCMP_SYS(faccessat), EACCES },
	{ SCMP_SYS(stat), EACCES }, { SCMP_SYS(lstat), EACCES }, { SCMP_SYS(readlink), EACCES },
	{ SCMP_SYS(prlimit64), EPERM }, { SCMP_SYS(sched_getaffinity), EPERM },
};

static void
rule(scmp_filter_ctx filter, uint32_t action, int call, unsigned int n, struct scmp_arg_cmp arg)
{
	if (seccomp_rule_add(filter, action, call, n, arg) != 0)
		die(EX_OSERR, "jail: seccomp rule for call %d", call);
}

static void
allow(scmp_filter_ctx filter, const int *calls, size_t n)
{
	for (size_t i = 0; i < n; i++)
		rule(filter, SCMP_ACT_ALLOW, calls[i], 0, SCMP_A0(SCMP_CMP_EQ, 0, 0));
}

/*
 * Of all that ioctl can do, one may be asked: of a tree where a file's bytes lie, of a
 * disk how large it is, which libblkid else finds out by reading.  The kernel takes
 * 32 bits of it; C libraries differ in what stands above them, so the others are
 * all that differ in any of these.
 */
static void
lock_orders(scmp_filter_ctx filter, enum jail kind)
{
	const scmp_datum_t order = (uint32_t)(kind == JAIL_TREE ? FS_IOC_FIEMAP : BLKGETSIZE64);

	rule(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, UINT32_MAX, order));
	for (scmp_datum_t bit = 1; bit <= UINT32_MAX; bit <<= 1)
		rule(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 1,
		    SCMP_A1(SCMP_CMP_MASKED_EQ, bit, ~order & bit));
}

static void
lock_calls(enum jail kind)
{
	const scmp_datum_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
	const struct scmp_arg_cmp readonly = SCMP_A2(SCMP_CMP_MASKED_EQ, writing, O_RDONLY);
	const struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	const struct scmp_arg_cmp unshared = SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_SHARED, 0);
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);

	if (!filter)
		die(EX_OSERR, "jail: seccomp");
	allow(filter, allowed, sizeof allowed / sizeof *allowed);
	if (kind == JAIL_TREE) {
		allow(filter, allowed_in_tree, sizeof allowed_in_tree / sizeof *allowed_in_tree);
		rule(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, readonly);
	} else
		rule(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 0, readonly);
	lock_orders(filter, kind);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		rule(filter, SCMP_ACT_ERRNO((uint32_t)refused[i].answer), refused[i].call, 0, readonly);
	/* Shared memory would escape the limit on what is its own. */
	if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, no_code, unshared) != 0)
		die(EX_OSERR, "jail: seccomp rule for mmap");
	rule(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code);
	rule(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_GET_DUMPABLE, 0));
	if (seccomp_load(filter) != 0)
		die(EX_OSERR, "jail: seccomp filter");
	seccomp_release(filter);
}

void
jail_enter(enum jail kind, const int *trees, size_t n)
{
	if (kind == JAIL_OPEN)
		return;
	lock_resources();
	lock_files(kind, trees, n);
	lock_user(kind);
	lock_calls(kind);
}
