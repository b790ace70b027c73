/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * deb - what is in this .deb?
 *
 * Format, from deb(5): an ar archive of debian-binary, control.tar and data.tar,
 * packed by gzip, xz or zstd.  deb-control(5) has the fields, deb-conffiles(5)
 * the list; libarchive reads the archives.
 */
#include <string.h>
#include <strings.h>

#include "source.h"

#define CHUNK	65536

struct outer {
	struct archive	*a;
	unsigned char	 buf[CHUNK];
};

static la_ssize_t
read_outer(struct archive *a, void *arg, const void **buf)
{
	struct outer *o = arg;

	(void)a;
	*buf = o->buf;
	return archive_read_data(o->a, o->buf, sizeof o->buf);
}

static bool
is_conffile(const struct source *s, struct span path)
{
	struct span rest = source_control_named(s, "conffiles"), line;

	while (span_line(&rest, &line))
		if (span_equal(span_trim(line), path))
			return true;
	return false;
}

static void
control_member(struct source *s, struct archive *a, struct archive_entry *e)
{
	source_control(s, a, e);
}

static void
data_member(struct source *s, struct archive *a, struct archive_entry *e)
{
	source_member(s, a, e, is_conffile);
}

static void
read_inner(struct source *s, struct outer *o,
    void (*member)(struct source *, struct archive *, struct archive_entry *))
{
	struct archive *a = source_archive();
	struct archive_entry *e;
	int r;

	if (archive_read_open(a, o, NULL, read_outer, NULL) != ARCHIVE_OK)
		source_bad(s, archive_error_string(a));
	while ((r = archive_read_next_header(a, &e)) == ARCHIVE_OK || r == ARCHIVE_WARN)
		member(s, a, e);
	if (r != ARCHIVE_EOF)
		source_bad(s, archive_error_string(a));
	archive_read_free(a);
}

static struct span
field(struct span text, const char *name)
{
	struct span line, key;

	while (span_line(&text, &line)) {
		key = span_before(line, ':');
		if (key.n == strlen(name) && strncasecmp((const char *)key.p, name, key.n) == 0)
			return span_trim(span_after(line, ':'));
	}
	return SPAN_NONE;
}

/* All of control.tar is read. */
static void
begin(struct source *s)
{
	struct span text = source_control_named(s, "control");

	s->package.manager = span_of("dpkg");
	s->package.name = field(text, "Package");
	s->package.version = field(text, "Version");
	s->package.arch = field(text, "Architecture");
	source_begin(s);
}

static void
read_whole(struct source *s, struct outer *o)
{
	struct archive_entry *e;
	bool control = false, data = false;
	struct span name;
	int r;

	while ((r = archive_read_next_header(o->a, &e)) == ARCHIVE_OK && !s->known) {
		name = span_of(archive_entry_pathname(e));
		if (span_starts(name, "control.tar")) {
			read_inner(s, o, control_member);
			begin(s);
			control = true;
		} else if (span_starts(name, "data.tar") && control) {
			read_inner(s, o, data_member);
			data = true;
		}
	}
	if (!s->known && (!data || r != ARCHIVE_EOF))
		source_bad(s, "it is no whole Debian package");
}

void
deb_read(struct maker *maker, const char *file)
{
	struct source *s = source_open(maker, file);
	struct outer o = { .a = archive_read_new() };

	archive_read_support_format_ar(o.a);
	if (archive_read_open_memory(o.a, s->bytes.p, s->bytes.n) != ARCHIVE_OK)
		source_bad(s, "it is no whole Debian package");
	read_whole(s, &o);
	archive_read_free(o.a);
	source_close(s);
}
