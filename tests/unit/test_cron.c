/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_cron - are cron's tables read as cron reads them? */
#include "startup.h"

#define VOLATILE	"STARTUP_PROGRAM_VOLATILE"

static int
found(const char *path, const char *table, const char *finding)
{
	int n;

	memory_file(&memory, path, 0644, table);
	look();
	n = times(finding);
	memory_remove(&memory, path);
	return n;
}

static void
lines(void **state)
{
	(void)state;
	assert_int_equal(found("/etc/crontab", "1 2 3 4 5 root /tmp/a\n", VOLATILE), 1);
	assert_int_equal(found("/etc/crontab", "  \t@reboot\troot\t/tmp/a", VOLATILE), 1);
	assert_int_equal(found("/etc/crontab", "# 1 2 3 4 5 root /tmp/a\n", VOLATILE), 0);
	assert_int_equal(found("/etc/crontab", "1 2 3 4 root\n@daily\n*\n=\n", "\"finding\""), 0);
	assert_int_equal(found("/etc/anacrontab", "1 5 id /tmp/a\n@monthly 5 id /tmp/b\n", VOLATILE),
	    2);
	assert_int_equal(found("/var/spool/cron/crontabs/root", "@hourly /tmp/a\n", VOLATILE), 1);
	assert_int_equal(found("/var/spool/cron/alice", "* * * * * /tmp/a\n", VOLATILE), 1);
	/* In an account's table the sixth word is the command. */
	assert_int_equal(found("/var/spool/cron/tabs/root", "* * * * * cat /tmp/a\n", VOLATILE), 0);
}

static void
percent(void **state)
{
	(void)state;
	assert_int_equal(found("/etc/crontab", "@daily root cat %/tmp/a\n", "\"finding\""), 0);
	assert_int_equal(found("/etc/crontab", "@daily root sh %cat%/tmp/a\n", VOLATILE), 1);
	assert_int_equal(found("/etc/crontab", "@daily root cat \\%x; /tmp/a\n", VOLATILE), 1);
}

static void
variables(void **state)
{
	(void)state;
	assert_int_equal(found("/etc/crontab", "PATH=/nowhere\n@daily root cat\n", "_MISSING"), 1);
	assert_int_equal(found("/etc/crontab", "PATH = \"/nowhere:/usr/bin\"\n@daily root cat\n",
	    "\"finding\""), 0);
	assert_int_equal(found("/etc/crontab", "SHELL=/tmp/sh\n@daily root cat\n", VOLATILE), 1);
	assert_int_equal(found("/etc/crontab", "LD_PRELOAD=/tmp/a.so\n", "_INJECTED"), 1);
	assert_int_equal(found("/etc/crontab", "HOME=/tmp\n@daily root ./a\n", VOLATILE), 1);
}

static void
who(void **state)
{
	(void)state;
	assert_int_equal(found("/var/spool/cron/crontabs/ghost", "\n", "_ORPHAN_TABLE"), 1);
	assert_int_equal(found("/var/spool/cron/crontabs/alice", "\n", "\"finding\""), 0);
	assert_int_equal(found("/var/spool/cron/crontabs/tmp.aBcDeF", "\n", "\"finding\""), 0);
	memory_file(&memory, "/home/alice/bin/a", 0755, "\177ELF");
	assert_int_equal(found("/var/spool/cron/crontabs/alice", "@daily bin/a\n", "_UNOWNED"), 1);
}

/* An owner that every file of this memory has is root; a mode is what makes it weak. */
static void
directories(void **state)
{
	(void)state;
	memory_file(&memory, "/etc/cron.daily/a", 0755, "#!/bin/sh\n/tmp/a\n");
	look();
	assert_int_equal(times(VOLATILE), 1);
	memory_file(&memory, "/etc/cron.daily/a", 0644, "#!/bin/sh\n/tmp/a\n");
	look();
	assert_int_equal(times(VOLATILE), 0);
	memory_file(&memory, "/etc/cron.daily/a", 0757, "#!/bin/sh\ncat\n");
	look();
	assert_int_equal(times("STARTUP_PROGRAM_WRITABLE"), 1);
	memory_remove(&memory, "/etc/cron.daily/a");
	memory_file(&memory, "/etc/cron.d/a.dpkg-old", 0644, "@daily root /tmp/a\n");
	look();
	assert_int_equal(times("\"finding\""), 0);
}

static void
unreadable(void **state)
{
	(void)state;
	memory_file(&memory, "/etc/crontab", 0644, "x");
	memory_at(&memory, span_of("/etc/crontab"))->broken = true;
	look();
	assert_int_equal(times("\"how\":\"partial\""), 1);
	memory_remove(&memory, "/etc/crontab");
}

static void
hostile(void **state)
{
	static const char text[] = "A=b\nPATH = 'c\"\n@x root d %e\\%\n* * * * * root \"f%g\n\t@y\r\n=";
	static char copy[sizeof text];

	(void)state;
	for (size_t i = 0; i < 9 * sizeof text; i++) {
		memcpy(copy, text, sizeof copy);
		if (i < sizeof text)
			copy[i] = '\0';
		else
			copy[(i - sizeof text) / 8] ^= (char)(1 << i % 8);
		copy[sizeof copy - 1] = '\0';
		memory_file(&memory, "/etc/crontab", 0644, copy);
		memory_file(&memory, "/etc/anacrontab", 0644, copy);
		look();
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(lines, start), cmocka_unit_test_setup(percent, start),
		cmocka_unit_test_setup(variables, start), cmocka_unit_test_setup(who, start),
		cmocka_unit_test_setup(directories, start), cmocka_unit_test_setup(unreadable, start),
		cmocka_unit_test_setup(hostile, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
