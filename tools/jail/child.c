/* SPDX-License-Identifier: GPL-3.0-or-later */
/* child - how is a question about evidence asked without being hurt by the answer? */
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

#include "../lib/die.h"
#include "child.h"

struct running {
	struct child	*child;
	pid_t		 pid;
	int		 from;
	time_t		 heard;		/* when it last wrote */
	size_t		 held, told;	/* bytes of an unfinished line; bytes in all */
	char		*buf;		/* MAX_RECORD of them */
};

static time_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/*
 * Nothing of the parent's stays open but the pipe, and memory that was meant for
 * this child; the terminal is out of reach.
 */
static void
strip(int pipe_end, int *memory, int *out)
{
	int null = open("/dev/null", O_RDWR), kept = *memory ? fcntl(*memory, F_DUPFD, 5) : 0;

	if (null == -1 || kept == -1 || dup2(pipe_end, 3) == -1 ||
	    dup2(null, 0) == -1 || dup2(null, 1) == -1 || dup2(null, 2) == -1 ||
	    (kept && dup2(kept, 4) == -1) ||
	    syscall(SYS_close_range, kept ? 5U : 4U, ~0U, 0U) == -1)
		_exit(EX_OSERR);
	*memory = kept ? 4 : 0;
	*out = 3;
}

static _Noreturn void
be_child(struct child *c, int pipe_end, bool jailed)
{
	int out;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	if (jailed)
		strip(pipe_end, &c->memory, &out);
	else
		out = pipe_end;		/* sanitizers report on stderr */
	c->kind = JAIL_FD;
	c->open(c->arg, c);
	jail_enter(jailed ? c->kind : JAIL_OPEN, c->trees, c->ntrees);
	c->work(c->arg, out);
	_exit(0);
}

static void
start(struct running *r, struct child *c, bool jailed)
{
	int ends[2];

	fflush(NULL);
	if (pipe2(ends, O_CLOEXEC) == -1 || (r->pid = fork()) == -1)
		die(EX_OSERR, "cannot start a child");
	if (r->pid == 0)
		be_child(c, ends[1], jailed);
	close(ends[1]);
	r->child = c;
	r->from = ends[0];
	r->heard = now();
	r->held = r->told = 0;
	r->buf = need(MAX_RECORD, 1);
}

static void
lose(struct running *r, const char *why)
{
	if (!r->child->lost) {
		snprintf(r->child->why, sizeof r->child->why, "%s", why);
		r->child->lost = r->child->why;
	}
	kill(r->pid, SIGKILL);
}

static void
finish(struct running *r)
{
	struct child *c = r->child;
	int status;

	while (waitpid(r->pid, &status, 0) == -1)
		if (errno != EINTR)
			die(EX_OSERR, "waitpid");
	close(r->from);
	free(r->buf);
	r->child = NULL;
	if (c->lost || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
		return;
	if (WIFSIGNALED(status))
		snprintf(c->why, sizeof c->why, "the reader was stopped by signal %d (%s)",
		    WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		snprintf(c->why, sizeof c->why, "the reader failed with status %d",
		    WEXITSTATUS(status));
	c->lost = c->why;
}

/* Hand on the whole lines held; keep the rest for the next read. */
static void
split(struct running *r)
{
	struct span rest = { (unsigned char *)r->buf, r->held }, line;
	const char *wrong;

	while (!r->child->lost && span_has(rest, '\n') && span_line(&rest, &line))
		if ((wrong = r->child->line(r->child->arg, line)))
			lose(r, wrong);
	if (rest.n == MAX_RECORD)
		lose(r, "the reader wrote a line without end");
	if (rest.n)
		memmove(r->buf, rest.p, rest.n);
	r->held = rest.n;
}

/* False at the end of what it writes. */
static bool
hear(struct running *r)
{
	ssize_t n = read(r->from, r->buf + r->held, MAX_RECORD - r->held);

	if (n == -1)
		return errno == EINTR;
	if (n == 0) {
		if (r->held)
			lose(r, "the reader's last line was cut");
		return false;
	}
	r->heard = now();
	r->held += (size_t)n;
	r->told += (size_t)n;
	if (r->told > (r->child->most ? r->child->most : MAX_TOLD))
		lose(r, "the reader said more than anyone could have to say");
	split(r);
	return true;
}

/* One round: wait for any to write; answers how many have ended. */
static size_t
attend(struct running *all, size_t n)
{
	struct pollfd *fds = need(n, sizeof *fds);
	size_t ended = 0;

	for (size_t i = 0; i < n; i++)
		fds[i] = (struct pollfd){ all[i].child ? all[i].from : -1, POLLIN, 0 };
	if (poll(fds, n, 1000) == -1 && errno != EINTR)
		die(EX_OSERR, "poll");
	for (size_t i = 0; i < n; i++) {
		if (!all[i].child)
			continue;
		if (now() - all[i].heard > MAX_SILENCE)
			lose(&all[i], "the reader fell silent");
		if (fds[i].revents && !hear(&all[i])) {
			finish(&all[i]);
			ended++;
		}
	}
	free(fds);
	return ended;
}

void
child_run_all(struct child *children, size_t n, bool jailed)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = cores > 0 ? (size_t)cores : 1, started = 0, ended = 0;
	struct running *all = need(most, sizeof *all);

	while (ended < n) {
		for (size_t i = 0; i < most && started < n; i++)
			if (!all[i].child)
				start(&all[i], &children[started++], jailed);
		ended += attend(all, most);
	}
	free(all);
}
