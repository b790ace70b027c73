/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * remote - whom do remote desktops and administration panels let in?
 *
 * TigerVNC's vncserver-config and its users' passwd files; xrdp.ini(5) and
 * sesman.ini(5); cockpit's disallowed-users; webmin's miniserv.users:
 * NAME:PASSWORD:..., 'x' for the system's own password; ipmi_lan(5), the users
 * of a management controller that this machine plays itself.
 */
#include "../accounts/password.h"
#include "grants.h"

/* vncserver's settings: "SecurityTypes=None", or as Perl, "$SecurityTypes = \"None\";" */
static void
desktop_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span name = span_trim(span_before(line, '=')), word, rest = span_after(line, '=');

	while (name.n && (*name.p == '$' || *name.p == '-'))
		name = span_skip(name, 1);
	if (!span_is(name, "SecurityTypes") && !span_is(name, "securitytypes"))
		return;
	while (span_field(&rest, " \t,;\"'", &word))
		if (span_is(word, "None") || span_is(word, "TLSNone") || span_is(word, "X509None"))
			say(g->in, DESKTOP_OPEN, path, number, line);
}

/* "NAME:HASH:..."; what stands behind the name is a secret. */
static void
webmin_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span name = span_before(line, ':'), hash = span_before(span_after(line, ':'), ':');

	say_grant(g->in, name, "panel", path, number, SPAN_NONE);
	if (password_opens(hash) && !roster_named(&g->roster, name))
		say(g->in, PANEL_ACCOUNT, path, number, name);
}

/* xrdp.ini: a session that logs in with a stored name and password asks nobody. */
static void
xrdp_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span name = span_trim(span_before(line, '=')), value = span_trim(span_after(line, '='));

	if (!value.n || span_starts(value, "ask") || span_starts(value, "{"))
		return;
	if (span_is(name, "username") && !span_is(value, "na"))
		say_grant(g->in, value, "desktop", path, number, SPAN_NONE);
	if (span_is(name, "password") && !span_is(value, "na"))
		say(g->in, DESKTOP_OPEN, path, number, name);	/* what follows is a secret */
}

/* sesman.ini: whose sessions may begin. */
static void
sesman_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span name = span_trim(span_before(line, '=')), value = span_trim(span_after(line, '='));

	if (span_is(name, "AllowRootLogin") && (span_is(value, "true") || span_is(value, "yes") ||
	    span_is(value, "1")))
		say_grant(g->in, span_of("root"), "desktop", path, number, line);
	if ((span_is(name, "TerminalServerUsers") || span_is(name, "TerminalServerAdmins")) && value.n)
		say_grant(g->in, see_join(g->in, span_of("%"), value, SPAN_NONE), "desktop", path,
		    number, name);
}

/* "user NUMBER VALID NAME PASSWORD PRIVILEGE ..." */
static void
ipmi_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span word[6];
	size_t n = 0;

	while (n < 6 && span_field(&line, " \t", &word[n]))
		n++;
	if (n == 6 && span_starts(word[3], "\"") && span_ends(word[3], "\"") && word[3].n >= 2)
		word[3] = (struct span){ word[3].p + 1, word[3].n - 2 };
	if (n == 6 && span_is(word[0], "user") && span_is(word[2], "true") && word[3].n)
		say_grant(g->in, word[3], "ipmi", path, number, word[5]);
}

static void
cockpit(struct grants *g)
{
	struct span path = span_of("/etc/cockpit/disallowed-users"), text, line;
	struct vstat st;

	if (see_stat(g->in, path, &st) != VIEW_OK || see_file(g->in, path, &text) != VIEW_OK)
		return;
	g->found = true;
	while (span_line(&text, &line))
		if (span_is(span_trim(line), "root"))
			return;
	say_grant(g->in, span_of("root"), "panel", path, 0, SPAN_NONE);
	say(g->in, PANEL_ROOT, path, 0, SPAN_NONE);
}

static void
desktops(struct grants *g, const struct member *who)
{
	static const char *const passwords[] = { ".vnc/passwd", ".config/tigervnc/passwd" };
	static const char *const settings[] = { ".vnc/config", ".config/tigervnc/config", ".vncrc" };
	struct vstat st;

	if (!span_starts(who->home, "/") || who->home.n < 2)
		return;
	for (size_t i = 0; i < sizeof passwords / sizeof *passwords; i++) {
		struct span path = see_path(g->in, who->home, span_of(passwords[i]));

		if (see_stat(g->in, path, &st) == VIEW_OK && st.kind == V_FILE) {
			g->found = true;
			say_grant(g->in, who->name, "desktop", path, 0, SPAN_NONE);
		}
	}
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		each_line(g, see_path(g->in, who->home, span_of(settings[i])), desktop_line);
}

/* As its package set it up, whoever has a password comes in there. */
static void
everybody(struct grants *g, const char *path, const char *kind)
{
	struct vstat st;

	if (see_stat(g->in, span_of(path), &st) != VIEW_OK || st.kind != V_FILE)
		return;
	g->found = true;
	say_grant(g->in, span_of("ALL"), kind, span_of(path), 0, SPAN_NONE);
}

void
remote_look(struct grants *g)
{
	static const char *const settings[] = {
		"/etc/tigervnc/vncserver-config-defaults", "/etc/tigervnc/vncserver-config-mandatory",
		"/etc/vnc/config", "/etc/vnc.conf",
	};

	for (size_t i = 0; i < g->roster.n; i++)
		desktops(g, &g->roster.at[i]);
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		each_line(g, span_of(settings[i]), desktop_line);
	everybody(g, "/etc/xrdp/xrdp.ini", "desktop");
	everybody(g, "/usr/lib/systemd/system/cockpit.socket", "panel");
	everybody(g, "/etc/webmin/miniserv.conf", "panel");
	each_line(g, span_of("/etc/xrdp/xrdp.ini"), xrdp_line);
	any_line(g, span_of("/etc/xrdp/sesman.ini"), sesman_line);
	each_line(g, span_of("/etc/ipmi/lan.conf"), ipmi_line);
	each_line(g, span_of("/etc/webmin/miniserv.users"), webmin_line);
	each_line(g, span_of("/etc/usermin/miniserv.users"), webmin_line);
	cockpit(g);
}
