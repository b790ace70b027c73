/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * core - is GRUB's core made of its package's pieces?
 *
 * What grub-mkimage joins, from GRUB's util/mkimage.c, include/grub/offsets.h and
 * kernel.h: diskboot.img; lzma_decompress.img, in which 8 to 0x1c are lengths that
 * it fills in; then, as one LZMA stream without its header, the loaded part of
 * kernel.img and the modules: "mimg", u32 offset and size, and for each u32 type,
 * u32 size with this header, and its bytes, filled up to a whole word.
 */
#include <string.h>

#include "../../lib/unpacker.h"
#include "bootcode.h"

#define LENGTHS		8
#define LENGTHS_END	0x1c
#define LZMA_HEADER	13
#define MAX_PLAIN	(8U << 20)	/* GRUB's own bound is what fits below 15 MB */
#define MAX_FILL	64		/* between the kernel and the modules */
#define MAX_OBJECTS	512		/* GRUB has 300 modules */

enum { OBJECT_MODULE, OBJECT_MEMDISK, OBJECT_CONFIG, OBJECT_PREFIX, OBJECT_KEY };

struct core {
	const struct pieces	*p;
	struct span		 plain;
	unsigned		 ours, others;
	struct span		*what;
	const struct span	*name;		/* of the directory */
	size_t			 names;
};

static uint32_t
le32(struct span s, size_t at)
{
	uint32_t v = 0;

	s = span_skip(s, at);
	take_u32le(&s, &v);
	return v;
}

static void
count(struct core *c, bool ours, struct span what)
{
	if (ours)
		c->ours++;
	else if (c->others++ == 0)
		*c->what = what;
}

/* The stream with the header of an .lzma file, which GRUB leaves out: lc 3, lp 0, pb 2. */
static bool
unpack(struct core *c, struct span packed, uint32_t size)
{
	unsigned char head[LZMA_HEADER] = { 0x5d, 0, 0, 0, 1 }, *room;
	struct unpacker *u = unpacker_open(PACKING_LZMA);
	struct span in = { head, sizeof head };
	enum unpacking how = UNPACKING_MORE;
	size_t all = 0, got;

	for (size_t i = 0; i < 4; i++)
		head[5 + i] = (unsigned char)(size >> 8 * i);
	room = see_room(c->p->in, size ? size : 1, 1);
	for (int part = 0; part < 2; part++, in = packed)
		do {
			how = unpacker_step(u, &in, part == 1, room + all, size - all, &got);
			all += got;
		} while (how == UNPACKING_MORE && (in.n || got) && all < size);
	unpacker_close(u);
	c->plain = (struct span){ room, all };
	return all == size;
}

/* The one part of kernel.img that is loaded: elf(5), 32 bits. */
static struct span
loaded(struct span elf)
{
	struct span at = span_skip(elf, 28), none = SPAN_NONE;
	uint32_t table, type, offset, size;
	uint16_t each = 0, n = 0;

	if (!span_starts(elf, "\177ELF\1\1") || !take_u32le(&at, &table) || table > elf.n)
		return none;
	at = span_skip(elf, 42);
	if (!take_u16le(&at, &each) || !take_u16le(&at, &n))
		return none;
	for (uint16_t i = 0; i < n && i < 16; i++) {
		at = span_skip(elf, table + (size_t)i * each);
		type = le32(at, 0);
		offset = le32(at, 4);
		size = le32(at, 16);
		if (type == 1 && offset <= elf.n && size <= elf.n - offset)
			return (struct span){ elf.p + offset, size };
	}
	return none;
}

static bool
is_file(struct core *c, struct span name, struct span object)
{
	struct span path = see_path(c->p->in, c->p->dir, name);
	char have[HASH_HEX], want[HASH_HEX];
	struct vstat st;

	if (see_stat(c->p->in, path, &st) != VIEW_OK || st.kind != V_FILE || st.size > object.n ||
	    object.n - st.size > 3 || see_digest(c->p->in, path, HASH_SHA256, want) != VIEW_OK)
		return false;
	object.n = (size_t)st.size;
	hash_span(HASH_SHA256, object, have);
	return strcmp(have, want) == 0;
}

