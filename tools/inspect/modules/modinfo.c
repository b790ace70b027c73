/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * modinfo - what does a kernel module say of itself?
 *
 * Layout, from elf(5): the header names the table of sections (e_shoff,
 * e_shentsize, e_shnum, e_shstrndx), each of which names its place.  The
 * section .modinfo holds KEY=VALUE, each ended by a NUL.
 */
#include <string.h>

#include "modules.h"

/* A section header's fields, at their offsets in 64-bit and 32-bit files. */
struct section {
	uint32_t	name;
	uint64_t	offset, size;
};

struct layout {
	struct span	elf;
	bool		wide;
	uint64_t	table;
	uint16_t	entry, n, names;
};

static bool
word(const struct layout *l, struct span at, uint64_t *out)
{
	uint32_t narrow;

	if (l->wide)
		return take_u64le(&at, out);
	if (!take_u32le(&at, &narrow))
		return false;
	*out = narrow;
	return true;
}

static bool
header(struct layout *l, struct span elf)
{
	struct span at;

	*l = (struct layout){ .elf = elf };
	if (!span_starts(elf, "\177ELF") || elf.n < 64 || elf.p[5] != 1)
		return false;
	l->wide = elf.p[4] == 2;
	at = span_skip(elf, l->wide ? 58 : 46);
	return word(l, span_skip(elf, l->wide ? 40 : 32), &l->table) &&
	    take_u16le(&at, &l->entry) && take_u16le(&at, &l->n) && take_u16le(&at, &l->names);
}

static bool
section(const struct layout *l, uint64_t i, struct section *s)
{
	struct span at;
	uint64_t offset;

	if (i >= l->n || !add_ok(l->table, i * l->entry, &offset) || offset > l->elf.n)
		return false;
	at = span_skip(l->elf, (size_t)offset);
	return word(l, span_skip(at, l->wide ? 24 : 16), &s->offset) &&
	    word(l, span_skip(at, l->wide ? 32 : 20), &s->size) && take_u32le(&at, &s->name);
}

static bool
content(const struct layout *l, const struct section *s, struct span *bytes)
{
	if (s->offset > l->elf.n || s->size > l->elf.n - s->offset)
		return false;
	*bytes = (struct span){ l->elf.p + s->offset, (size_t)s->size };
	return true;
}

bool
modinfo_find(struct span elf, struct span *info)
{
	struct layout l;
	struct section s;
	struct span names, name;

	if (!header(&l, elf) || !section(&l, l.names, &s) || !content(&l, &s, &names))
		return false;
	for (uint16_t i = 0; i < l.n; i++) {
		if (!section(&l, i, &s))
			return false;
		name = span_before(span_skip(names, s.name), '\0');
		if (span_is(name, ".modinfo"))
			return content(&l, &s, info);
	}
	return false;
}

struct span
modinfo_value(struct span info, const char *key)
{
	struct span line;
	size_t n = strlen(key);

	while (span_column(&info, '\0', &line))
		if (span_starts(line, key) && line.n > n && line.p[n] == '=')
			return span_skip(line, n + 1);
	return SPAN_NONE;
}

struct span
modinfo_about(struct inspection *in, struct span path)
{
	static const char *const keys[] = { "name", "vermagic", "license" };
	struct span bytes, info, text = SPAN_NONE;

	if (see_unpacked(in, path, &bytes) != VIEW_OK || !modinfo_find(bytes, &info))
		return span_of("says nothing of itself");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct span line = see_join(in, span_of(keys[i]), span_of("="), modinfo_value(info, keys[i]));

		text = see_join(in, text, span_of(text.n ? ", " : ""), line);
	}
	return text;
}
