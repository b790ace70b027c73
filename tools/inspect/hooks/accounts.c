/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * accounts - what runs when an account is made or taken away?
 *
 * Read from adduser(8) (adduser.local), deluser(8), login.defs(5) and
 * useradd(8) ("/etc/shadow-maint").
 */
#include "hooks.h"

static const char *const programs[] = {
	"/usr/local/sbin/adduser.local", "/usr/local/sbin/deluser.local", "/etc/shadow-maint/*.d/*", NULL
};
static const struct settings settings[] = {
	{ "/etc/login.defs", "#", " \t", NULL,
	    { { "USERADD_CMD", MEANS_TEXT, 0 }, { "USERDEL_CMD", MEANS_TEXT, 0 },
	    { "USERDEL_PRECMD", MEANS_TEXT, 0 }, { "USERDEL_POSTCMD", MEANS_TEXT, 0 },
	    { "GROUPADD_CMD", MEANS_TEXT, 0 }, { "FAKE_SHELL", MEANS_WORDS, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};

void
hooks_accounts(struct startup *s)
{
	settings_programs(s, programs);
	settings_run(s, settings);
}
