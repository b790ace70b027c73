/* SPDX-License-Identifier: GPL-3.0-or-later */
/* login - what runs when somebody logs in, opens a shell or uses its tools? */
#include "login.h"

static const struct source sources[] = {
	{ "shell files of the system", WHEN_LOGIN, login_shells },
	{ "shell files of accounts", WHEN_LOGIN, login_accounts_shells },
	{ "message of the day", WHEN_LOGIN, login_motd },
	{ "SSH server settings", WHEN_LOGIN, login_sshd },
	{ "SSH keys' commands", WHEN_LOGIN, login_ssh_keys },
	{ "SSH client settings", WHEN_LOGIN, login_ssh_clients },
	{ "PAM's programs", WHEN_LOGIN, login_pam },
	{ "desktop autostart", WHEN_LOGIN, login_autostart },
	{ "X sessions", WHEN_LOGIN, login_sessions },
	{ "editors' settings", WHEN_PROGRAM, login_editors },
	{ "terminals' settings", WHEN_PROGRAM, login_terminals },
	{ "clients' settings", WHEN_PROGRAM, login_clients },
	{ "git settings and hooks", WHEN_PROGRAM, login_git },
	{ NULL, WHEN_UNSAID, NULL },
};

static enum outcome
look(struct inspection *in)
{
	return startup_look(in, sources);
}

const struct inspector login_inspector = {
	.name = "login",
	.asks = "what runs when somebody logs in, opens a shell or uses its tools?",
	.may = (const enum finding[]){ STARTUP_MAY, LOGIN_COMMAND_REPLACED, LOGIN_PATH_OPEN,
	    FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
