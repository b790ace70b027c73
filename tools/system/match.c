/* SPDX-License-Identifier: GPL-3.0-or-later */
/* match - which of the volumes at hand does a name in a system's own files mean? */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "match.h"

#define BTRFS_TOP	5	/* the id of the tree that all others lie in */
#define MAX_NESTED	4	/* a filesystem in LUKS, on LVM, on RAID: each may be named by the next */

const char *
match_text(const json_t *body, const char *key)
{
	const char *s = json_string_value(json_object_get(body, key));

	return s ? s : "";
}

/* Of "name=value" the value, of "name" the name; as mount(8) the last one counts. */
struct span
match_option(const json_t *line, const char *name)
{
	struct span rest = span_of(match_text(line, "options")), word, found = SPAN_NONE;

	while (span_field(&rest, ",", &word)) {
		if (span_is(word, name))
			found = word;
		else if (span_has(word, '=') && span_is(span_before(word, '='), name))
			found = span_after(word, '=');
	}
	return found;
}

const json_t *
match_volume(const struct names *names, json_int_t id)
{
	const json_t *v;
	size_t i;

	json_array_foreach(names->volumes, i, v)
		if (json_integer_value(json_object_get(v, "id")) == id)
			return v;
	return NULL;
}

void
match_found(struct match *m, const json_t *v)
{
	m->id = json_integer_value(json_object_get(v, "id"));
	m->n++;
}

/* UUIDs of FAT and NTFS are written in either case. */
static bool
same(const char *key, const char *a, const char *b)
{
	return *a && (strcmp(key, "label") == 0 || strcmp(key, "partlabel") == 0 ||
	    strcmp(key, "lv") == 0 ?
	    strcmp(a, b) : strcasecmp(a, b)) == 0;
}

/*
 * Is it the tree of a btrfs that the line asks for?  With no word about it, the
 * filesystem's default is.  5 is the id of the top, and so is 0: btrfs(5).
 */
static bool
meant(const json_t *v, const json_t *line)
{
	struct span wanted = match_option(line, "subvol"), number = match_option(line, "subvolid");
	const json_t *own = json_object_get(v, "subvolid");
	uint64_t id;

	if (strcmp(match_text(v, "type"), "btrfs") != 0)
		return true;
	if (strcmp(match_text(v, "state"), "container") == 0)
		return false;	/* a further device of one that is at hand */
	if (wanted.n == 0 && span_decimal(number, &id))
		return (id ? id : BTRFS_TOP) == (own ? (uint64_t)json_integer_value(own) : BTRFS_TOP);
	if (wanted.n == 0)
		return !json_is_false(json_object_get(v, "default"));
	while (wanted.n && *wanted.p == '/')
		wanted = span_skip(wanted, 1);
	return span_is(wanted, match_text(v, "subvolume"));
}

/*
 * Snapshots bear their origin's UUID and label: they are meant when nothing else
 * is.  Subvolumes bear those of their btrfs, but a logical volume's name is its top's.
 */
static struct match
match_key(const struct names *names, const json_t *line, const char *key, const char *value)
{
	struct match m = { 0, 0 };
	const json_t *v;
	size_t i;

	for (int snapshots = 0; snapshots < 2 && m.n == 0; snapshots++)
		json_array_foreach(names->volumes, i, v)
			if (same(key, match_text(v, key), value) &&
			    (strcmp(key, "lv") == 0 || meant(v, line)) &&
			    (*match_text(v, "origin") != '\0') == snapshots)
				match_found(&m, v);
	return m;
}

/* --- names of tags --- */

static bool
match_tag(const struct names *names, const json_t *line, struct span source, struct match *m)
{
	static const struct {
		const char	*prefix, *key;
	} by[] = {
		{ "UUID=", "uuid" }, { "LABEL=", "label" },
		{ "PARTUUID=", "partuuid" }, { "PARTLABEL=", "partlabel" },
		{ "/dev/disk/by-uuid/", "uuid" }, { "/dev/disk/by-label/", "label" },
		{ "/dev/disk/by-partuuid/", "partuuid" }, { "/dev/disk/by-partlabel/", "partlabel" },
	};
	char value[256];

	for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
		if (!span_starts(source, by[i].prefix))
			continue;
		source = span_skip(source, strlen(by[i].prefix));
		if (source.n >= 2 && *source.p == '"' && source.p[source.n - 1] == '"')
			source = (struct span){ source.p + 1, source.n - 2 };
		if (source.n < sizeof value) {
			memcpy(value, source.p, source.n);
			value[source.n] = '\0';
			*m = match_key(names, line, by[i].key, value);
		}
		return true;
	}
	return false;
}

/* --- names of LVM --- */

/* "/dev/VG/LV", or "/dev/mapper/VG-LV" with the dashes of names doubled: as GROUP/VOLUME. */
static bool
logical_name(struct span s, char name[256])
{
	bool mapped = span_starts(s, "/dev/mapper/");
	size_t n = 0, slashes = 0;

	if (!span_starts(s, "/dev/"))
		return false;
	s = span_skip(s, mapped ? 12 : 5);
	for (size_t i = 0; i < s.n && n < 255; i++) {
		char c = (char)s.p[i];

		if (mapped && c == '-' && i + 1 < s.n && s.p[i + 1] == '-')
			i++;
		else if (mapped && c == '-')
			c = '/';
		slashes += c == '/';
		name[n++] = c;
	}
	name[n] = '\0';
	return slashes == 1;
}

