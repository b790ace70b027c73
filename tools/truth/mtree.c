/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mtree - what does a manifest say of each file? */
#include <sys/stat.h>

#include "../lib/limits.h"
#include "mtree.h"

#define KINDS	(sizeof kinds / sizeof *kinds)

static const struct {
	const char	*name;
	uint32_t	 mode;
} kinds[] = {
	{ "file", S_IFREG }, { "dir", S_IFDIR }, { "link", S_IFLNK }, { "char", S_IFCHR },
	{ "block", S_IFBLK }, { "fifo", S_IFIFO }, { "socket", S_IFSOCK },
};

static bool
octal(const unsigned char *p, size_t n, uint32_t *out)
{
	*out = 0;
	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '7')
			return false;
		*out = *out << 3 | (uint32_t)(p[i] - '0');
	}
	return n > 0 && n <= 6;
}

/* A path's bytes: \OOO stands for one. */
static struct span
unescape(struct mtree *m, struct span word)
{
	unsigned char buf[MAX_PATH + 1];
	size_t n = 0;
	uint32_t byte;

	if (!span_has(word, '\\'))
		return word;
	for (size_t i = 0; i < word.n; i++) {
		if (n == sizeof buf)
			return SPAN_NONE;
		if (word.p[i] != '\\') {
			buf[n++] = word.p[i];
			continue;
		}
		if (word.n - i < 4 || !octal(word.p + i + 1, 3, &byte) || byte > 0xff)
			return SPAN_NONE;
		buf[n++] = (unsigned char)byte;
		i += 3;
	}
	return arena_copy(m->arena, (struct span){ buf, n });
}

static bool
keyword(struct mtree *m, struct span word, struct mtree_entry *e)
{
	struct span key = span_before(word, '='), value = span_after(word, '=');
	uint32_t bits;

	if (span_is(key, "type")) {
		for (size_t i = 0; i < KINDS; i++)
			if (span_is(value, kinds[i].name)) {
				e->mode = (e->mode & 07777U) | kinds[i].mode;
				return true;
			}
		return false;
	}
	if (span_is(key, "mode")) {
		if (!octal(value.p, value.n, &bits))
			return false;
		e->mode = (e->mode & S_IFMT) | (bits & 07777U);
	} else if (span_is(key, "uid")) {
		e->uid = value;
	} else if (span_is(key, "gid")) {
		e->gid = value;
	} else if (span_is(key, "sha256digest") || span_is(key, "sha256")) {
		e->sha256 = value;
	} else if (span_is(key, "link")) {
		e->link = unescape(m, value);
		return e->link.n > 0;
	}
	return true;
}

static bool
keywords(struct mtree *m, struct span words, struct mtree_entry *e)
{
	struct span word;
	bool ok = true;

	while (span_field(&words, " \t\r", &word))
		ok = keyword(m, word, e) && ok;
	return ok;
}

static bool
entry(struct mtree *m, struct span line, struct mtree_entry *e)
{
	struct span word;

	*e = m->set;
	if (!span_field(&line, " \t\r", &word) || !span_starts(word, "./"))
		return false;
	e->path = unescape(m, span_skip(word, 2));
	return e->path.n > 0 && keywords(m, line, e);
}

void
mtree_open(struct mtree *m, struct span text, struct arena *arena)
{
	*m = (struct mtree){ .rest = text, .arena = arena };
}

bool
mtree_next(struct mtree *m, struct mtree_entry *e)
{
	struct span line;
	bool ok;

	while (span_line(&m->rest, &line)) {
		m->line++;
		if (!line.n || *line.p == '#')
			continue;
		if (span_starts(line, "/set ")) {
			ok = keywords(m, span_skip(line, 5), &m->set);
		} else if (span_starts(line, "/unset")) {
			m->set = (struct mtree_entry){ .mode = 0 };
			ok = true;
		} else if ((ok = entry(m, line, e))) {
			return true;
		}
		if (!ok && !m->odd)
			m->odd = m->line;
	}
	return false;
}
