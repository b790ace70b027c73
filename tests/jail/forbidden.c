/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * forbidden - does the jail bite?  One act a child: what must be refused or
 * killed, and what must still work
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <unistd.h>

#include "../../tools/jail/jail.h"

static int tree, inside;	/* a directory to read beneath; a file in it, open for reading */
static int disk;		/* a block device */

static int act_open_outside(void) { return open("/etc/passwd", O_RDONLY); }
static int act_open_parent(void) { return openat(tree, "../outside", O_RDONLY); }
static int act_open_writing(void) { return openat(tree, "file", O_WRONLY); }
static int act_create(void) { return openat(tree, "new", O_WRONLY | O_CREAT, 0600); }
static int act_create_read(void) { return openat(tree, "new", O_RDONLY | O_CREAT, 0600); }
static int act_truncate(void) { return ftruncate(inside, 0); }
static int act_unlink(void) { return unlinkat(tree, "file", 0); }
static int act_rename(void) { return renameat(tree, "file", tree, "moved"); }
static int act_mkdir(void) { return mkdirat(tree, "dir", 0700); }
static int act_chmod(void) { return fchmod(inside, 0777); }
static int act_socket(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static int act_unix(void) { return socket(AF_UNIX, SOCK_STREAM, 0); }
static int act_fork(void) { return fork(); }
static int act_exec(void) { return execl("/bin/true", "true", (char *)NULL); }
static int act_ptrace(void) { return (int)ptrace(PTRACE_ATTACH, getppid(), NULL, NULL); }
static int act_kill(void) { return kill(getppid(), 0); }
static int act_setuid(void) { return setuid(0); }
static int act_mount(void) { return (int)syscall(SYS_mount, "none", "/", "tmpfs", 0, NULL); }
static int act_ioctl(void) { int off = 0; return ioctl(inside, BLKROSET, &off); }
static int act_limit(void) { return (int)syscall(SYS_prlimit64, 0, 0, NULL, NULL); }

static int
act_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
	    MAP_FAILED ? -1 : 0;
}

static int
act_make_code(void)
{
	static char page[8192];
	char *aligned = (char *)(((size_t)page + 4095) & ~(size_t)4095);

	return mprotect(aligned, 4096, PROT_READ | PROT_EXEC);
}

static int
act_share(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) ==
	    MAP_FAILED ? -1 : 0;
}

static int
may_read(void)
{
	char c;

	return pread(inside, &c, 1, 0) == 1 ? 0 : -1;
}

static int
may_ask_place(void)
{
	struct fiemap ask = { .fm_length = FIEMAP_MAX_OFFSET };

	/* A filesystem that cannot tell says so; the jail says that there is no such thing. */
	return syscall(SYS_ioctl, inside, FS_IOC_FIEMAP, &ask) == -1 && errno == ENOTTY ? -1 : 0;
}

static long
ask_disk(unsigned long request)
{
	unsigned long long answer[512];

	return syscall(SYS_ioctl, disk, request, answer);
}

/* As C libraries ask: some extend the number with its sign. */
static int
may_ask_size(void)
{
	return ask_disk(BLKGETSIZE64) == 0 && ask_disk(BLKGETSIZE64 | ~0xffffffffUL) == 0 ? 0 : -1;
}

/* The numbers of others differ from that one's in any of their bits. */
static int
act_ask_else(void)
{
	long r = -1;

	for (unsigned int bit = 0; r == -1 && bit < 32; bit++)
		r = ask_disk(BLKGETSIZE64 ^ 1UL << bit) == -1 && errno == ENOTTY ? -1 : 0;
	return (int)r;
}

static int may_allocate(void) { return malloc(16 << 20) ? 0 : -1; }
static int may_open_inside(void) { return openat(tree, "file", O_RDONLY); }
static int may_reach_inside(void) { return openat(tree, "file", O_PATH | O_NOFOLLOW); }

static const struct act {
	const char	*name;
	int		(*act)(void);
	bool		allowed[JAIL_TREE + 1];		/* by kind of jail */
} acts[] = {
#define NEVER	{ false, false, false }
#define ALWAYS	{ true, true, true }
	{ "open outside", act_open_outside, NEVER }, { "open parent", act_open_parent, NEVER },
	{ "open for writing", act_open_writing, NEVER }, { "create", act_create, NEVER },
	{ "create for reading", act_create_read, NEVER }, { "truncate", act_truncate, NEVER },
	{ "unlink", act_unlink, NEVER }, { "rename", act_rename, NEVER },
	{ "mkdir", act_mkdir, NEVER }, { "chmod", act_chmod, NEVER },
	{ "socket", act_socket, NEVER }, { "unix socket", act_unix, NEVER },
	{ "fork", act_fork, NEVER }, { "exec", act_exec, NEVER }, { "ptrace", act_ptrace, NEVER },
	{ "kill", act_kill, NEVER }, { "setuid", act_setuid, NEVER }, { "mount", act_mount, NEVER },
	{ "ioctl", act_ioctl, NEVER }, { "limits", act_limit, NEVER },
	{ "executable memory", act_code, NEVER }, { "data made executable", act_make_code, NEVER },
	{ "shared memory", act_share, NEVER },
	{ "read what is open", may_read, ALWAYS }, { "allocate", may_allocate, ALWAYS },
	{ "ask where bytes lie", may_ask_place, { false, false, true } },
	{ "open beneath the tree", may_open_inside, { false, false, true } },
	{ "ask a disk's size", may_ask_size, { true, true, false } },
	{ "ask a disk anything else", act_ask_else, { false, false, false } },
	{ "reach beneath the tree", may_reach_inside, { false, false, true } },
};

/* Did the act succeed in a jail of this kind? */
static bool
succeeds(const struct act *a, enum jail kind)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		jail_enter(kind, &tree, 1);
		_exit(a->act() == -1 ? 1 : 0);
	}
	if (pid == -1 || waitpid(pid, &status, 0) != pid)
		abort();
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int
main(int argc, char **argv)
{
	static const char *const kinds[] = { "open", "fd", "tree" };
	int failed = 0;

	if (argc != 3 || (tree = open(argv[1], O_RDONLY | O_DIRECTORY)) == -1 ||
	    (inside = openat(tree, "file", O_RDONLY)) == -1 || (disk = open(argv[2], O_RDONLY)) == -1)
		return 64;
	for (enum jail kind = JAIL_FD; kind <= JAIL_TREE; kind++)
		for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
			bool ok = succeeds(&acts[i], kind) == acts[i].allowed[kind];

			printf("%s jail %s: %s %s\n", ok ? "ok" : "not ok", kinds[kind],
			    acts[i].name, acts[i].allowed[kind] ? "works" : "is refused");
			fflush(stdout);
			failed |= !ok;
		}
	return failed;
}
