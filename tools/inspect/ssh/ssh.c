/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ssh - who may come in by SSH, with what, and who else decides that?
 *
 * sshd_config(5) says where keys, authorities and programs that vouch for keys
 * are; sshd(8) the form of the key files.  A key cannot be judged by itself:
 * that it opens an account which should have none, and how it got there, can.
 */
#include <stdio.h>
#include <string.h>

#include "ssh.h"

struct span
ssh_expand(struct ssh *s, struct span pattern, const struct member *who)
{
	struct span out = SPAN_NONE;
	char uid[16];

	snprintf(uid, sizeof uid, "%u", who->uid);
	while (pattern.n) {
		struct span plain = span_before(pattern, '%'), token;

		pattern = span_skip(pattern, plain.n);
		token = SPAN_NONE;
		if (pattern.n > 1) {
			unsigned char c = pattern.p[1];

			token = c == 'h' ? who->home : c == 'u' ? who->name :
			    c == 'U' ? span_of(uid) : c == '%' ? span_of("%") : SPAN_NONE;
		}
		pattern = span_skip(pattern, 2);
		out = see_join(s->in, out, plain, token);
		if (out.n > MAX_PATH)
			return SPAN_NONE;
	}
	return span_starts(out, "/") ? out : see_path(s->in, who->home, out);
}

static enum outcome
look(struct inspection *in)
{
	struct ssh s = { .in = in };

	config_read(in, &s.config);
	roster_read(in, &s.roster);
	s.found = s.config.n > 0;
	settings_look(&s);
	authorized_look(&s);
	pairs_look(&s);
	host_look(&s);
	trust_look(&s);
	return s.found ? DONE : NOTHING;
}

const struct inspector ssh_inspector = {
	.name = "ssh",
	.asks = "who may come in by SSH, with what, and who else decides that?",
	.accounts = true,
	.may = (const enum finding[]){
	    SSH_KEY, SSH_KEY_SERVICE, SSH_KEY_SYSTEM, SSH_KEY_DISGUISED, SSH_KEY_LINE_ODD,
	    SSH_KEY_FILE_OPEN, SSH_KEY_FOR_ALL, SSH_KEY_SHARED, SSH_KEY_SELF, SSH_AUTHORITY,
	    SSH_PROGRAM_FOREIGN, SSH_PROGRAM_SHADY, SSH_ROOT_PASSWORD, SSH_EMPTY_PERMITTED,
	    SSH_EMPTY_OPEN, SSH_LOOSENED, SSH_CONFIG_ELSEWHERE, SSH_HOST_KEY_OPEN,
	    SSH_HOST_KEY_WEAK, SSH_HOST_KEY_MISMATCH, SSH_HOST_KEY_TWICE, SSH_HOST_KEY_ELSEWHERE, SSH_TRUST_HOST, SSH_TRUST_ANYONE,
	    FINDING_COUNT },
	.look = look,
};
