/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * credentials - which settings does a unit hand to one of systemd's own services?
 *
 * Read from systemd.exec(5) (SetCredential= and its kin) and
 * systemd.system-credentials(7).  Those services take them for configuration:
 * files to write, accounts to make, keys to let in.  A service of somebody's own
 * that is given its secrets so is nothing odd.
 */
#include "../startup/confs.h"
#include "../startup/shell.h"
#include "unit.h"

/* What systemd's services read; a name ends here or goes on behind the dot. */
static const char *const read_by_systemd[] = {
	"tmpfiles.", "sysusers.", "passwd.hashed-password.", "passwd.plaintext-password.",
	"passwd.shell.", "ssh.authorized_keys.", "ssh.listen", "udev.", "network.", "fstab.",
	"getty.", "sysctl.", "systemd.", "userdb.", "home.", "shell.", "login.", "cryptsetup.", NULL
};

static bool
configures(struct span id)
{
	for (size_t i = 0; read_by_systemd[i]; i++)
		if (span_starts(id, read_by_systemd[i]))
			return true;
	return false;
}

static void
lines_of(struct startup *s, const struct autorun *a, struct span id, struct span text)
{
	struct span line;

	while (span_line(&text, &line)) {
		line = span_trim(line);
		if (line.n == 0 || *line.p == '#')
			continue;
		if (span_starts(id, "tmpfiles."))
			tmpfiles_line(s, a, line);
		else if (span_starts(id, "sysusers."))
			sysusers_line(s, a, line);
	}
}

void
credentials_setting(struct startup *s, const struct autorun *a, const struct unit *u,
    const struct setting *set)
{
	struct span id = span_before(set->line.value, ':'), rest = span_after(set->line.value, ':'), text;
	bool encrypted = span_ends(set->line.key, "Encrypted");

	if (set->trust == TRUST_PACKAGED || (u->trust != TRUST_PACKAGED &&
	    !span_starts(u->name.full, "systemd-")) || !configures(id))
		return;
	/* Without a value, one is only let in that is kept elsewhere, and told there. */
	if (rest.n == 0)
		return;
	startup_say(s, STARTUP_ENTRY_ODD, a->path, a->line, a->said);
	if (encrypted)
		return;
	if (span_is(set->line.key, "SetCredential"))
		lines_of(s, a, id, exec_specifiers(s->in, exec_unescaped(s->in, rest), &u->name));
	else if (startup_file(s, rest, false) && see_file(s->in, rest, &text) == VIEW_OK)
		lines_of(s, a, id, text);
}
