/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_hooks - are the settings of daemons read as the daemons read them? */
#include <fcntl.h>
#include <stdlib.h>

#include "../../tools/inspect/hooks/aptconf.h"
#include "../../tools/inspect/startup/settings.h"
#include "hostile.h"

#define VOLATILE	"STARTUP_PROGRAM_VOLATILE"

static int
found(const char *path, const char *text)
{
	int n;

	memory_file(&memory, path, 0644, text);
	look();
	n = times(VOLATILE);
	memory_remove(&memory, path);
	return n;
}

static void
patterns(void **state)
{
	static const struct { const char *name, *pattern; bool any_case, fits; } all[] = {
		{ "", "", false, true }, { "", "*", false, true }, { "a", "", false, false },
		{ "abc", "a*c", false, true }, { "abcbc", "a*bc", false, true },
		{ "ab", "a*c", false, false }, { "aXb", "axb", false, false },
		{ "aXb", "axb", true, true }, { "a*", "a*", false, true }, { "xa", "*a*", false, true },
		{ "aaaaaaaaaaaaaaaaaaaab", "*a*a*a*a*a*a*a*c", false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (settings_fit(span_of(all[i].name), all[i].pattern, all[i].any_case) != all[i].fits)
			fail_msg("%s %s", all[i].name, all[i].pattern);
}

static void
apt(void **state)
{
	static const char path[] = "/etc/apt/apt.conf.d/50x";

	(void)state;
	assert_int_equal(found(path, "DPkg::Post-Invoke \"/tmp/a\";"), 1);
	assert_int_equal(found(path, "dpkg::post-invoke:: \"/tmp/a\" ;"), 1);
	assert_int_equal(found(path, "DPkg{Post-Invoke{\"/tmp/a\";\"/tmp/b\"};};"), 1);
	assert_int_equal(found(path, "DPkg{Post-Invoke{\"/tmp/a\";\n\"/tmp/b\";};};"), 2);
	assert_int_equal(found(path, "APT { Update { Post-Invoke-Success { \"/tmp/a\"; }; }; };"), 1);
	assert_int_equal(found(path, "/* x */ APT::Update // y\n::Pre-Invoke \"/tmp/a\";"), 0);
	assert_int_equal(found(path, "# DPkg::Post-Invoke \"/tmp/a\";\n"), 0);
	assert_int_equal(found(path, "/* DPkg::Post-Invoke \"/tmp/a\"; "), 0);
	assert_int_equal(found(path, "DPkg::Post-Invoke-x \"/tmp/a\";"), 1);
	assert_int_equal(found(path, "DPkg::Options { \"/tmp/a\"; };"), 0);
	assert_int_equal(found(path, "}}}; DPkg::Post-Invoke { \"/tmp/a\"; };"), 1);
	assert_int_equal(found("/etc/apt/apt.conf.d/50x~", "DPkg::Post-Invoke \"/tmp/a\";"), 0);
}

static void
others(void **state)
{
	static const struct { const char *path, *text; int n; } all[] = {
		{ "/etc/dpkg/dpkg.cfg", "post-invoke = \"/tmp/a\"\n", 1 },
		{ "/etc/dpkg/dpkg.cfg", "no-post-invoke \"/tmp/a\"\n", 0 },
		{ "/etc/logrotate.d/a", "x {\npostrotate\n/tmp/a\nendscript\n}\n", 1 },
		{ "/etc/logrotate.d/a", "x {\nendscript\n/tmp/a\npostrotate\n", 0 },
		{ "/etc/logrotate.d/a", "x {\n\tprerotate\n\t\tcat\n\t\tsh /tmp/a", 1 },
		{ "/etc/logrotate.d/a.dpkg-old", "prerotate\n/tmp/a", 0 },
		{ "/etc/aliases", "a: b, |/tmp/a", 1 },
		{ "/etc/aliases", "a: \"|/tmp/a x, y\", \"|/tmp/b\"", 1 },
		{ "/etc/aliases", "a:b\n |\"/tmp/a\"", 1 },
		{ "/etc/aliases", "a: b|/tmp/a\n# c: |/tmp/b", 0 },
		{ "/home/alice/.forward", "\"|/tmp/a\"", 1 },
		{ "/home/alice/.procmailrc", ":0\n| /tmp/a", 1 },
		{ "/etc/inetd.conf", "a stream tcp nowait root /tmp/a a", 1 },
		{ "/etc/inetd.conf", "a stream tcp nowait root internal /tmp/a", 0 },
		{ "/etc/inetd.conf", "a stream tcp nowait root", 0 },
		{ "/etc/xinetd.d/a", "service a\n{\nserver=/tmp/a\n}", 1 },
		{ "/etc/xinetd.d/a", "service a\n{\nserver=/tmp/a\ndisable = yes\n}", 0 },
		{ "/etc/xinetd.d/a", "service a\n{\nserver=/tmp/a\n", 0 },
		{ "/etc/network/interfaces", "iface a inet manual\nup cat; \\\n/tmp/a", 1 },
		{ "/etc/network/interfaces", "source /tmp/b\nsource /tmp/b\nsetup /tmp/a", 0 },
		{ "/etc/rsyslog.conf", "*.* ^/tmp/a;b", 1 },
		{ "/etc/rsyslog.conf", "action(type=\"omprog\" binary = '/tmp/a b')", 1 },
		{ "/etc/rsyslog.conf", "*.* /tmp/a", 0 },
		{ "/etc/fail2ban/action.d/a.conf", "actionban = <x> /tmp/a\n", 0 },
		{ "/etc/fail2ban/action.d/a.conf", "actionban = /tmp/a <ip>\n", 1 },
		{ "/etc/postfix/master.cf", "a unix - n n - - pipe\n  user=alice argv=/tmp/a b", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (found(all[i].path, all[i].text) != all[i].n)
			fail_msg("%s\n%s\n%s", all[i].path, all[i].text, said);
}

static void
settings_of_apt(void **state)
{
	struct aptconf c;
	struct startup s = { .in = NULL };

	(void)state;
	aptconf_open(&c, &s, span_of("Only;"));
	assert_true(aptconf_next(&c));
	assert_true(span_is(c.value, "Only") && c.path.n == 0);
	assert_false(aptconf_next(&c));
	aptconf_open(&c, &s, span_of("a b c d e"));
	assert_false(aptconf_next(&c));
}

static void
mutations(void **state)
{
	static const struct hostile all[] = {
		{ "/etc/apt/apt.conf.d/a", "A{B::Pre-Invoke{\"/x y\";};};//c\n/*d*/#e\nDir::Bin::g \"/h\";" },
		{ "/etc/logrotate.d/a", "/v/* {\n compresscmd /g\n postrotate\n a \\\n b\n endscript\n}" },
		{ "/etc/aliases", "a: \"|/x y\", |\"b\", |c\n d" },
		{ "/etc/postfix/master.cf", "a - pipe\n  user=b:c argv=/d e\\\n" },
		{ "/etc/inetd.conf", "a stream tcp nowait root.b /c d e f\n" },
		{ "/etc/xinetd.d/a", "service a\n{\n server = /b\n server_args += c d\n disable = no\n}\n" },
		{ "/etc/rsyslog.conf", "x binary=\"/a b\"\n*.* ^/c;d\nload=(\"/e\")\n" },
		{ "/etc/fail2ban/jail.local", "action_ = <a> <b-c> d\n" },
		{ "/etc/network/interfaces", "source a/*\nup b \\\n c\nsource-directory /d\n" },
		{ "/etc/needrestart/conf.d/a.conf", "$a = 'b'; system(\"c\"); `d`;\n" },
		{ "/var/lib/dpkg/info/a.postinst", "#!/bin/sh\nif a; then b | sh; fi\n" },
		{ "/var/lib/snapd/snaps/a_x1.snap", "hsqs" },
		{ "/etc/NetworkManager/VPN/a.name", "[V]\nprogram=/a b\n" },
		{ "/etc/openvpn/a.conf", "up \"/a b\"\nplugin /c.so d\n" },
		{ "/etc/dnf/libdnf5-plugins/actions.d/a.actions", "a:b:c:d:/e f\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		hostile(&hooks_inspector, &all[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns), cmocka_unit_test(settings_of_apt),
		cmocka_unit_test_setup(apt, start), cmocka_unit_test_setup(others, start),
		cmocka_unit_test_setup(mutations, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
