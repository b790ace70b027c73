/* SPDX-License-Identifier: GPL-3.0-or-later */
/* authorized - whose keys open which accounts? */
#include <string.h>

#include "../accounts/name.h"
#include "../accounts/password.h"
#include "../accounts/place.h"
#include "ssh.h"

#define MAX_PATTERNS	32	/* places where keys are looked for; most servers have two */
#define MAX_KEYS	200000	/* of all accounts */

struct patterns {
	struct span	at[MAX_PATTERNS];
	size_t		n;
};

static void
add_patterns(void *arg, const struct directive *d)
{
	struct patterns *p = arg;
	struct span rest = d->value, one;

	while (p->n < MAX_PATTERNS && config_argument(&rest, &one))
		if (!span_is(one, "none"))
			p->at[p->n++] = one;
}

static struct span
about(struct ssh *s, const struct member *who, const struct key *k)
{
	struct span name = who ? see_join(s->in, who->name, span_of(" "), k->type) : k->type;

	return see_join(s->in, see_join(s->in, name, span_of(" "), span_of(k->print)),
	    span_of(k->comment.n ? " " : ""), k->comment);
}

static void
opens(struct ssh *s, const struct member *who, struct span path, unsigned line, const struct key *k,
    struct span told)
{
	struct opens *more;

	if (s->n == MAX_KEYS) {
		say_gap(s->in, path, "more authorized keys than are kept");
		return;
	}
	if (s->n == s->room) {
		s->room = s->room ? 2 * s->room : 64;
		more = see_room(s->in, s->room, sizeof *more);
		if (s->n)
			memcpy(more, s->opens, s->n * sizeof *more);
		s->opens = more;
	}
	s->opens[s->n++] = (struct opens){ k->blob, who, path, line, told };
}

static enum finding
weighed(const struct member *who, const struct key *k)
{
	if (key_option(k, "cert-authority"))
		return SSH_AUTHORITY;
	if (who->standing == STANDING_SYSTEM && !name_serves(who->name))
		return SSH_KEY_SYSTEM;
	if (who->standing == STANDING_SYSTEM || who->standing == STANDING_SERVICE ||
	    !password_shell(who->shell))
		return SSH_KEY_SERVICE;
	return SSH_KEY;
}

static void
look_at_keys(struct ssh *s, const struct member *who, struct span path, struct span text)
{
	unsigned number = 0;
	struct span line, told;
	struct key k;

	while (span_line(&text, &line)) {
		enum key_line r = key_line(s->in, line, &k);

		number++;
		if (r == KEY_ODD)
			say(s->in, SSH_KEY_LINE_ODD, path, number, line);
		if (r != KEY_READ)
			continue;
		told = about(s, who, &k);
		say(s->in, weighed(who, &k), path, number, told);
		if (place_hides(line))
			say(s->in, SSH_KEY_DISGUISED, path, number, told);
		say_grant(s->in, who->name, key_option(&k, "cert-authority") ? "authority" : "key", path,
		    number, k.options.n ? see_join(s->in, k.options, span_of(" "), told) : told);
		opens(s, who, path, number, &k, told);
	}
}

static void
look_at_file(struct ssh *s, const struct member *who, struct span path)
{
	struct span text, weak;
	struct vstat st;

	if (path.n == 0 || see_stat(s->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_file(s->in, path, &text) != VIEW_OK)
		return;
	s->found = true;
	weak = place_open(s->in, path, who->uid, who->gid);
	if (weak.n && text.n)
		say(s->in, SSH_KEY_FILE_OPEN, path, 0, see_join(s->in, who->name, span_of(": "), weak));
	look_at_keys(s, who, path, text);
}

void
authorized_authorities(struct ssh *s, const struct directive *d, struct span path)
{
	struct span text, line;
	unsigned number = 0;
	struct key k;

	if (see_file(s->in, path, &text) != VIEW_OK) {
		say(s->in, SSH_AUTHORITY, d->path, d->line, path);
		return;
	}
	while (span_line(&text, &line)) {
		number++;
		if (key_line(s->in, line, &k) == KEY_READ) {
			say_grant(s->in, span_of("ALL"), "authority", path, number, about(s, NULL, &k));
			say(s->in, SSH_AUTHORITY, path, number, about(s, NULL, &k));
		}
	}
}

/* dropbear-initramfs and its kin let these in before the root is mounted, as root. */
static void
before_root(struct ssh *s)
{
	static const char *const files[] = {
		"/etc/dropbear/initramfs/authorized_keys", "/etc/dropbear-initramfs/authorized_keys",
		"/etc/initramfs-tools/root/.ssh/authorized_keys", "/etc/tinyssh/initramfs/authorized_keys",
	};
	const struct member *root = roster_from_uid(&s->roster, 0);

	for (size_t i = 0; root && root->uid == 0 && i < sizeof files / sizeof *files; i++)
		look_at_file(s, root, span_of(files[i]));
}

/* Names that a certificate may bear to open the account, one a line, perhaps behind options. */
static void
principals(void *arg, const struct directive *d)
{
	struct ssh *s = arg;
	struct span rest = d->value, pattern, text, line;
	struct vstat st;

	if (!config_argument(&rest, &pattern) || span_is(pattern, "none"))
		return;
	for (size_t i = 0; i < s->roster.n; i++) {
		struct span path = ssh_expand(s, pattern, &s->roster.at[i]);
		unsigned number = 0;

		if (!path.n || see_stat(s->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
		    see_file(s->in, path, &text) != VIEW_OK)
			continue;
		while (span_line(&text, &line)) {
			number++;
			line = span_trim(line);
			if (line.n && *line.p != '#')
				say_grant(s->in, s->roster.at[i].name, "principal", path, number, line);
		}
	}
}

void
authorized_look(struct ssh *s)
{
	struct patterns p = { 0 };

	config_each(&s->config, "authorizedkeysfile", add_patterns, &p);
	if (!config_first(&s->config, "authorizedkeysfile") && p.n + 2 <= MAX_PATTERNS) {
		p.at[p.n++] = span_of(".ssh/authorized_keys");
		p.at[p.n++] = span_of(".ssh/authorized_keys2");
	}
	if (p.n == MAX_PATTERNS)
		say_gap(s->in, span_of("/etc/ssh/sshd_config"), "more AuthorizedKeysFile than are followed");
	for (size_t i = 0; i < s->roster.n; i++)
		for (size_t j = 0; j < p.n; j++)
			look_at_file(s, &s->roster.at[i], ssh_expand(s, p.at[j], &s->roster.at[i]));
	before_root(s);
	config_each(&s->config, "authorizedprincipalsfile", principals, s);
}
