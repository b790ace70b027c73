/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables - what do a system's own files say that it mounts, opens and assembles?
 *
 * fstab(5), crypttab(5), mdadm.conf(5); mount units are in units.c.
 */
#include "../finding/record.h"
#include "survey.h"

#define MAX_LINES	1024		/* of all tables; the longest honest ones have a few dozen */

/* A directory target shows what the running kernel mounted there. */
static bool
mounted(const struct tree *t, struct span point)
{
	struct vstat root, here;

	return tree_stat(t, span_of("/"), TREE_FOLLOW, &root) == VIEW_OK &&
	    tree_stat(t, point, TREE_FOLLOW, &here) == VIEW_OK && here.fs != root.fs;
}

void
tables_line(struct root *r, struct span file, struct span source, struct span point,
    struct span type, struct span options)
{
	if (r->lines == MAX_LINES)
		root_gap(r, file, "names more mounts than are looked at");
	if (r->lines++ >= MAX_LINES)
		return;
	record_write(r->out, RECORD_MOUNT, json_pack("{s:o, s:o, s:o, s:o, s:o, s:b}",
	    "file", record_text(file, MAX_PATH), "source", record_text(source, MAX_WORD), "point", record_text(point, MAX_PATH),
	    "type", record_text(type, MAX_WORD), "options", record_text(options, 4 * MAX_WORD),
	    "mounted", mounted(&r->tree, point)));
}

/* fstab(5) writes blanks in names as \040, a tab as \011, a backslash as \134. */
static struct span
unquote(struct arena *a, struct span word)
{
	unsigned char *p = arena_alloc(a, word.n + 1);
	size_t n = 0;

	if (!p)
		return word;
	for (size_t i = 0; i < word.n; i++) {
		const unsigned char *c = word.p + i;

		if (*c == '\\' && word.n - i > 3 && c[1] >= '0' && c[1] <= '3' &&
		    c[2] >= '0' && c[2] <= '7' && c[3] >= '0' && c[3] <= '7') {
			p[n++] = (unsigned char)((c[1] - '0') << 6 | (c[2] - '0') << 3 | (c[3] - '0'));
			i += 3;
		} else
			p[n++] = *c;
	}
	return (struct span){ p, n };
}

/* The words of the next line that has any; 0 at the end. */
static unsigned int
words(const struct root *r, struct span *rest, struct span word[4])
{
	struct span line;
	unsigned int n;

	while (span_line(rest, &line)) {
		line = span_trim(line);
		if (line.n == 0 || *line.p == '#')
			continue;
		for (n = 0; n < 4 && span_field(&line, " \t", &word[n]); n++)
			word[n] = unquote(r->arena, word[n]);
		for (unsigned int i = n; i < 4; i++)
			word[i] = SPAN_NONE;
		return n;
	}
	return 0;
}

static void
fstab(struct root *r, struct span path, struct span rest)
{
	struct mount_unit u;
	struct span word[4], name;
	unsigned int n;

	while ((n = words(r, &rest, word))) {
		if (n < 3) {
			root_gap(r, path, "a line names no filesystem type");
			continue;
		}
		u = (struct mount_unit){ .what = word[0], .where = word[1], .type = word[2],
			.options = word[3] };
		if (span_starts(word[1], "/") && (name = unit_name(r, word[1])).p)
			unit_dropins(r, name, &u);
		tables_line(r, path, u.what, word[1], u.type, u.options);
	}
}

/* A key from a source of chance is another one at each start: what it opens holds nothing. */
static void
crypttab(struct root *r, struct span path, struct span rest)
{
	struct span word[4], name;
	unsigned int n;

	while ((n = words(r, &rest, word))) {
		name = arena_join(r->arena, span_of("/dev/mapper/"), word[0], SPAN_NONE);
		if (n >= 2 && !span_is(word[2], "/dev/urandom") && !span_is(word[2], "/dev/random") &&
		    !span_is(word[2], "/dev/hwrng"))
			tables_line(r, path, word[1], name, span_of("crypt"), word[3]);
	}
}

/* ARRAY DEVICE KEY=VALUE...; one that has no name, or no UUID, says nothing that a disk does not. */
static void
mdadm(struct root *r, struct span path, struct span rest)
{
	struct span line, word, device;

	while (span_line(&rest, &line)) {
		if (!span_field(&line, " \t", &word) || !span_is(word, "ARRAY") ||
		    !span_field(&line, " \t", &device) || !span_starts(device, "/dev/"))
			continue;
		while (span_field(&line, " \t", &word))
			if (span_starts(word, "UUID=") || span_starts(word, "uuid="))
				tables_line(r, path, span_skip(word, 5), device,
				    span_of("array"), SPAN_NONE);
	}
}

void
tables_tell(struct root *r)
{
	static const struct {
		const char	*path;
		void		(*read)(struct root *, struct span path, struct span text);
	} tables[] = {
		{ "/etc/fstab", fstab }, { "/etc/crypttab", crypttab },
		{ "/etc/mdadm/mdadm.conf", mdadm }, { "/etc/mdadm.conf", mdadm },
	};
	struct span path, text;
	int got;

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		path = span_of(tables[i].path);
		if ((got = root_read(r, path, &text)) == VIEW_OK)
			tables[i].read(r, path, text);
		else if (got < 0)
			root_gap(r, path, "cannot be read");
	}
	units_tell(r);
}
