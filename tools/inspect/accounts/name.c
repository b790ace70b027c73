/* SPDX-License-Identifier: GPL-3.0-or-later */
/* name - is this account's name one that a distribution, a person or an intruder gives? */
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

/* Digits that are read as letters: r00t is not root. */
static unsigned char
as_read(unsigned char c)
{
	switch (c) {
	case '0':
		return 'o';
	case '1':
		return 'l';
	case '3':
		return 'e';
	case '5':
		return 's';
	case '7':
		return 't';
	default:
		return c;
	}
}

static bool
reads_as(struct span name, const char *other)
{
	struct span o = span_of(other);

	if (name.n != o.n || span_equal(name, o))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (as_read(name.p[i]) != o.p[i])
			return false;
	return true;
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
	return reads_as(name, "root") || reads_as(name, "daemon") || reads_as(name, "nobody");
}

static unsigned char
lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
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
