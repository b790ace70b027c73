/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_pam - are the ways through PAM's stacks the ones that libpam takes? */
#include "ways.h"

#define SERVICE	"/etc/pam.d/sshd"

/* Stacks that let anybody in, and the like of them that do not. */
static void
ways(void **state)
{
	static const char *const open[] = {
		"auth required pam_permit.so",
		"auth optional pam_unix.so\nauth required pam_permit.so",
		"auth [default=ignore] pam_unix.so\nauth optional pam_env.so",
		"auth [success=1 default=1] pam_unix.so\nauth requisite pam_deny.so\nauth required pam_permit.so",
		"auth [default=reset] pam_unix.so\nauth required pam_permit.so",
		"AUTH SUFFICIENT pam_permit.so\nauth required pam_unix.so",
		"auth sufficient /lib/security/pam_permit.so\nauth required pam_deny.so",
		"auth required pam_unix.so\nauth [default=reset] pam_deny.so\nauth required pam_permit.so",
		"auth substack inner\nauth required pam_permit.so",
		"@include inner\nauth required pam_permit.so",
		"auth \\\n sufficient \\\n pam_permit.so",
		"auth [user_unknown=done success=ok default=1] pam_unix.so\nauth required pam_deny.so\nauth required pam_env.so",
	}, *const closed[] = {
		"auth required pam_unix.so", "auth required pam_unix.so\nauth required pam_permit.so",
		"auth requisite pam_unix.so\nauth sufficient pam_permit.so",
		"auth sufficient pam_unix.so\nauth required pam_deny.so\nauth sufficient pam_permit.so",
		"auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\nauth required pam_env.so",
		"auth [default=bad] pam_unix.so\nauth required pam_permit.so",
		"auth [default=1] pam_unix.so",	/* jumps past the end: no success */
		"auth [default=ok] pam_unix.so\nauth required pam_permit.so",
		"account sufficient pam_permit.so\nauth required pam_unix.so",
		"# auth sufficient pam_permit.so\nauth required pam_unix.so",
		"auth required pam_warn.so # then\nauth required pam_unix.so",
		"auth [success=done default=die] pam_permit.soo\nauth required pam_permit.so",
		"auth substack nowhere\nauth required pam_unix.so",
		"auth include self\n", "", "auth", "auth required",
	};

	(void)state;
	memory_file(&memory, "/etc/pam.d/inner", 0644, "auth [default=ignore] pam_unix.so\n");
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (!makes(&pam_inspector, SERVICE, open[i], "PAM_OPEN"))
			fail_msg("shut: %s\n%s", open[i], said);
	for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
		if (makes(&pam_inspector, SERVICE, closed[i], "PAM_OPEN"))
			fail_msg("open: %s\n%s", closed[i], said);
}

/* A decision inside a substack ends that substack only. */
static void
substacks(void **state)
{
	(void)state;
	memory_file(&memory, "/etc/pam.d/inner", 0644, "auth sufficient pam_permit.so\n");
	assert_false(makes(&pam_inspector, SERVICE, "auth substack inner\nauth required pam_unix.so",
	    "PAM_OPEN"));
	assert_true(makes(&pam_inspector, SERVICE, "auth include inner\nauth required pam_unix.so",
	    "PAM_OPEN"));
	/* A substack counts as one rule for a jump. */
	memory_file(&memory, "/etc/pam.d/inner", 0644, "auth requisite pam_deny.so\nauth requisite pam_deny.so\n");
	assert_true(makes(&pam_inspector, SERVICE,
	    "auth [default=1] pam_unix.so\nauth substack inner\nauth required pam_permit.so", "PAM_OPEN"));
}

static void
conditions(void **state)
{
	static const char *const some[] = {
		"auth sufficient pam_succeed_if.so user = x\nauth required pam_unix.so",
		"auth sufficient pam_wheel.so trust\nauth required pam_unix.so",
		"auth [success=1 default=ignore] pam_access.so\nauth requisite pam_unix.so\nauth required pam_env.so",
	};

	(void)state;
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		if (!makes(&pam_inspector, SERVICE, some[i], "PAM_OPEN_FOR_SOME") || times("PAM_OPEN\""))
			fail_msg("%s\n%s", some[i], said);
	assert_false(makes(&pam_inspector, SERVICE, "auth required pam_succeed_if.so uid >= 1000\n"
	    "auth required pam_unix.so", "PAM_OPEN_FOR_SOME"));
}

/* Includes that name each other, many times over. */
static void
loops(void **state)
{
	(void)state;
	memory_file(&memory, "/etc/pam.d/inner", 0644, "@include sshd\n@include sshd\n@include sshd\n");
	makes(&pam_inspector, SERVICE, "@include inner\n@include inner\nauth required pam_unix.so\n", "PAM_OPEN");
	assert_int_equal(times("\"how\":\"partial\""), 1);
}

static void
hostile(void **state)
{
	(void)state;
	memory_file(&memory, "/etc/pam.d/inner", 0644, "auth [default=2] pam_unix.so\n");
	survives(&pam_inspector, SERVICE, "@include inner\n-auth [success=1 new_authtok_reqd=ok\\\n"
	    "default=99] pam_x.so a=[b\\] c]\nauth substack inner\nauth required /var/tmp/pam_y.so #\n"
	    "session optional pam_exec.so expose_authtok /tmp/x\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(ways, start), cmocka_unit_test_setup(substacks, start),
		cmocka_unit_test_setup(conditions, start), cmocka_unit_test_setup(loops, start),
		cmocka_unit_test_setup(hostile, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