/* Should two groups bear the name, the root's own is meant. */
static struct match
match_logical(const struct names *names, const json_t *line, const char *name)
{
	struct match m = { 0, 0 };
	const json_t *v;
	size_t i;

	json_array_foreach(names->volumes, i, v)
		if (same("lv", match_text(v, "lv"), name) && *match_text(names->root, "lv") &&
		    json_equal(json_object_get(v, "parent"), json_object_get(names->root, "parent")))
			match_found(&m, v);
	return m.n ? m : match_key(names, line, "lv", name);
}

/* --- what the system's own tables call it --- */

/* What was made of a volume: the array of a member, the inside of a LUKS volume. */
static void
made_of(const struct names *names, const json_t *volume, const char *kind, struct match *m)
{
	const json_t *v;
	size_t i;

	json_array_foreach(names->volumes, i, v)
		if (strcmp(match_text(v, "kind"), kind) == 0 &&
		    json_equal(json_object_get(v, "parent"), json_object_get(volume, "id")))
			match_found(m, v);
}

/* mdadm writes the 32 digits of a UUID in four parts, libblkid in five. */
static bool
same_digits(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, ":-");
		b += strspn(b, ":-");
		if (*a == '\0' || strncasecmp(a, b, 1) != 0)
			return *a == *b;
	}
}

static struct match
match_array(const struct names *names, const char *uuid)
{
	struct match m = { 0, 0 };
	const json_t *v;
	size_t i;

	json_array_foreach(names->volumes, i, v)
		if (*uuid && strcmp(match_text(v, "type"), "linux_raid_member") == 0 &&
		    same_digits(match_text(v, "uuid"), uuid))
			made_of(names, v, "array", &m);
	return m;
}

/* "/dev/md0" and "/dev/md/0" are what a member calls itself: its label is "HOST:0", or "0". */
static struct match
match_array_name(const struct names *names, struct span source)
{
	struct match m = { 0, 0 };
	struct span label;
	const json_t *v;
	size_t i;

	if (!span_starts(source, "/dev/md"))
		return m;
	source = span_skip(source, span_starts(source, "/dev/md/") ? 8 : 7);
	json_array_foreach(names->volumes, i, v) {
		label = span_of(match_text(v, "label"));
		if (span_has(label, ':'))
			label = span_after(label, ':');
		if (label.n && span_equal(label, source) &&
		    strcmp(match_text(v, "type"), "linux_raid_member") == 0)
			made_of(names, v, "array", &m);
	}
	return m;
}

static const json_t *
table_line(const struct names *names, struct span source)
{
	const json_t *line;
	size_t i;

	json_array_foreach(names->lines, i, line)
		if ((strcmp(match_text(line, "type"), "crypt") == 0 ||
		    strcmp(match_text(line, "type"), "array") == 0) &&
		    span_is(source, match_text(line, "point")))
			return line;
	return NULL;
}

/* A name that a table gives leads to another name, and that perhaps to a third. */
static struct match
match_source(const struct names *names, const json_t *line, struct span source)
{
	struct match m = { 0, 0 }, outer;
	const json_t *table;
	char lv[256];
	size_t n = 0;

	while (n < MAX_NESTED && (table = table_line(names, source)) &&
	    strcmp(match_text(table, "type"), "crypt") == 0) {
		source = span_of(match_text(table, "source"));
		line = table;
		n++;
	}
	if ((table = table_line(names, source)))
		m = match_array(names, match_text(table, "source"));
	else if (!match_tag(names, line, source, &m)) {
		if (logical_name(source, lv))
			m = match_logical(names, line, lv);
		if (m.n == 0)
			m = match_array_name(names, source);
		if (m.n == 0)
			m = match_disk(names, source);
	}
	while (n-- && m.n == 1) {
		outer = m;
		m = (struct match){ 0, 0 };
		made_of(names, match_volume(names, outer.id), "crypt", &m);
	}
	return m;
}

/* Names that lead to a btrfs lead to its top; what the line asks for may lie in it. */
static void
into_subvolume(const struct names *names, const json_t *line, struct match *m)
{
	const json_t *outer = match_volume(names, m->id), *v;
	struct match inner = { 0, 0 };
	size_t i;

	if (m->n != 1 || strcmp(match_text(outer, "type"), "btrfs") != 0 || meant(outer, line))
		return;
	json_array_foreach(names->volumes, i, v)
		if (strcmp(match_text(v, "kind"), "subvolume") == 0 && meant(v, line) &&
		    json_equal(json_object_get(v, "parent"), json_object_get(outer, "id")))
			match_found(&inner, v);
	*m = inner;
}

struct match
match_line(const struct names *names, const json_t *line)
{
	struct span source = span_of(match_text(line, "source"));
	const char *kind = match_text(names->root, "kind");
	char mapped[300];
	struct match m;

	if (span_starts(source, "/dev/disk/by-id/dm-name-")) {
		snprintf(mapped, sizeof mapped, "/dev/mapper/%s", (const char *)source.p + 24);
		source = span_of(mapped);
	}
	m = span_starts(source, "/dev/disk/by-id/md-uuid-") ?
	    match_array(names, (const char *)source.p + 24) : match_source(names, line, source);
	into_subvolume(names, line, &m);
	/* The names of arrays and of what is decrypted are given anew at each start. */
	if (m.n == 0 && strcmp(match_text(line, "point"), "/") == 0 &&
	    ((strcmp(kind, "crypt") == 0 && span_starts(source, "/dev/mapper/")) ||
	    (strcmp(kind, "array") == 0 && span_starts(source, "/dev/md"))))
		match_found(&m, names->root);
	return m;
}

struct match
match_below(const struct names *names, const json_t *line)
{
	struct span source = span_of(match_text(line, "source"));

	return strcmp(match_text(line, "type"), "array") == 0 ?
	    match_array(names, match_text(line, "source")) : match_source(names, line, source);
}
