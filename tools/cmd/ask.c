/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ask - who types the key of an encrypted volume, on whichever console they sit? */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "ask.h"

#define MAX_ASKED	8	/* consoles */
#define MAX_TYPED	512	/* bytes: cryptsetup takes a passphrase of so many from a terminal */
#define MAX_ASKING	600	/* seconds in all: a line that babbles by itself must not hold us */

struct asked {
	const char	*path;
	int		 fd;
	struct termios	 before;
	size_t		 n;
};

static struct asked consoles[MAX_ASKED];
static unsigned char typed[MAX_ASKED][MAX_TYPED];
static unsigned int nconsoles, patience;
static time_t spent;

static time_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

void
ask_on(const char *path)
{
	if (nconsoles < MAX_ASKED)
		consoles[nconsoles++].path = path;
}

void
ask_patience(unsigned int seconds)
{
	patience = seconds;
}

static void
put(const struct asked *a, const char *text)
{
	/* A console that does not take its text in time is asked all the same. */
	if (write(a->fd, text, strlen(text)) == -1)
		return;
}

/* What was typed before anybody asked is dropped; what is typed now shows nowhere. */
static bool
listen_to(struct asked *a, const char *prompt)
{
	struct termios silent;

	if ((a->fd = open(a->path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)) == -1)
		return false;
	if (tcgetattr(a->fd, &a->before) == -1) {
		close(a->fd);
		a->fd = -1;
		return false;
	}
	silent = a->before;
	silent.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL | ISIG | IEXTEN);
	silent.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IXON);
	silent.c_cflag |= CLOCAL | CREAD;
	silent.c_cc[VMIN] = 1;
	silent.c_cc[VTIME] = 0;
	tcsetattr(a->fd, TCSAFLUSH, &silent);
	a->n = 0;
	put(a, prompt);
	return true;
}

static void
leave(struct asked *a)
{
	if (a->fd == -1)
		return;
	put(a, "\r\n");
	tcsetattr(a->fd, TCSAFLUSH, &a->before);
	close(a->fd);
	a->fd = -1;
}

/* One byte of a key: true at its end. */
static bool
take(struct asked *a, unsigned char *key, unsigned char c)
{
	switch (c) {
	case '\r':
	case '\n':
		return true;
	case 0x08:
	case 0x7f:
		a->n -= a->n > 0;
		return false;
	case 0x03:	/* ^C: none */
	case 0x15:	/* ^U: anew */
		a->n = 0;
		return c == 0x03;
	default:
		if (a->n < MAX_TYPED)
			key[a->n++] = c;
		return false;
	}
}

/* Which console's line is whole; -1: nobody types. */
static int
wait_for_line(void)
{
	struct pollfd p[MAX_ASKED];
	time_t began = now(), heard = began;
	unsigned char c;

	while (now() - heard < patience && now() - began + spent < MAX_ASKING) {
		for (unsigned int i = 0; i < nconsoles; i++)
			p[i] = (struct pollfd){ consoles[i].fd, POLLIN, 0 };
		if (poll(p, nconsoles, 1000) <= 0)
			continue;
		for (unsigned int i = 0; i < nconsoles; i++) {
			if (!p[i].revents)
				continue;
			if (read(p[i].fd, &c, 1) != 1) {
				leave(&consoles[i]);	/* hung up */
				continue;
			}
			heard = now();
			if (take(&consoles[i], typed[i], c)) {
				spent += now() - began;
				return (int)i;
			}
		}
	}
	return -1;
}

bool
ask_key(struct examination *e, const char *volume)
{
	char prompt[160];
	bool any = false;
	int who = -1;
	size_t n = 0;

	if (!patience)
		return false;
	snprintf(prompt, sizeof prompt, "\r\nassay: a key for %.60s (Enter alone: none; %u s): ", volume,
	    patience);
	mlock(typed, sizeof typed);
	for (unsigned int i = 0; i < nconsoles; i++)
		any |= listen_to(&consoles[i], prompt);
	if (any && (who = wait_for_line()) != -1)
		examine_key(e, typed[who], n = consoles[who].n);
	explicit_bzero(typed, sizeof typed);
	for (unsigned int i = 0; i < nconsoles; i++)
		leave(&consoles[i]);
	if (who == -1)
		patience = 0;
	return n > 0;
}
