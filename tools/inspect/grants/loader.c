/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * loader - who may change what GRUB boots?
 *
 * GRUB's manual, "Authentication and authorisation": "password NAME CLEAR",
 * "password_pbkdf2 NAME HASH"; only the names are told.
 */
#include "grants.h"

void
loader_look(struct grants *g)
{
	static const char *const files[] = {
		"/boot/grub/grub.cfg", "/boot/grub2/grub.cfg", "/boot/grub/custom.cfg", "/boot/grub2/user.cfg",
	};
	struct span text, line, word, who;
	struct vstat st;

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct span path = span_of(files[i]);
		unsigned number = 0;

		if (see_stat(g->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
		    see_file(g->in, path, &text) != VIEW_OK)
			continue;
		while (span_line(&text, &line)) {
			number++;
			if (span_field(&line, " \t", &word) && (span_is(word, "password") ||
			    span_is(word, "password_pbkdf2")) && span_field(&line, " \t", &who))
				say_grant(g->in, who, "loader", path, number, word);
		}
	}
}
