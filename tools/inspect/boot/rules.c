/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules - is this packaged file of udev rules what a member is, once dracut has filled it in?
 *
 * dracut's own rules say IMPORT PATH_ID and IMPORT BLKID at the end of a line, which
 * prepare_udev_rules (dracut-init.sh) replaces; read(1) takes blanks off both ends.
 */
#include <string.h>

#include "boot.h"

static const struct {
	const char	*mark, *becomes;
} imports[] = {
	{ "IMPORT PATH_ID", "IMPORT{builtin}=\"path_id\"" },
	{ "IMPORT BLKID", "IMPORT{builtin}=\"blkid\"" },
};

bool
rules_filled(struct inspection *in, struct span packaged, const char *sha256)
{
	char hex[HASH_HEX];
	struct hasher *h;
	struct span text, line;

	if (!span_ends(packaged, ".rules") || see_file(in, packaged, &text) != VIEW_OK)
		return false;
	h = hash_open(HASH_SHA256);
	while (span_line(&text, &line)) {
		const char *becomes = "";

		line = span_trim(line);
		for (size_t i = 0; i < sizeof imports / sizeof *imports; i++)
			if (span_ends(line, imports[i].mark)) {
				line.n -= strlen(imports[i].mark);
				becomes = imports[i].becomes;
				break;
			}
		hash_add(h, line.p, line.n);
		hash_add(h, becomes, strlen(becomes));
		hash_add(h, "\n", 1);
	}
	hash_close(h, hex);
	return strcmp(hex, sha256) == 0;
}
