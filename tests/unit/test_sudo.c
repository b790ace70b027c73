/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_sudo - are sudo's rules understood as sudo understands them? */
#include "ways.h"

#define RULES	"/etc/sudoers"

struct rule {
	const char	*text, *finding;
};

static void
rights(void **state)
{
	static const struct rule all[] = {
		{ "news ALL=ALL", "SUDO_SYSTEM_ALL" },
		{ "news ALL = (root) TIMEOUT=5 NOPASSWD:SETENV: ALL", "SUDO_SYSTEM_ALL" },
		{ "news ALL = CWD=/ ALL", "SUDO_SYSTEM_ALL" },
		{ "bob,news ALL=ALL", "SUDO_SYSTEM_ALL" },
		{ "bob , news ALL=ALL", "SUDO_SYSTEM_ALL" },
		{ "bob ,news ALL,OTHER=ALL", "SUDO_SYSTEM_ALL" },
		{ "\"news\" ALL=ALL\nnews ALL=\\\n  (bob : bob) /x, (ALL) \\\n ALL", "SUDO_SYSTEM_ALL" },
		{ "bob A=/usr/bin/true:B=NOPASSWD:/usr/bin/true", "SUDO_NOPASSWD" },
		{ "User_Alias X=bob:Y=news\nY ALL=ALL", "SUDO_SYSTEM_ALL" },
		{ "Y ALL=ALL\nUser_Alias X=bob:Y=news", "SUDO_SYSTEM_ALL" },
		{ "Runas_Alias R=bob,root\nnews ALL=(R)ALL", "SUDO_SYSTEM_ALL" },
		{ "#9 ALL=ALL", "SUDO_BY_NUMBER" },
		{ "ALL ALL=(ALL)NOPASSWD:ALL", "SUDO_EVERYONE" },
		{ "carol ALL=/usr/bin/true", "SUDO_GHOST" },
		{ "bob ALL=/dev/shm/x a", "SUDO_COMMAND_SHADY" },
		{ "bob ALL=/usr/lib/.x/*", "SUDO_COMMAND_SHADY" },
		{ "Defaults:bob !authenticate", "SUDO_DEFAULTS_WEAK" },
		{ "Defaults env_keep=\"A PYTHONPATH\"", "SUDO_LIBRARY_KEPT" },
		{ "@include /opt/rules", "SUDO_INCLUDE_ELSEWHERE" },
		{ "nothing here", "SUDO_LINE_ODD" },
	}, near[] = {
		{ "# news ALL=ALL", "SUDO_SYSTEM_ALL" }, { "bob ALL=ALL # news", "SUDO_SYSTEM_ALL" },
		{ "!news ALL=ALL", "SUDO_SYSTEM_ALL" }, { "news ALL=(bob) ALL", "SUDO_SYSTEM_ALL" },
		{ "news ALL=!ALL", "SUDO_SYSTEM_ALL" }, { "news ALL=() ALL", "SUDO_SYSTEM_ALL" },
		{ "User_Alias Y=news", "SUDO_SYSTEM_ALL" },
		{ "alice ALL=NOPASSWD:ALL", "SUDO_NOPASSWD" },
		{ "bob ALL=NOPASSWD:/x,PASSWD:/usr/bin/true", "SUDO_SERVICE" },
		{ "%sudo ALL=NOPASSWD:ALL", "SUDO_NOPASSWD" }, { "root ALL=NOPASSWD:ALL", "SUDO_GRANT" },
		{ "Defaults env_keep-=LD_PRELOAD", "SUDO_LIBRARY_KEPT" },
		{ "Defaults authenticate", "SUDO_DEFAULTS_WEAK" },
		{ "@includedir /etc/sudoers.d", "SUDO_INCLUDE_ELSEWHERE" },
		{ "Defaults\tmailto=\"a#b\"", "SUDO_LINE_ODD" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!makes(&sudo_inspector, RULES, all[i].text, all[i].finding))
			fail_msg("%s: no %s\n%s", all[i].text, all[i].finding, said);
	for (size_t i = 0; i < sizeof near / sizeof *near; i++)
		if (makes(&sudo_inspector, RULES, near[i].text, near[i].finding))
			fail_msg("%s: %s\n%s", near[i].text, near[i].finding, said);
}

/* Aliases that name each other, and themselves often, would never end. */
static void
loops(void **state)
{
	(void)state;
	makes(&sudo_inspector, RULES, "User_Alias A=B,B,B,B,B,B:B=A,A,A,A,A,A\nA ALL=ALL\n", "SUDO_GRANT");
	assert_true(times("more parts than are followed") > 0);
	makes(&sudo_inspector, RULES, "@include sudoers\n@include sudoers\n", "SUDO_GRANT");
	assert_true(times("\"how\":\"partial\"") == 1);
}

static void
doas(void **state)
{
	(void)state;
	assert_true(makes(&sudo_inspector, "/etc/doas.conf", "permit nopass news\n", "SUDO_SYSTEM_ALL"));
	assert_false(makes(&sudo_inspector, "/etc/doas.conf", "deny news\npermit news as bob\n",
	    "SUDO_SYSTEM_ALL"));
	survives(&sudo_inspector, "/etc/doas.conf", "permit setenv { A=b } nopass :sudo as root cmd /x y\n");
}

static void
hostile(void **state)
{
	(void)state;
	survives(&sudo_inspector, RULES, "User_Alias A=bob, \"news\":B=A\nDefaults:A x=\"y,\\\"z\", !q\n"
	    "B,%sudo ALL=(root:x) CWD=/ NOPASSWD:sha224:00 /usr/bin/t[a-z]ue a\\,b,\\\n !C:h=ALL\n"
	    "#0 ALL=ALL # c\n@include \"x\"\n");
	memory_remove(&memory, RULES);
	survives(&sudo_inspector, "/etc/sudo.conf", "Plugin a b.so\nPath noexec /tmp/x\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(rights, start), cmocka_unit_test_setup(loops, start),
		cmocka_unit_test_setup(doas, start), cmocka_unit_test_setup(hostile, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
