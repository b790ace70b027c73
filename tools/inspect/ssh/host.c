/* SPDX-License-Identifier: GPL-3.0-or-later */
/* host - are the server's own keys its own, strong, and private? */
#include "../accounts/place.h"
#include "ssh.h"

#define MAX_HOST_KEYS	64	/* of one server; four kinds are usual */
#define RSA_LEAST	2048	/* bits: NIST SP 800-131A; ssh-keygen's default has been 3072 since 2019 */

struct host {
	struct ssh	*s;
	struct {
		struct span	path, real, blob;
	}		 key[MAX_HOST_KEYS];
	size_t		 n;
};

/* ssh-keysign of Red Hat reads host keys by this group. */
static bool
keysign_group(const struct ssh *s, uint32_t gid)
{
	const struct row *r = table_named(&s->roster.group, span_of("ssh_keys"));

	return r && r->id == gid;
}

static bool
read_public(struct ssh *s, struct span path, struct key *k)
{
	struct span text, line;

	return see_file(s->in, path, &text) == VIEW_OK && span_line(&text, &line) &&
	    key_line(s->in, line, k) == KEY_READ;
}

static struct span
about(struct ssh *s, const struct key *k)
{
	return see_join(s->in, k->type, span_of(" "), span_of(k->print));
}

/* Each file of its own has a key of its own; a directive may name one that is found by another, too. */
static void
once(struct host *h, struct span path, const struct key *k)
{
	struct ssh *s = h->s;
	struct span real;

	if (see_real(s->in, path, &real) != VIEW_OK)
		real = path;
	for (size_t i = 0; i < h->n; i++)
		if (span_equal(h->key[i].blob, k->blob) && !span_equal(h->key[i].real, real)) {
			say(s->in, SSH_HOST_KEY_TWICE, path, 0, see_join(s->in, about(s, k), span_of(" is also "),
			    h->key[i].path));
			return;
		}
	if (h->n < MAX_HOST_KEYS) {
		h->key[h->n].path = path;
		h->key[h->n].real = real;
		h->key[h->n++].blob = k->blob;
	}
}

static void
look_at_key(struct host *h, struct span path)
{
	struct ssh *s = h->s;
	struct key private, public;
	struct span text;
	struct vstat st;
	bool have;

	if (see_stat(s->in, path, &st) != VIEW_OK || see_file(s->in, path, &text) != VIEW_OK)
		return;
	s->found = true;
	if (st.uid != 0 || st.mode & 007 || (st.mode & 070 && st.gid != 0 && !keysign_group(s, st.gid)))
		say(s->in, SSH_HOST_KEY_OPEN, path, 0, SPAN_NONE);
	have = read_public(s, see_join(s->in, path, span_of(".pub"), SPAN_NONE), &public);
	if (key_private(s->in, text, &private)) {
		if (have && !span_equal(private.blob, public.blob))
			say(s->in, SSH_HOST_KEY_MISMATCH, path, 0, see_join(s->in, about(s, &private),
			    span_of(" is not "), about(s, &public)));
		public = private;
	} else if (!have)
		return;
	once(h, path, &public);
	/* Systems that share one are found when all of a run were looked at. */
	say_grant(s->in, span_of("ALL"), "hostkey", path, 0, about(s, &public));
	if (span_is(public.type, "ssh-dss") ||
	    (span_is(public.type, "ssh-rsa") && public.bits < RSA_LEAST))
		say(s->in, SSH_HOST_KEY_WEAK, path, 0, about(s, &public));
}

static void
named(void *arg, const struct directive *d)
{
	struct span rest = d->value, path;

	if (config_argument(&rest, &path) && span_starts(path, "/"))
		look_at_key(arg, path);
}

void
host_look(struct ssh *s)
{
	struct host h = { .s = s };
	const struct span *names;
	size_t n;

	for (size_t i = 0; i < s->config.n; i++)
		if (config_is(&s->config.at[i], "hostkey"))
			named(&h, &s->config.at[i]);
	if (config_first(&s->config, "hostkey") ||
	    see_dir(s->in, span_of("/etc/ssh"), &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_starts(names[i], "ssh_host_") && span_ends(names[i], "_key"))
			look_at_key(&h, see_path(s->in, span_of("/etc/ssh"), names[i]));
}
