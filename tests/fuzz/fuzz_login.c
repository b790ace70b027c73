/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_login - does any text, as a file of shells, editors, git or SSH, break what reads them? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/profile",
		"/etc/csh.login",
		"/etc/fish/config.fish",
		"/root/.ssh/authorized_keys",
		"/etc/ssh/ssh_config",
		"/etc/ssh/sshd_config",
		"/etc/pam.d/a",
		"/etc/xdg/autostart/a.desktop",
		"/root/.vimrc",
		"/root/.emacs",
		"/root/.tmux.conf",
		"/root/.screenrc",
		"/root/.inputrc",
		"/root/.gitconfig",
		"/root/.psqlrc",
		"/root/.hgrc",
		"/etc/mailcap",
		"/root/.irbrc",
		"/etc/zsh/zshenv",
		"/root/.nanorc",
		"/root/.ssh/config",
		"/etc/lightdm/lightdm.conf",
		"/root/.lesskey",
		"/usr/share/bash-completion/completions/a",
	};

	inspected(&login_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
