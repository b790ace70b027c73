/* SPDX-License-Identifier: GPL-3.0-or-later */
/* console - how is a verdict put where somebody, or a script, will see it? */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "console.h"

#define TTY_MAJOR	4	/* linux/Documentation/admin-guide/devices.txt: 1-63 are virtual */
#define PATIENCE	5000	/* milliseconds for a console to take more */
#define SERIAL_EVERY	5	/* seconds between two lines of progress on a serial line */

bool
console_open(struct console *c, const char *path)
{
	struct stat st;

	if ((c->fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) == -1)
		return false;
	c->serial = fstat(c->fd, &st) == -1 || !S_ISCHR(st.st_mode) ||
	    major(st.st_rdev) != TTY_MAJOR || minor(st.st_rdev) >= 64;
	c->spoke = 0;
	return true;
}

static void
put(struct console *c, const char *p, size_t n)
{
	struct pollfd ready = { c->fd, POLLOUT, 0 };
	ssize_t did;

	while (n) {
		did = write(c->fd, p, n);
		if (did > 0) {
			p += did;
			n -= (size_t)did;
		} else if (did == -1 && errno != EAGAIN && errno != EINTR)
			return;
		else if (poll(&ready, 1, PATIENCE) <= 0)
			return;
	}
}

/* Terminals that nobody set up want a carriage return before each line feed. */
static void
put_text(struct console *c, const char *text)
{
	const char *end;

	for (; *text; text = end + (*end != '\0')) {
		end = text + strcspn(text, "\n");
		put(c, text, (size_t)(end - text));
		put(c, "\r\n", 2);
	}
}

void
console_progress(struct console *c, const char *text)
{
	struct timespec now;
	char line[100];
	int n;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (c->serial && now.tv_sec - c->spoke < SERIAL_EVERY && c->spoke)
		return;
	c->spoke = now.tv_sec;
	if (c->serial)
		n = snprintf(line, sizeof line, "assay: %.76s\r\n", text);
	else
		n = snprintf(line, sizeof line, "\r%-*.*s\r", SCREEN_WIDTH, SCREEN_WIDTH, text);
	put(c, line, (size_t)n);
}

void
console_verdict(struct console *c, const struct report *r)
{
	char *screen = screen_make(r, c->serial ? 0 : SCREEN_LINES - 1), *line = screen_line(r);

	if (c->serial)
		put_text(c, "\n" SCREEN_BEGIN);
	else
		put(c, "\033[2J\033[H", 7);	/* clear a virtual terminal */
	put_text(c, screen);
	if (c->serial) {
		put_text(c, line);
		put_text(c, SCREEN_END);
	}
	free(line);
	free(screen);
}
