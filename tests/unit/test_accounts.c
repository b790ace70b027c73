/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_accounts - do account files, records of logins and grants end in an answer, whatever they hold? */
#include "ways.h"

#define HASH	"$6$abcdefgh$0123456789abcdefghijkl"

/* Any tool's line may end early: what is there is looked at, as the C library does. */
static void
lines(void **state)
{
	(void)state;
	assert_true(makes(&accounts_inspector, "/etc/passwd", "root:x:0:0::/:\nx:x:0:0::/\n", "ACCOUNT_SECOND_ROOT"));
	assert_true(makes(&accounts_inspector, "/etc/passwd", "root:x:0:0::/:\nx:x:0:0::/:a:b\n", "ACCOUNT_SECOND_ROOT"));
	assert_false(makes(&accounts_inspector, "/etc/passwd", "root:x:0:0::/:\nx:x:0:0:\n", "ACCOUNT_SECOND_ROOT"));
	assert_true(makes(&accounts_inspector, "/etc/passwd", "root:x:0:0::/:", "ACCOUNT_FILE_BY_HAND"));
	assert_false(makes(&accounts_inspector, "/etc/passwd", "root:x:0:0::/:\n", "ACCOUNT_FILE_BY_HAND"));
}

static void
weak(void **state)
{
	static const struct { const char *field; bool weak; } all[] = {
		{ "$1$abcdefgh$0123456789abcdefghijkl", true }, { "ab0123456789.", true },
		{ "_J9..rasmBYk8r9AiWNc", true }, { HASH, false }, { "$y$j9T$abc$def", false },
		{ "!$1$abcdefgh$0123456789abcdefghijkl", false }, { "*", false }, { "x", false },
	};
	char line[128];

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		snprintf(line, sizeof line, "alice:%s:20000:0:99999:7:::\n", all[i].field);
		if (makes(&accounts_inspector, "/etc/shadow", line, "ACCOUNT_PASSWORD_WEAK") != all[i].weak)
			fail_msg("%s", all[i].field);
	}
}

static void
accounts(void **state)
{
	(void)state;
	survives(&accounts_inspector, "/etc/shadow", "alice:" HASH ":20000:0:99999:7:::\nx:::::::\n");
	survives(&accounts_inspector, "/etc/group", "root:x:0:\nsudo:" HASH ":27:alice,news\n+:::\n");
	survives(&accounts_inspector, "/etc/gshadow", "root:*::\nsudo:" HASH ":a:b,c\n");
	survives(&accounts_inspector, "/etc/passwd-", "alice:x:1000:1000:A:/:/bin/sh\nt:x:0:0::/:\n");
	survives(&accounts_inspector, "/etc/subuid", "alice:0:65536\n1000:100000:65536\n#x\n:::\n");
	survives(&accounts_inspector, "/etc/nsswitch.conf", "passwd: files [NOTFOUND=return !a=b] x # y\n");
	survives(&accounts_inspector, "/etc/userdb/a.user",
	    "{\"userName\":\"a\",\"uid\":0,\"privileged\":{\"hashedPassword\":[\"" HASH "\"]}}");
	survives(&accounts_inspector, "/usr/lib/sysusers.d/a.conf", "u a 1 \"A b\" / -\nu! b 2:3\n#\n");
	survives(&accounts_inspector, "/var/lib/dpkg/info/a.postinst",
	    "if x; then adduser --quiet --system \\\n --shell /bin/sh news 2>/dev/null || true\nuseradd -r\n");
	survives(&accounts_inspector, "/etc/passwd", "root:x:0:0:R:/root:/bin/sh\nb a:" HASH
	    ":4294967296:+0:,,,:/home/b:/usr/sbin/nologin\n+::::::\n\n");
}

/* What changed since the copy that account tools keep is shown, and of a password its scheme alone. */
static void
differences(void **state)
{
	(void)state;
	memory_file(&memory, "/etc/passwd-", 0644, "root:x:0:0::/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/zsh\n");
	memory_file(&memory, "/etc/shadow-", 0644, "alice:!:20000:0:99999:7:::\n");
	memory_file(&memory, "/etc/shadow", 0644, "alice:" HASH ":20000:0:99999:7:::\n");
	look_with(&accounts_inspector);
	assert_int_equal(times("alice: /bin/zsh -> /bin/sh"), 1);
	assert_int_equal(times("alice: ! -> $6$..."), 1);
	assert_int_equal(times("0123456789"), 0);
}

