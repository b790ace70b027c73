/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * binfmt - which programs does the kernel start to run files of other kinds?
 *
 * Read from binfmt.d(5), Documentation/admin-guide/binfmt-misc.rst
 * (:name:type:offset:magic:mask:interpreter:flags) and update-binfmts(8): its
 * database holds the same fields, one a line.
 */
#include <string.h>

#include "kernel.h"

#define MAX_MAGIC	256	/* BINFMT: what the kernel compares lies in the first 256 bytes */

struct format {
	struct span	type, offset, magic, mask, interpreter;
	bool		credentials;	/* setuid counts for the interpreter */
};

static unsigned
nibble(unsigned char c)
{
	return c >= '0' && c <= '9' ? c - (unsigned)'0' :
	    (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - (unsigned)'a' + 10 : 16;
}

/* \xNN stands for a byte; in update-binfmts' database bytes stand for themselves too. */
static size_t
bytes(struct span text, unsigned char out[MAX_MAGIC])
{
	size_t n = 0;

	while (text.n && n < MAX_MAGIC) {
		if (text.n > 3 && text.p[0] == '\\' && text.p[1] == 'x' &&
		    nibble(text.p[2]) < 16 && nibble(text.p[3]) < 16) {
			out[n++] = (unsigned char)(nibble(text.p[2]) << 4 | nibble(text.p[3]));
			text = span_skip(text, 4);
		} else {
			out[n++] = *text.p;
			text = span_skip(text, 1);
		}
	}
	return n;
}

/* Would the kernel hand the system's own programs, or every script, to it? */
static bool
takes_native(struct startup *s, const struct format *f)
{
	unsigned char magic[MAX_MAGIC], mask[MAX_MAGIC];
	struct span head, sample[2] = { SPAN_NONE, span_of("#!/bin/sh\n") };
	size_t n = bytes(f->magic, magic), masked = bytes(f->mask, mask), at;
	uint64_t offset = 0;

	if (!span_starts(f->type, "M") && !span_starts(f->type, "m"))
		return false;
	if (f->offset.n && (!span_decimal(f->offset, &offset) || offset >= MAX_MAGIC))
		return false;
	if (see_head(s->in, span_of("/bin/sh"), MAX_MAGIC, &head) == VIEW_OK)
		sample[0] = head;
	for (size_t k = 0; k < 2; k++) {
		if (n == 0 || sample[k].n < offset + n)
			continue;
		for (at = 0; at < n; at++)
			if ((sample[k].p[offset + at] ^ magic[at]) & (at < masked ? mask[at] : 0xff))
				break;
		if (at == n)
			return true;
	}
	return false;
}

static void
judge(struct startup *s, const struct autorun *a, const struct format *f)
{
	struct truth t;

	if (f->interpreter.n == 0)
		return;
	command_words(s, a, &f->interpreter, 1);
	if (autorun_trust(s, a) == TRUST_PACKAGED)
		return;
	if (takes_native(s, f))
		startup_say(s, BINFMT_TAKES_NATIVE, a->path, a->line, a->said);
	else if (f->credentials && startup_truth(s, f->interpreter, &t) &&
	    t.kind == TRUTH_UNOWNED)
		startup_say(s, BINFMT_CREDENTIALS, a->path, a->line, a->said);
}

static void
table(struct startup *s, struct autorun *a)
{
	struct span line, rest, column[8];
	struct format f;
	struct lines l;
	size_t n;

	if (!lines_open(s, a, false, &l))
		return;
	while (lines_next(&l, a, &line)) {
		rest = span_skip(line, 1);
		for (n = 0; n < 8 && span_column(&rest, (char)*line.p, &column[n]); n++)
			;
		if (n < 6)
			continue;
		f = (struct format){ column[1], column[2], column[3], column[4], column[5],
		    n > 6 && span_has(column[6], 'C') };
		judge(s, a, &f);
	}
}

/* update-binfmts: package, type, offset, magic, mask, interpreter, detector, credentials. */
static void
database(struct startup *s, struct autorun *a)
{
	struct span rest, line[8] = { SPAN_NONE };
	struct format f;
	size_t n = 0;

	if (see_file(s->in, a->path, &rest) != VIEW_OK)
		return;
	while (n < 8 && span_line(&rest, &line[n]))
		n++;
	f = (struct format){ span_is(line[1], "magic") ? span_of("M") : span_of("E"), line[2],
	    line[3], line[4], line[5], span_is(line[7], "1") || span_is(line[7], "yes") };
	/* update-binfmts writes these files for packages: theirs are told by the interpreter. */
	judge(s, a, &f);
}

void
kernel_binfmt(struct startup *s)
{
	static const char *const dirs[] = { "/etc/binfmt.d", "/run/binfmt.d",
		"/usr/local/lib/binfmt.d", "/usr/lib/binfmt.d", "/lib/binfmt.d", NULL };
	static const char *const databases[] = { "/var/lib/binfmts", NULL };

	confs_each(s, dirs, ".conf", table);
	confs_each(s, databases, "", database);
}
