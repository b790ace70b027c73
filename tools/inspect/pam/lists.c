/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lists - whom do the files of PAM's own modules let in, put into groups, or bound?
 *
 * access.conf(5), limits.conf(5), group.conf(5), pam_listfile(8).  That a rule
 * lets somebody in whom none let in before cannot be told from the file: each is
 * listed.  Others than root who may change one decide who comes in.
 */
#include "pam.h"

#define MAX_LISTED	20000	/* lines of one file that are told: a campus has thousands in its access.conf */

typedef void	list_line(struct lists *, struct span path, unsigned number, struct span line);

static void
each(struct lists *l, struct span path, list_line *see)
{
	struct span text, line;
	unsigned number = 0, told = 0;
	struct vstat st;

	if (see_stat(l->in, path, &st) != VIEW_OK || st.kind != V_FILE)
		return;
	if (st.uid != 0 || st.mode & 002 || (st.mode & 020 && st.gid != 0))
		say(l->in, PAM_FILE_OPEN, path, 0, SPAN_NONE);
	if (see_table(l->in, path, &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		number++;
		line = span_trim(span_before(line, '#'));
		if (!line.n)
			continue;
		if (++told > MAX_LISTED) {
			say_gap(l->in, path, "more lines than are told");
			return;
		}
		see(l, path, number, line);
	}
}

/* "+ : USERS : ORIGINS" */
static void
access_line(struct lists *l, struct span path, unsigned number, struct span line)
{
	struct span users = span_trim(span_before(span_after(line, ':'), ':'));

	if (users.n)
		say_grant(l->in, users, "access", path, number, line);
}

/* "DOMAIN TYPE ITEM VALUE" */
static void
limit_line(struct lists *l, struct span path, unsigned number, struct span line)
{
	struct span rest = line, domain;

	if (span_field(&rest, " \t", &domain))
		say_grant(l->in, domain, "limit", path, number, span_trim(rest));
}

static void
list_file_line(struct lists *l, struct span path, unsigned number, struct span line)
{
	say_grant(l->in, line, "access", path, number, SPAN_NONE);
}

static bool
strong(struct span groups)
{
	static const char *const names[] = { "root", "sudo", "wheel", "admin", "docker", "lxd",
		"incus-admin", "disk", "kmem", "shadow" };
	struct span one;

	while (span_field(&groups, ", \t", &one))
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (span_is(one, names[i]))
				return true;
	return false;
}

/* "SERVICES;TTYS;USERS;TIMES;GROUPS" */
static void
group_line(struct lists *l, struct span path, unsigned number, struct span line)
{
	struct span part[5], rest = line;

	for (size_t i = 0; i < 5; i++)
		if (!span_column(&rest, ';', &part[i]))
			return;
	say_grant(l->in, span_trim(part[2]), "group", path, number, line);
	if (l->groups && strong(part[4]))
		say(l->in, PAM_GROUP_STRONG, path, number, line);
}

static void
directory(struct lists *l, const char *dir, list_line *see)
{
	const struct span *names;
	size_t n;

	if (see_dir(l->in, span_of(dir), &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_ends(names[i], ".conf"))
			each(l, see_path(l->in, span_of(dir), names[i]), see);
}

static void
once(struct lists *l, struct span path, list_line *see)
{
	for (size_t i = 0; i < l->n; i++)
		if (span_equal(l->seen[i], path))
			return;
	if (l->n == MAX_LISTS) {
		say_gap(l->in, path, "more lists for PAM's modules than are read");
		return;
	}
	l->seen[l->n++] = path;
	each(l, path, see);
}

void
lists_named(struct lists *l, const struct rule *r)
{
	static const struct { const char *module, *option; list_line *see; } all[] = {
		{ "pam_access.so", "accessfile=", access_line }, { "pam_limits.so", "conf=", limit_line },
		{ "pam_listfile.so", "file=", list_file_line },
	};
	struct span rest = r->arguments, word, module = span_base(r->module);

	l->groups |= span_is(module, "pam_group.so");
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		while (span_is(module, all[i].module) && span_field(&rest, " \t", &word))
			if (span_starts(word, all[i].option))
				once(l, span_after(word, '='), all[i].see);
}

/* After every service's lines. */
void
lists_look(struct lists *l)
{
	once(l, span_of("/etc/security/access.conf"), access_line);
	directory(l, "/etc/security/access.d", access_line);
	once(l, span_of("/etc/security/limits.conf"), limit_line);
	directory(l, "/etc/security/limits.d", limit_line);
	once(l, span_of("/etc/security/group.conf"), group_line);
}