/* nscd's answers: version, found, lengths, numbers, texts; on whichever four bytes one starts. */
static void
caches(void **state)
{
	static const unsigned char nscd[96] = {
		[4] = 2, [8] = 1, [12] = 3, [16] = 2, [28] = 1, [32] = 2, [36] = 3,
		[40] = 'b', 'x', 0, 'x', 0, 0, '/', 0, '/', 's', 0,
		[60] = 2, [64] = 1, [68] = 255, [72] = 255,
	};
	struct span all = { nscd, sizeof nscd };

	(void)state;
	memory_put(&memory, span_of("/var/cache/nscd/passwd"), S_IFREG | 0600, all);
	look_with(&accounts_inspector);
	assert_int_equal(times("ACCOUNT_COPY_TELLS"), 1);
	assert_int_equal(times("bx: 0, /, /s"), 2);
	survives_bytes(&accounts_inspector, "/var/cache/nscd/passwd", all);
	survives(&accounts_inspector, "/var/lib/misc/passwd.db", "a\1b:x:0:0:::/s\2:::::::\3::::::\n");
	survives(&accounts_inspector, "/etc/passwd.cache", "b:x:0:0::/:/s\nc:x:1:1::/:\n");
}

static void
records(void **state)
{
	static const unsigned char wtmp[384 * 2] = {
		[0] = 7, [4] = 9, [8] = 'p', 't', 's', '/', '0', [44] = 'a', 'l', 'i', 'c', 'e',
		[76] = '1', '0', '.', '0', '.', '0', '.', '1', [340] = 0x58, 0x72, 0x5b, 0x69,
		[384] = 8, [392] = 'p', 't', 's', '/', '1', [724] = 0x60, 0x72, 0x5b, 0x69,
	};

	(void)state;
	survives(&logins_inspector, "/var/log/auth.log",
	    "2026-01-05T08:10:00.1+01:00 w sshd[7]: Accepted publickey for alice from 10.0.0.1 port 5 ssh2\n"
	    "Jan  5 08:10:00 w sudo: alice : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/ssh b@c\n"
	    "Jan  5 08:10:00 w su[8]: (to root) alice on pts/0\nJan 5 8 w login: ROOT LOGIN ON tty1\n");
	survives(&logins_inspector, "/var/log/audit/audit.log",
	    "node=a type=USER_LOGIN msg=audit(1767600600.250:41): msg='op=login acct=616C addr=10.0.0.1 "
	    "terminal=/dev/pts/0 res=success'\ntype=USER_END msg=audit(1.2:3): \n");
	survives(&logins_inspector, "/var/log/apt/history.log",
	    "Start-Date: 2026-01-05  08:15:00\nRequested-By: alice (1000)\n");
	survives_bytes(&logins_inspector, "/var/log/wtmp", (struct span){ wtmp, sizeof wtmp });
}

static void
grants(void **state)
{
	/* ktutil's, of MIT Kerberos. */
	static const char keytab[] =
	    "\005\002\000\000\000\130\000\002\000\013\105\130\101\115\120\114\105\056\117\122"
	    "\107\000\004\150\157\163\164\000\020\167\145\142\061\056\145\170\141\155\160\154"
	    "\145\056\157\162\147\000\000\000\001\153\006\236\157\001\000\022\000\040\121\336"
	    "\347\212\263\151\000\237\375\232\062\300\344\106\014\263\362\262\134\060\055\377"
	    "\033\344\330\166\003\062\055\066\234\142\000\000\000\001";

	(void)state;
	survives_bytes(&grants_inspector, "/etc/krb5.keytab",
	    (struct span){ (const unsigned char *)keytab, sizeof keytab - 1 });
	survives(&grants_inspector, "/etc/webmin/miniserv.users", "root:x:0\nx:" HASH ":0\n");
	survives(&grants_inspector, "/root/.vnc/config", "$SecurityTypes = \"None, X509None\";\n");
	survives(&grants_inspector, "/boot/grub/grub.cfg", "password a b\npassword_pbkdf2 c d\n");
	survives(&grants_inspector, "/var/lib/sss/db/cache_a.ldb", "name=a@b,cn=users,cn=b,cn=sysdb\1name=");
	survives(&grants_inspector, "/etc/inittab", "1:2:respawn:/sbin/agetty --autologin a tty1\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(lines, start), cmocka_unit_test_setup(weak, start),
		cmocka_unit_test_setup(accounts, start), cmocka_unit_test_setup(records, start),
		cmocka_unit_test_setup(differences, start), cmocka_unit_test_setup(caches, start),
		cmocka_unit_test_setup(grants, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
