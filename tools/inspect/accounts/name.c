/* SPDX-License-Identifier: GPL-3.0-or-later */
/* name - is this account's name one that a distribution, a person or an intruder gives? */
#include <stdlib.h>

#include "name.h"

/*
 * Debian's base-passwd (passwd.master), Red Hat's setup (uidgid), Alpine's
 * alpine-baselayout and SUSE's system-user-*: accounts of the base system that
 * own files or run one daemon, and never log in.
 */
static const char *const system_names[] = {
	"daemon", "bin", "sys", "sync", "games", "man", "lp", "mail", "news", "uucp", "proxy",
	"www-data", "backup", "list", "irc", "gnats", "nobody", "_apt", "adm", "shutdown", "halt",
	"operator", "ftp", "messagebus", "dbus", "sshd", "systemd-network", "systemd-resolve",
	"systemd-timesync", "systemd-coredump", "systemd-journal-remote", "systemd-oom", "tss",
	"polkitd", "rpc", "rpcuser", "uuidd", "syslog", "tcpdump", "chrony", "avahi", "wwwrun",
	"apache", "nginx", "ntp", "postmaster", "man-db", "cron", "at", "squid", "xfs", "smmsp",
	"guest", "vpopmail", "svn", "dhcp",
};

bool
name_is_system(struct span name)
{
	for (size_t i = 0; i < sizeof system_names / sizeof *system_names; i++)
		if (span_is(name, system_names[i]))
			return true;
	return false;
}

/* Of those, the ones that administrators copy files or deploy sites as. */
bool
name_serves(struct span name)
{
	static const char *const names[] = {
		"www-data", "wwwrun", "apache", "nginx", "backup", "ftp", "svn", "operator", "squid",
		"proxy", "guest", "vpopmail", "list", "mail",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_is(name, names[i]))
			return true;
	return false;
}

bool
name_is_deceptive(struct span name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] <= ' ' || name.p[i] >= 0x7f)
			return true;
	return false;
}

static bool
letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool
name_is_odd(struct span name)
{
	unsigned char c;

	if (name.n == 0 || name.n > 32 || !letter(*name.p))
		return true;
	for (size_t i = 1; i < name.n; i++) {
		c = name.p[i];
		if (!letter(c) && (c < '0' || c > '9') && c != '-' && c != '.')
			return true;
	}
	return false;
}

static unsigned char
lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
}

static unsigned char
as_read(unsigned char c)
{
	switch (c) {
	case '0':
		return 'o';
	case '1':
	case 'I':
		return 'l';
	case '3':
		return 'e';
	case '5':
		return 's';
	case '7':
		return 't';
	case '_':
		return '-';
	default:
		return lower(c);
	}
}

/* As a hasty reader takes it: r00t is root, adrnln is admin. */
static struct span
read_hastily(struct span name, unsigned char *room)
{
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = as_read(name.p[i]);

		if (c == 'n' && n && room[n - 1] == 'r')
			room[n - 1] = 'm';
		else if (c == 'v' && n && room[n - 1] == 'v')
			room[n - 1] = 'w';
		else
			room[n++] = c;
	}
	return (struct span){ room, n };
}

struct read {
	struct span		 as;
	const struct row	*row;
};

static int
by_reading(const void *a, const void *b)
{
	const struct read *x = a, *y = b;
	int c = span_compare(x->as, y->as);

	return c ? c : (x->row->number > y->row->number) - (x->row->number < y->row->number);
}

static bool
reads_as_system(struct span as, struct span name)
{
	static const char *const strong[] = { "root", "sudo", "wheel", "docker", "shadow" };
	unsigned char room[64];

	if (name.n < 3)		/* "at" is read as too much */
		return false;
	for (size_t i = 0; i < sizeof strong / sizeof *strong; i++)
		if (span_equal(as, read_hastily(span_of(strong[i]), room)) && !span_is(name, strong[i]))
			return true;
	for (size_t i = 0; i < sizeof system_names / sizeof *system_names; i++)
		if (span_equal(as, read_hastily(span_of(system_names[i]), room)) && !name_is_system(name))
			return true;
	return false;
}

void
name_look_alikes(struct inspection *in, const struct table *t)
{
	struct read *all = see_room(in, t->n + 1, sizeof *all);
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct span name = t->row[i].field[F_NAME];

		if (name.n <= MAX_NAME && !name_is_deceptive(name) && !name_imitates(t, name))
			all[n++] = (struct read){ read_hastily(name, see_room(in, name.n + 1, 1)), &t->row[i] };
	}
	if (n)
		qsort(all, n, sizeof *all, by_reading);
	for (size_t i = 0; i < n; i++) {
		struct span name = all[i].row->field[F_NAME];

		if (reads_as_system(all[i].as, name) || (i && span_equal(all[i].as, all[i - 1].as) &&
		    !span_equal(name, all[i - 1].row->field[F_NAME])))
			table_say(in, ACCOUNT_NAME_ALIKE, t, all[i].row);
	}
}

bool
name_imitates(const struct table *t, struct span name)
{
	unsigned char small[64];
	struct span s = { small, name.n };

	if (name.n > sizeof small)
		return false;
	for (size_t i = 0; i < name.n; i++)
		small[i] = lower(name.p[i]);
	return !span_equal(s, name) && table_named(t, s);
}
