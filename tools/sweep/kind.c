/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kind - what is this file, by its first bytes? */
#include <string.h>

#include "ledger.h"

/* From the formats' own descriptions; magic(5) has them all. */
static const struct {
	size_t			at;
	struct span		bytes;
	enum ledger_kind	kind;
} magics[] = {
	{ 0, SPAN_LIT("\177ELF"), KIND_ELF },
	{ 0, SPAN_LIT("#!"), KIND_SCRIPT },
	{ 0, SPAN_LIT("MZ"), KIND_PE },
	{ 0, SPAN_LIT("\xca\xfe\xba\xbe"), KIND_JAVA },
	{ 0, SPAN_LIT("\x1f\x8b"), KIND_PACKED },
	{ 0, SPAN_LIT("\xfd" "7zXZ"), KIND_PACKED },
	{ 0, SPAN_LIT("\x28\xb5\x2f\xfd"), KIND_PACKED },
	{ 0, SPAN_LIT("BZh"), KIND_PACKED },
	{ 0, SPAN_LIT("\x04\x22\x4d\x18"), KIND_PACKED },
	{ 0, SPAN_LIT("PK\003\004"), KIND_ARCHIVE },
	{ 0, SPAN_LIT("!<arch>\n"), KIND_ARCHIVE },
	{ 0, SPAN_LIT("0707"), KIND_ARCHIVE },
	{ 0, SPAN_LIT("\xed\xab\xee\xdb"), KIND_ARCHIVE },
	{ 257, SPAN_LIT("ustar"), KIND_ARCHIVE },
};

enum ledger_kind
kind_by_head(struct span head)
{
	if (head.n == 0)
		return KIND_EMPTY;
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
		struct span part = span_skip(head, magics[i].at);

		if (part.n >= magics[i].bytes.n &&
		    memcmp(part.p, magics[i].bytes.p, magics[i].bytes.n) == 0)
			return magics[i].kind;
	}
	for (size_t i = 0; i < head.n; i++)
		if (head.p[i] < ' ' && (head.p[i] < '\a' || head.p[i] > '\r') && head.p[i] != '\033')
			return KIND_DATA;
	return KIND_TEXT;
}

/* Does somebody, or an interpreter, start it? */
bool
kind_runs(enum ledger_kind kind)
{
	return kind == KIND_ELF || kind == KIND_SCRIPT || kind == KIND_PE || kind == KIND_JAVA;
}
