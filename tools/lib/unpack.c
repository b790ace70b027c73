/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unpack - what is inside a compressed file? */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <sysexits.h>

#include "die.h"
#include "unpack.h"

#define CHUNK	((size_t)256 << 10)

/* Room for the next chunk: twice as much each time, so that copying stays cheap. */
static bool
more(struct arena *a, unsigned char **p, size_t n, size_t *room, size_t most)
{
	unsigned char *grown;
	size_t want = *room ? 2 * *room : CHUNK;

	if (n < *room)
		return true;
	if (want > most)
		want = most;
	if (want <= *room || !(grown = arena_alloc(a, want + 1)))
		return false;
	if (n)
		memcpy(grown, *p, n);
	*p = grown;
	*room = want;
	return true;
}

static enum unpacked
pour(struct archive *in, struct arena *a, size_t most, struct span *bytes)
{
	unsigned char *p = NULL;
	size_t n = 0, room = 0;
	la_ssize_t got;
	char over;

	for (;;) {
		if (!more(a, &p, n, &room, most)) {
			*bytes = (struct span){ p, n };
			return archive_read_data(in, &over, 1) == 0 ? UNPACK_OK : UNPACK_LIMIT;
		}
		got = archive_read_data(in, p + n, room - n);
		if (got > 0)
			n += (size_t)got;
		*bytes = (struct span){ p, n };
		if (got <= 0)
			return got == 0 ? UNPACK_OK : UNPACK_BROKEN;
	}
}

enum unpacked
unpack(struct arena *a, struct span packed, size_t most, struct span *bytes)
{
	struct archive *in = archive_read_new();
	struct archive_entry *entry;
	enum unpacked r = UNPACK_BROKEN;

	if (!in)
		die(EX_OSERR, "out of memory");
	*bytes = packed;
	if (packed.n == 0) {
		archive_read_free(in);
		return UNPACK_OK;
	}
	archive_read_support_filter_gzip(in);
	archive_read_support_filter_bzip2(in);
	archive_read_support_filter_xz(in);
	archive_read_support_filter_zstd(in);
	archive_read_support_filter_lz4(in);
	archive_read_support_format_raw(in);
	if (archive_read_open_memory(in, packed.p, packed.n) == ARCHIVE_OK &&
	    archive_read_next_header(in, &entry) == ARCHIVE_OK) {
		if (archive_filter_count(in) <= 1)
			r = UNPACK_OK;		/* only the memory itself: nothing to unpack */
		else
			r = pour(in, a, most, bytes);
	}
	archive_read_free(in);
	return r;
}
