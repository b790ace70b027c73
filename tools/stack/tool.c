/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tool - how is another program run so that only its answer comes back? */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../jail/cell.h"
#include "../lib/die.h"
#include "tool.h"

enum { IN, OUT, ERR };

static time_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

const char *
tool_find(const char *name)
{
	static const char *const places[] = { "/bin", "/sbin", "/usr/bin", "/usr/sbin" };
	static char path[64];

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		snprintf(path, sizeof path, "%s/%s", places[i], name);
		if (access(path, X_OK) == 0)
			return path;
	}
	return NULL;
}

/* What reads metadata and changes nothing has no right to; LVM asks device-mapper even for a list. */
static bool
only_looks(const char *const argv[])
{
	static const char *const looks[][2] = {
		{ "mdadm", "--examine" }, { "cryptsetup", "luksDump" },
	};

	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		if (strcmp(argv[0], looks[i][0]) == 0 && argv[1] && strcmp(argv[1], looks[i][1]) == 0)
			return true;
	return false;
}

static _Noreturn void
be_tool(const char *path, const char *dir, const char *const argv[], const int ends[3])
{
	char system_dir[128], settings[128], locks[128], *environment[] = {
		system_dir, "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", "HOME=/",
		"LVM_SUPPRESS_FD_WARNINGS=1", "DM_DISABLE_UDEV=1", "MDADM_NO_UDEV=1", NULL
	};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(system_dir, sizeof system_dir, "LVM_SYSTEM_DIR=%s", dir);
	for (int i = IN; i <= ERR; i++)
		if (dup2(ends[i], i) == -1)
			_exit(EX_OSERR);
	syscall(SYS_close_range, 3U, ~0U, 0U);
	snprintf(settings, sizeof settings, "%s/lvm.conf", dir);
	snprintf(locks, sizeof locks, "%s/lock", dir);
	if (strcmp(argv[0], "modprobe") != 0)	/* it sees nothing of the evidence */
		cell_enter(!only_looks(argv), path, settings, locks);
	execve(path, (char *const *)(uintptr_t)argv, environment);
	_exit(EX_UNAVAILABLE);
}

/* Keep what fits; what does not is read and dropped, so that the tool goes on. */
static bool
take(int fd, char *buf, size_t room, size_t *n)
{
	char spill[4096];
	ssize_t got = *n < room ? read(fd, buf + *n, room - *n) : read(fd, spill, sizeof spill);

	if (got <= 0)
		return got == -1 && errno == EINTR;
	*n += *n < room ? (size_t)got : 0;
	return true;
}

static void
give(int *fd, struct span *input)
{
	ssize_t n = input->n ? write(*fd, input->p, input->n) : 0;

	if (n > 0)
		*input = span_skip(*input, (size_t)n);
	if (input->n == 0 || (n == -1 && errno != EINTR)) {
		close(*fd);
		*fd = -1;
	}
}

/* False when its time was up. */
static bool
talk(struct tool *t, int fd[3], struct span input, char *errors, size_t *errors_n)
{
	time_t began = now();

	while (fd[OUT] != -1 || fd[ERR] != -1) {
		struct pollfd p[3] = {
			{ fd[IN], POLLOUT, 0 }, { fd[OUT], POLLIN, 0 }, { fd[ERR], POLLIN, 0 },
		};

		if (poll(p, 3, 1000) == -1 && errno != EINTR)
			die(EX_OSERR, "poll");
		if (now() - began > MAX_TOOL_TIME)
			return false;
		if (p[IN].revents)
			give(&fd[IN], &input);
		if (p[OUT].revents && !take(fd[OUT], t->out, MAX_TOOL_OUTPUT, &t->n)) {
			close(fd[OUT]);
			fd[OUT] = -1;
		}
		if (p[ERR].revents && !take(fd[ERR], errors, MAX_TOOL_OUTPUT, errors_n)) {
			close(fd[ERR]);
			fd[ERR] = -1;
		}
	}
	return true;
}

static void
last_line(struct tool *t, struct span errors)
{
	struct span line, last = SPAN_NONE;

	while (span_line(&errors, &line))
		if (span_trim(line).n)
			last = span_trim(line);
	if (last.n)
		snprintf(t->why, sizeof t->why, "%.*s", (int)(last.n < 190 ? last.n : 190),
		    (const char *)last.p);
}

bool
tool_run(struct tool *t, const char *dir, const char *const argv[], struct span input)
{
	const char *path = tool_find(argv[0]);
	int in[2], out[2], err[2], fd[3], status = 0;
	char *errors;
	size_t errors_n = 0;
	bool in_time;
	pid_t pid;

	*t = (struct tool){ .out = need(MAX_TOOL_OUTPUT + 1, 1) };
	if (!path) {
		snprintf(t->why, sizeof t->why, "there is no %s here", argv[0]);
		return false;
	}
	errors = need(MAX_TOOL_OUTPUT, 1);
	fflush(NULL);
	if (pipe2(in, O_CLOEXEC) == -1 || pipe2(out, O_CLOEXEC) == -1 ||
	    pipe2(err, O_CLOEXEC) == -1 || (pid = fork()) == -1)
		die(EX_OSERR, "cannot start %s", argv[0]);
	if (pid == 0)
		be_tool(path, dir, argv, (const int[]){ in[0], out[1], err[1] });
	close(in[0]);
	close(out[1]);
	close(err[1]);
	fd[IN] = in[1];
	fd[OUT] = out[0];
	fd[ERR] = err[0];
	signal(SIGPIPE, SIG_IGN);
	if (!(in_time = talk(t, fd, input, errors, &errors_n)))
		kill(pid, SIGKILL);
	for (int i = IN; i <= ERR; i++)
		if (fd[i] != -1)
			close(fd[i]);
	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			die(EX_OSERR, "waitpid");
	snprintf(t->why, sizeof t->why, in_time ? "%s failed" : "%s took too long", argv[0]);
	if (in_time)
		last_line(t, (struct span){ (unsigned char *)errors, errors_n });
	free(errors);
	return in_time && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void
tool_free(struct tool *t)
{
	free(t->out);
	t->out = NULL;
}
