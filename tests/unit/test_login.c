/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_login - are shell files, keys, PAM stacks and tools' settings read as their programs do? */
#include <fcntl.h>
#include <stdlib.h>

#include "hostile.h"

#define VOLATILE	"STARTUP_PROGRAM_VOLATILE"

static void
found(void **state)
{
	static const struct { const char *path, *text, *finding; int n; } all[] = {
		{ "/etc/profile", "export LD_PRELOAD=/tmp/a.so\n", "_INJECTED", 1 },
		{ "/etc/profile", "X=/tmp; export LD_PRELOAD=$X/a.so\n", "_INJECTED", 1 },
		{ "/etc/profile", "$UNKNOWN; gone; /opt/gone\n", "\"finding\"", 0 },
		{ "/etc/profile", "PATH=.:$PATH\n", "_PATH_OPEN", 1 },
		{ "/etc/profile", "PATH=$PATH:/opt/x/bin\n", "\"finding\"", 0 },
		{ "/etc/profile", "alias su=/tmp/su\n", "_REPLACED", 1 },
		{ "/etc/profile", "alias su='LANG=C su -'\n", "\"finding\"", 0 },
		{ "/etc/profile", "alias ls=cat\n", "\"finding\"", 0 },
		{ "/etc/profile", "ssh() { cat; }\n", "_REPLACED", 1 },
		{ "/etc/profile", "mine() { cat; }\n", "\"finding\"", 0 },
		{ "/etc/csh.login", "alias passwd '/tmp/p'\n", "_REPLACED", 1 },
		{ "/home/alice/.bashrc", ". ~/.env\n", "\"finding\"", 0 },
		{ "/home/alice/.bashrc", "~/.cache/x &\n", "\"finding\"", 0 },
		{ "/home/alice/.ssh/authorized_keys", "command=\"/tmp/a\" ssh-rsa A", VOLATILE, 1 },
		{ "/home/alice/.ssh/authorized_keys", "a,b=\"c\",COMMAND=\"/tmp/a\" ssh-rsa A",
		    VOLATILE, 1 },
		{ "/home/alice/.ssh/authorized_keys", "ssh-rsa A command=\"/tmp/a\"", VOLATILE, 0 },
		{ "/home/alice/.ssh/authorized_keys", "command=\"cat \\\"; /tmp/a\" ssh-rsa A",
		    VOLATILE, 0 },
		{ "/etc/ssh/sshd_config", "forcecommand = \"/tmp/a b\"\n", VOLATILE, 1 },
		{ "/etc/ssh/sshd_config", "Subsystem /tmp/a cat\n", VOLATILE, 0 },
		{ "/etc/ssh/ssh_config", "Match user x exec \"/tmp/a\" host b\n", VOLATILE, 1 },
		{ "/etc/pam.d/a", "auth [a=b c=d] pam_exec.so debug log=/tmp/l /tmp/a", VOLATILE, 1 },
		{ "/etc/pam.d/a", "auth required pam_unix.so /tmp/a", VOLATILE, 0 },
		{ "/home/alice/.vimrc", "au X * !/tmp/a\n", VOLATILE, 1 },
		{ "/home/alice/.vimrc", "if a !=/tmp/a\n", VOLATILE, 0 },
		{ "/home/alice/.tmux.conf", "bind x run-shell -b '/tmp/a'\n", VOLATILE, 1 },
		{ "/home/alice/.tmux.conf", "set -g trunshell /tmp/a\n", VOLATILE, 0 },
		{ "/home/alice/.inputrc", "\"x\": \"/tmp/a\\C-m\"\n", VOLATILE, 1 },
		{ "/home/alice/.inputrc", "\"x\": \"/tmp/a\"\n", VOLATILE, 0 },
		{ "/home/alice/.inputrc", "x: /tmp/a\n", VOLATILE, 0 },
		{ "/home/alice/.gitconfig", "[alias]\nx = !/tmp/a\n", VOLATILE, 1 },
		{ "/home/alice/.gitconfig", "[user]\nname = /tmp/a\n", VOLATILE, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		memory_file(&memory, all[i].path, 0644, all[i].text);
		look();
		if (times(all[i].finding) != all[i].n)
			fail_msg("%s\n%s\n%s", all[i].path, all[i].text, said);
		memory_remove(&memory, all[i].path);
	}
}

static void
mutations(void **state)
{
	static const struct hostile all[] = {
		{ "/etc/profile", "alias su='a b' c=d\nPS1='$(x)'\nPATH=.:/y\nf() { g; }\n" },
		{ "/etc/csh.login", "setenv A b\nalias x 'y z'\n" },
		{ "/etc/fish/config.fish", "set -gx A 'b c'\nif test; x; end\n" },
		{ "/root/.ssh/authorized_keys", "a,command=\"b \\\"c\",d ssh-rsa A== e\n" },
		{ "/etc/ssh/ssh_config", "Match a exec \"b\" c\nProxyCommand d %h\n" },
		{ "/etc/ssh/sshd_config", "Subsystem a \"b c\"\nForceCommand=d\n" },
		{ "/etc/pam.d/a", "x [a=b c] pam_exec.so quiet expose_authtok /y [z a]\n" },
		{ "/etc/xdg/autostart/a.desktop", "[D]\nExec=\"a b\" %U\n" },
		{ "/root/.vimrc", "x !a<CR>\ncall system('b\\'c')\n\" d\n" },
		{ "/root/.emacs", "(start-process \"a\" nil \"b\\\"\" 'c)\n" },
		{ "/root/.tmux.conf", "run-shell -b -t a \"b 'c'\"\nset x '#(d)' #(e\n" },
		{ "/root/.screenrc", "screen -t a 1 b c\nbacktick 1 2 3 d\n" },
		{ "/root/.inputrc", "\"a\": \"b\\nc\\C-m\"\n" },
		{ "/root/.gitconfig", "[a \"b\"]\nx = \"!c\"\npager = d \\\ne\n" },
		{ "/root/.git/hooks/a", "#!/usr/bin/python\nexec(b64decode('x'))\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		hostile(&login_inspector, &all[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(found, start), cmocka_unit_test_setup(mutations, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