static bool
is_module(struct core *c, struct span object)
{
	for (size_t i = 0; i < c->names; i++)
		if (span_ends(c->name[i], ".mod") && is_file(c, c->name[i], object))
			return true;
	return false;
}

/* What grub-install has the core do: find its directory, no more. */
static bool
finds_only(struct span text)
{
	static const char *const words[] = {
		"search", "search.fs_uuid", "search.fs_label", "search.file", "set", "insmod",
		"cryptomount", "configfile", "normal", "export",
	};
	struct span line, word;

	text = span_before(text, '\0');
	while (span_line(&text, &line)) {
		bool known = false;

		if (!span_field(&line, " \t", &word) || span_starts(word, "#"))
			continue;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			known = known || span_is(word, words[i]);
		if (!known || span_has(line, ';') || span_has(line, '{'))
			return false;
	}
	return true;
}

static void
object(struct core *c, uint32_t type, struct span bytes)
{
	switch (type) {
	case OBJECT_MODULE:
		count(c, is_module(c, bytes), span_of("a module that is none of its package's"));
		break;
	case OBJECT_CONFIG:
		if (!finds_only(bytes))
			count(c, false, span_of("settings that do more than find GRUB's directory"));
		break;
	case OBJECT_PREFIX:
	case OBJECT_KEY:
		break;
	default:
		count(c, false, span_of("something that grub-install does not put there"));
		break;
	}
}

static bool
objects(struct core *c, struct span rest)
{
	uint32_t offset = le32(rest, 4), size = le32(rest, 8), type, n;
	struct span bytes;

	if (size > rest.n || offset > size)
		return false;
	rest.n = size;
	rest = span_skip(rest, offset);
	for (unsigned i = 0; rest.n && i < MAX_OBJECTS; i++) {
		if (!take_u32le(&rest, &type) || !take_u32le(&rest, &n) || n < 8 ||
		    !take_span(&rest, n - 8, &bytes))
			return false;
		object(c, type, bytes);
	}
	return rest.n == 0;
}

static void
plain(struct core *c)
{
	struct span kernel = loaded(c->p->kernel), rest = c->plain;

	count(c, kernel.n && rest.n >= kernel.n && memcmp(rest.p, kernel.p, kernel.n) == 0,
	    span_of("kernel.img"));
	rest = span_skip(rest, kernel.n);
	for (size_t i = 0; i < MAX_FILL && !span_starts(rest, "mimg"); i++)
		rest = span_skip(rest, 1);
	if (!span_starts(rest, "mimg") || !objects(c, rest))
		count(c, false, span_of("its list of modules"));
}

enum fit
core_fit(const struct pieces *p, struct span core, struct span *what)
{
	struct core c = { .p = p, .what = what };
	struct span rest = span_skip(core, SECTOR), ours = p->unpacks, packed;
	uint32_t size = le32(rest, LENGTHS), plain_size = le32(rest, LENGTHS + 4);

	*what = SPAN_NONE;
	count(&c, ours.n > LENGTHS_END && rest.n >= ours.n && memcmp(rest.p, ours.p, LENGTHS) == 0 &&
	    memcmp(rest.p + LENGTHS_END, ours.p + LENGTHS_END, ours.n - LENGTHS_END) == 0,
	    span_of("lzma_decompress.img"));
	packed = span_skip(rest, ours.n);
	if (size > packed.n || plain_size > MAX_PLAIN)
		return FIT_OTHER;
	packed.n = size;
	if (see_dir(p->in, p->dir, &c.name, &c.names) != VIEW_OK || !unpack(&c, packed, plain_size))
		return FIT_OTHER;
	plain(&c);
	return !c.others ? FIT_OURS : c.ours > c.others ? FIT_CHANGED : FIT_OTHER;
}
