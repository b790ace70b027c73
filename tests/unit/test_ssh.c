/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_ssh - are keys read as ssh-keygen wrote them, and settings as sshd takes them? */
#include "../../tools/inspect/accounts/glob.h"
#include "../../tools/inspect/ssh/key.h"
#include "ways.h"

#define KEYS	"/root/.ssh/authorized_keys"
#define CONFIG	"/etc/ssh/sshd_config"

/* Made by ssh-keygen, and what `ssh-keygen -l` says of them. */
static const char ed25519[] =
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAII+eWKHzNYuTxVIvsDFFb18xvkT/Pf2+VsjhtymNTe/J"
	" a@laptop";
static const char ed25519_print[] = "SHA256:iDDupV+Fz149ZGWOfCRM+qEo0RqCJp2NNYunnYa3HJ4";
static const char rsa[] =
	"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC6EdBuwpMDPNMOqKez+K3/SDw/ZgjMaHvVO1hMFWPa"
	"VhMT8qmhs8KF6gbz6KrZJGSwg36yrRwV/LTk/IyDvvwpKXF3XXyDT/WYGsu539ECmJLLsOy5N90RZhxL"
	"coQFqw0mjfBLaNAU8JVWYIFPyAMhDpCeQX2AujSNe3/ORWauHw== web1";
static const char rsa_print[] = "SHA256:o2Q/igMFeOOSNLibJLuqosZs07bZn7GNTXE14xH57xM";
static const char private[] =
	"-----BEGIN OPENSSH PRIVATE KEY-----\n"
	"b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"
	"QyNTUxOQAAACCPnlih8zWLk8VSL7AxRW9fMb5E/z39vlbI4bcpjU3vyQAAAJCWZKt0lmSr\n"
	"dAAAAAtzc2gtZWQyNTUxOQAAACCPnlih8zWLk8VSL7AxRW9fMb5E/z39vlbI4bcpjU3vyQ\n"
	"AAAECGM+bSmojSnO5Y/RqeiJJs7CA+lJ2lNUXfZftMxnEEkY+eWKHzNYuTxVIvsDFFb18x\n"
	"vkT/Pf2+VsjhtymNTe/JAAAACGFAbGFwdG9wAQIDBAU=\n"
	"-----END OPENSSH PRIVATE KEY-----\n";

static void
fingerprints(void **state)
{
	struct inspection in = { .arena.ceiling = MAX_ARENA };
	struct key k;

	(void)state;
	assert_int_equal(key_line(&in, span_of(ed25519), &k), KEY_READ);
	assert_string_equal(k.print, ed25519_print);
	assert_true(span_is(k.comment, "a@laptop"));
	assert_int_equal(key_line(&in, span_of(rsa), &k), KEY_READ);
	assert_string_equal(k.print, rsa_print);
	assert_int_equal(k.bits, 1024);
	assert_true(key_private(&in, span_of(private), &k));
	assert_string_equal(k.print, ed25519_print);
	arena_free(&in.arena);
}

static void
options(void **state)
{
	struct inspection in = { .arena.ceiling = MAX_ARENA };
	static char line[4096];
	struct key k;

	(void)state;
	snprintf(line, sizeof line, "command=\"a \\\"b\\\", cert-authority\",no-pty %s", ed25519);
	assert_int_equal(key_line(&in, span_of(line), &k), KEY_READ);
	assert_true(key_option(&k, "command"));
	assert_true(key_option(&k, "no-pty"));
	assert_false(key_option(&k, "cert-authority"));
	assert_false(key_option(&k, "no-p"));
	snprintf(line, sizeof line, "ssh-rsa %s", ed25519 + sizeof "ssh-ed25519");
	assert_int_equal(key_line(&in, span_of(line), &k), KEY_ODD);
	assert_int_equal(key_line(&in, span_of("  # no key"), &k), KEY_NONE);
	arena_free(&in.arena);
}

static void
keys(void **state)
{
	(void)state;
	assert_true(makes(&ssh_inspector, KEYS, ed25519, "SSH_KEY"));
	memory_remove(&memory, KEYS);
	assert_true(makes(&ssh_inspector, "/var/spool/news/.ssh/authorized_keys", ed25519,
	    "SSH_KEY_SYSTEM"));
}

static void
settings(void **state)
{
	static const char *const loose[] = {
		"StrictModes no", "strictmodes=no", "\tStrictModes \"no\"", "UsePAM yes\nStrictModes no",
		"StrictModes yes\nMatch User bob\n StrictModes no", "Match all\nStrictModes no",
	}, *const not[] = {
		"StrictModes yes", "#StrictModes no", "StrictModes yes\nStrictModes no",
		"StrictModes yes\nMatch all\nStrictModes no", "Banner StrictModes no",
	};

	(void)state;
	for (size_t i = 0; i < sizeof loose / sizeof *loose; i++)
		if (!makes(&ssh_inspector, CONFIG, loose[i], "SSH_LOOSENED"))
			fail_msg("%s\n%s", loose[i], said);
	for (size_t i = 0; i < sizeof not / sizeof *not; i++)
		if (makes(&ssh_inspector, CONFIG, not[i], "SSH_LOOSENED"))
			fail_msg("%s\n%s", not[i], said);
}

/* A file that includes itself twice would be read 2^16 times. */
static void
includes(void **state)
{
	(void)state;
	makes(&ssh_inspector, CONFIG, "Include sshd_config\nInclude sshd_config\n", "SSH_LOOSENED");
	assert_true(times("\"how\":\"partial\"") == 1);
}

static void
globs(void **state)
{
	static const struct { const char *pattern, *name; bool fits; } all[] = {
		{ "*.conf", "a.conf", true }, { "*.conf", "a.conf.off", false },
		{ "[0-9]*", "10-a", true }, { "[!0-9]*", "10-a", false }, { "a?c", "abc", true },
		{ "[", "[", true }, { "[]a]", "]", true }, { "a*b*c", "aXbYbZc", true },
		{ "", "", true }, { "*", "", true }, { "?", "", false }, { "\\*", "*", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (glob_match(span_of(all[i].pattern), span_of(all[i].name)) != all[i].fits)
			fail_msg("%s on %s", all[i].pattern, all[i].name);
}

static void
hostile(void **state)
{
	static char text[2048];

	(void)state;
	snprintf(text, sizeof text, "command=\"x\\\"\" %s\n", ed25519);
	survives(&ssh_inspector, KEYS, text);
	survives(&ssh_inspector, "/etc/ssh/ssh_host_ed25519_key", private);
	survives(&ssh_inspector, CONFIG, "Include /etc/ssh/[a-z]*\nAuthorizedKeysFile %h/%u/%U/%%x\n"
	    "Match User x\nSubsystem a \"/tmp/x\"\n");
	survives(&ssh_inspector, "/etc/hosts.equiv", "+ +\n-x\nhost user # no\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fingerprints), cmocka_unit_test(options),
		cmocka_unit_test_setup(keys, start), cmocka_unit_test_setup(settings, start),
		cmocka_unit_test_setup(includes, start), cmocka_unit_test(globs),
		cmocka_unit_test_setup(hostile, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
