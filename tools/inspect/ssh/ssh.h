/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ssh - what the parts of the ssh inspector share */
#ifndef ASSAY_INSPECT_SSH_SSH_H
#define ASSAY_INSPECT_SSH_SSH_H

#include "../accounts/roster.h"
#include "config.h"
#include "key.h"

/* A key that opens an account. */
struct opens {
	struct span		 blob;
	const struct member	*who;
	struct span		 path;
	unsigned		 line;
	struct span		 about;		/* "ACCOUNT TYPE SHA256:... COMMENT" */
};

struct ssh {
	struct inspection	*in;
	struct config		 config;
	struct roster		 roster;
	struct opens		*opens;
	size_t			 n, room;
	bool			 found;	/* anything of SSH at all */
};

/* settings.c: what the configuration gives away. */
void	settings_look(struct ssh *);
/* authorized.c: every account's authorized keys; fills opens. */
void	authorized_look(struct ssh *);
/* A file of keys that are trusted to sign others'. */
void	authorized_authorities(struct ssh *, const struct directive *, struct span path);
/* pairs.c: one key for several accounts; private keys that open the account they lie in. */
void	pairs_look(struct ssh *);
/* host.c: the server's own keys. */
void	host_look(struct ssh *);
/* trust.c: hosts.equiv, rhosts and their kin. */
void	trust_look(struct ssh *);

/* sshd_config's tokens for files of an account: %h, %u, %U, %%; relative to its home. */
struct span	ssh_expand(struct ssh *, struct span pattern, const struct member *);

#endif
