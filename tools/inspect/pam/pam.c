/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pam - can a service be entered without a credential, and who else sees passwords?
 *
 * Every service's auth stack is put together as libpam does and all ways
 * through it are walked.  What packages' own files do is the distributions'
 * design (autologin, root's su): a way in counts only where a line of it is not
 * a package's.
 */
#include "../accounts/place.h"
#include "pam.h"
#include "walk.h"

#define MAX_SERVICES	4096	/* files of one directory; servers have under a hundred */

/* Services by which people come in or become another; root asks PAM for those of the first list. */
static bool
listed(struct span name, const char *const *names)
{
	for (; *names; names++)
		if (span_is(name, *names))
			return true;
	return false;
}

static bool
is_daemon(struct span name)
{
	static const char *const names[] = {
		"sshd", "login", "remote", "vsftpd", "proftpd", "pure-ftpd", "ftp", "dovecot", "imap",
		"pop3", "smtp", "xrdp-sesman", "cockpit", "gdm-password", "lightdm", "sddm", "rlogin",
		"rsh", "telnet", "webmin", "samba", "openvpn", "other", NULL
	};

	return listed(name, names);
}

static bool
is_entrance(struct span name)
{
	static const char *const names[] = {
		"su", "su-l", "sudo", "sudo-i", "polkit-1", "doas", "common-auth", "system-auth",
		"password-auth", "system-login", "system-local-login", "system-remote-login", NULL
	};

	return is_daemon(name) || listed(name, names);
}

static void
look_at_service(struct inspection *in, struct span path, struct lists *lists)
{
	struct stack own, auth;
	struct vstat st;
	bool daemon = is_daemon(span_base(path)), entrance = is_entrance(span_base(path));

	if (see_stat(in, path, &st) != VIEW_OK || st.kind != V_FILE)
		return;
	if (st.uid != 0 || st.mode & 002 || (st.mode & 020 && st.gid != 0))
		say(in, PAM_FILE_OPEN, path, 0, SPAN_NONE);
	stack_read(in, &own, path, NULL);
	for (size_t i = 0; i < own.n; i++) {
		module_look(in, &own.at[i]);
		lists_named(lists, &own.at[i]);
		if (place_hides(own.at[i].text))
			say(in, PAM_LINE_DISGUISED, path, own.at[i].line, own.at[i].text);
	}
	stack_read(in, &auth, path, "auth");
	if (!auth.foreign)
		return;
	if (walk_opens(in, &auth, daemon, false))
		say(in, entrance ? PAM_OPEN : PAM_OPEN_SERVICE, path, 0, SPAN_NONE);
	else if (walk_opens(in, &auth, daemon, true))
		say(in, PAM_OPEN_FOR_SOME, path, 0, SPAN_NONE);
}

static enum outcome
look(struct inspection *in)
{
	static const char *const dirs[] = { "/etc/pam.d", "/usr/lib/pam.d", "/usr/etc/pam.d" };
	const struct span *names;
	struct lists lists = { .in = in };
	struct span path;
	bool found = false;
	size_t n;

	for (size_t d = 0; d < sizeof dirs / sizeof *dirs; d++) {
		if (see_dir(in, span_of(dirs[d]), &names, &n) != VIEW_OK)
			continue;
		if (n > MAX_SERVICES) {
			say_gap(in, span_of(dirs[d]), "more PAM services than are looked at");
			n = MAX_SERVICES;
		}
		for (size_t i = 0; i < n; i++) {
			found = true;
			/* One of an earlier directory stands in this one's place. */
			if (stack_file(in, names[i], &path) && span_equal(span_parent(path), span_of(dirs[d])))
				look_at_service(in, path, &lists);
		}
	}
	lists_look(&lists);
	return found ? DONE : NOTHING;
}

const struct inspector pam_inspector = {
	.name = "pam",
	.asks = "can a service be entered without a credential, and who else sees passwords?",
	.accounts = true,
	.may = (const enum finding[]){
	    PAM_OPEN, PAM_OPEN_SERVICE, PAM_OPEN_FOR_SOME, PAM_MODULE_FOREIGN, PAM_MODULE_SHADY,
	    PAM_MODULE_MISSING, PAM_SECRET_EXPOSED, PAM_SECRET_STOLEN, PAM_FILE_OPEN,
	    PAM_LINE_DISGUISED, PAM_GROUP_STRONG, FINDING_COUNT },
	.look = look,
};
