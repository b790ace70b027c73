/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * elf - which loader and libraries does a program ask for that is no package's?
 *
 * Read from elf(5) and ld.so(8): PT_INTERP names the loader; the dynamic
 * section names libraries, where they are searched, and libraries that audit
 * the loading (DT_AUDIT, DT_DEPAUDIT of glibc's elf.h).
 */
#include "autorun.h"

#define MAX_HEADERS	64	/* program headers; a program has a dozen */
#define MAX_TAGS	1024	/* in the dynamic section; a browser has a hundred */
#define MAX_NEEDED	128
#define MAX_STRING	512	/* bytes of a name or a list of directories */
#define MAX_ELVES	1000	/* programs taken apart: what is kept of each is below 100 kB */

enum { LOAD = 1, DYNAMIC = 2, INTERP = 3 };
enum { NEEDED = 1, STRTAB = 5, RPATH = 15, RUNPATH = 29, AUDIT = 0x6ffffefc, DEPAUDIT = 0x6ffffefb };

struct segment {
	uint32_t	type;
	uint64_t	offset, address, size;
};

struct elf {
	struct startup		*s;
	struct span		 path;
	bool			 wide;
	struct segment		 segment[MAX_HEADERS];
	size_t			 segments;
	uint64_t		 strings;	/* where they lie in the file */
	struct span		 needed[MAX_NEEDED];
	size_t			 n;
};

static bool
number(const struct elf *e, struct span *at, uint64_t *v)
{
	uint32_t narrow;

	if (e->wide)
		return take_u64le(at, v);
	if (!take_u32le(at, &narrow))
		return false;
	*v = narrow;
	return true;
}

static bool
part(const struct elf *e, uint64_t at, size_t n, struct span *bytes)
{
	unsigned char *p = see_room(e->s->in, n + 1, 1);
	size_t got;

	if (see_part(e->s->in, e->path, at, p, n, &got) != VIEW_OK)
		return false;
	*bytes = (struct span){ p, got };
	return true;
}

static bool
segment(const struct elf *e, struct span at, struct segment *g)
{
	uint32_t flags;
	uint64_t physical;

	return take_u32le(&at, &g->type) && (!e->wide || take_u32le(&at, &flags)) &&
	    number(e, &at, &g->offset) && number(e, &at, &g->address) &&
	    number(e, &at, &physical) && number(e, &at, &g->size);
}

static bool
open_headers(struct elf *e)
{
	struct span head, at, all;
	uint64_t table;
	uint16_t size, n;

	if (!part(e, 0, 64, &head) || head.n < 52 || !span_starts(head, "\177ELF") || head.p[5] != 1)
		return false;
	e->wide = head.p[4] == 2;
	at = span_skip(head, e->wide ? 32 : 28);
	if (!number(e, &at, &table))
		return false;
	at = span_skip(head, e->wide ? 54 : 42);
	if (!take_u16le(&at, &size) || !take_u16le(&at, &n) || size == 0 || size > 256)
		return false;
	if (n > MAX_HEADERS)
		n = MAX_HEADERS;
	if (!part(e, table, (size_t)size * n, &all))
		return false;
	for (; e->segments < n && segment(e, all, &e->segment[e->segments]); e->segments++)
		all = span_skip(all, size);
	return true;
}

/* Where the byte that is loaded at an address lies in the file. */
static bool
place(const struct elf *e, uint64_t address, uint64_t *offset)
{
	for (size_t i = 0; i < e->segments; i++) {
		const struct segment *g = &e->segment[i];

		if (g->type == LOAD && address >= g->address && address - g->address < g->size)
			return add_ok(g->offset, address - g->address, offset);
	}
	return false;
}

static struct span
string(const struct elf *e, uint64_t at)
{
	struct span bytes;

	if (!add_ok(e->strings, at, &at) || !part(e, at, MAX_STRING, &bytes))
		return SPAN_NONE;
	return span_before(bytes, '\0');
}

static void
tell(const struct elf *e, enum finding f, struct span about)
{
	startup_say(e->s, f, e->path, 0, about);
}

/* Does it lie where nobody keeps libraries? */
static void
judge_place(const struct elf *e, struct span path)
{
	path = target_clean(e->s, path);
	if (target_volatile(path))
		tell(e, STARTUP_PROGRAM_VOLATILE, path);
	else if (target_hidden(path) && !people_home(e->s, path))
		tell(e, STARTUP_PROGRAM_HIDDEN, path);
}

/* $ORIGIN is the program's own directory. */
static struct span
origin(const struct elf *e, struct span dir)
{
	size_t n = span_starts(dir, "$ORIGIN") ? 7 : span_starts(dir, "${ORIGIN}") ? 9 : 0;

	return n ? see_join(e->s->in, span_parent(e->path), span_skip(dir, n), SPAN_NONE) : dir;
}

static void
search(const struct elf *e, struct span list)
{
	struct span dir, path;

	while (span_column(&list, ':', &dir)) {
		dir = origin(e, dir);
		if (!span_starts(dir, "/")) {
			tell(e, STARTUP_SEARCH_ODD, dir);
			continue;
		}
		for (size_t i = 0; i < e->n; i++) {
			path = see_path(e->s->in, dir, e->needed[i]);
			if (startup_file(e->s, path, false))
				judge_place(e, path);
		}
	}
}

static void
dynamic(struct elf *e, struct span tags)
{
	struct span again = tags;
	uint64_t tag, value;
	bool have = false;

	while (!have && number(e, &again, &tag) && number(e, &again, &value) && tag)
		have = tag == STRTAB && place(e, value, &e->strings);
	if (!have)
		return;
	for (again = tags; number(e, &again, &tag) && number(e, &again, &value) && tag;)
		if (tag == NEEDED && e->n < MAX_NEEDED) {
			e->needed[e->n] = string(e, value);
			if (span_has(e->needed[e->n++], '/'))
				judge_place(e, e->needed[e->n - 1]);
		}
	while (number(e, &tags, &tag) && number(e, &tags, &value) && tag) {
		if (tag == RPATH || tag == RUNPATH)
			search(e, string(e, value));
		if (tag == AUDIT || tag == DEPAUDIT) {
			tell(e, STARTUP_LIBRARY_AUDITS, string(e, value));
			judge_place(e, string(e, value));
		}
	}
}

void
elf_judge(struct startup *s, struct span path)
{
	struct span bytes, head;
	struct truth t;
	struct elf *e;

	if (see_head(s->in, path, 4, &head) != VIEW_OK || !span_is(head, "\177ELF"))
		return;
	if (s->elves++ >= MAX_ELVES) {
		if (s->elves == MAX_ELVES + 1)
			say_gap(s->in, path, "more programs of strangers than are taken apart");
		return;
	}
	e = see_room(s->in, 1, sizeof *e);
	e->s = s;
	e->path = path;
	if (!open_headers(e))
		return;
	for (size_t i = 0; i < e->segments; i++) {
		if (e->segment[i].type == INTERP && part(e, e->segment[i].offset, MAX_STRING, &bytes)) {
			bytes = span_before(bytes, '\0');
			judge_place(e, bytes);
			if (startup_file(s, bytes, false) && startup_truth(s, bytes, &t) &&
			    t.kind == TRUTH_UNOWNED)
				tell(e, STARTUP_LOADER_FOREIGN, bytes);
		} else if (e->segment[i].type == DYNAMIC && part(e, e->segment[i].offset,
		    MAX_TAGS * 16, &bytes)) {
			dynamic(e, bytes);
		}
	}
}
