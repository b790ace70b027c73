/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * authorities - which keys and certificates that no package brought are believed?
 *
 * Read from apt-secure(8), apk-keys(8), update-ca-certificates(8), update-ca-trust(8).
 */
#include "defences.h"

static const struct place {
	const char	*files;
	enum finding	 says;
} places[] = {
	{ "/etc/apt/trusted.gpg", DEFENCE_KEY_FOREIGN },
	{ "/etc/apt/trusted.gpg.d/*", DEFENCE_KEY_FOREIGN },
	{ "/etc/apt/keyrings/*", DEFENCE_KEY_FOREIGN },
	{ "/usr/share/keyrings/*", DEFENCE_KEY_FOREIGN },
	{ "/etc/pki/rpm-gpg/*", DEFENCE_KEY_FOREIGN },
	{ "/etc/apk/keys/*", DEFENCE_KEY_FOREIGN },
	{ "/usr/local/share/ca-certificates/*", DEFENCE_AUTHORITY_ADDED },
	{ "/usr/local/share/ca-certificates/*/*", DEFENCE_AUTHORITY_ADDED },
	{ "/usr/share/ca-certificates/*/*", DEFENCE_AUTHORITY_ADDED },
	{ "/etc/pki/ca-trust/source/anchors/*", DEFENCE_AUTHORITY_ADDED },
	{ "/usr/share/pki/ca-trust-source/anchors/*", DEFENCE_AUTHORITY_ADDED },
	{ "/etc/ca-certificates/trust-source/anchors/*", DEFENCE_AUTHORITY_ADDED },
	{ NULL, FINDING_COUNT }
};

static void
one(struct startup *s, void *arg, struct span path, const struct person *as)
{
	const struct place *is = arg;
	struct truth t;

	(void)as;
	s->entries++;
	if (see_owner(s->in, path, &t) == VIEW_OK && t.kind == TRUTH_UNOWNED)
		startup_say(s, is->says, path, 0, SPAN_NONE);
}

void
defences_keys(struct startup *s)
{
	for (const struct place *is = places; is->files; is++)
		settings_files_of(s, span_of(is->files), is, one);
}
