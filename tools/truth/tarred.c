/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tarred - what is in this .apk, or this .pkg.tar.zst?
 *
 * Both are one tar whose control files stand first and begin with a dot;
 * .PKGINFO has a "key = value" a line.  Alpine's, from the wiki's "Apk spec", is
 * several gzip streams that make one tar when unpacked one behind the other.
 * Arch's, from makepkg(8) and PKGBUILD(5), names what may be edited as backup.
 * Version 3 of Alpine's, which is no tar, is not read.
 */
#include "source.h"

static struct span
value(struct span *text, const char *key)
{
	struct span line;

	while (span_line(text, &line))
		if (span_is(span_trim(span_before(line, '=')), key))
			return span_trim(span_after(line, '='));
	return SPAN_NONE;
}

static struct span
info(const struct source *s, const char *key)
{
	struct span text = source_control_named(s, ".PKGINFO");

	return value(&text, key);
}

/* As apk.c has it: what was changed below /etc is kept. */
static bool
below_etc(const struct source *s, struct span path)
{
	(void)s;
	return span_starts(path, "/etc/");
}

static bool
in_backup(const struct source *s, struct span path)
{
	struct span text = source_control_named(s, ".PKGINFO"), name;

	while ((name = value(&text, "backup")).n)
		if (span_equal(name, span_skip(path, 1)))
			return true;
	return false;
}

static void
begin(struct source *s, const char *manager)
{
	s->package.manager = span_of(manager);
	s->package.name = info(s, "pkgname");
	s->package.version = info(s, "pkgver");
	s->package.arch = info(s, "arch");
	source_begin(s);
}

static void
read_whole(struct source *s, struct archive *a, const char *manager,
    bool (*conffile)(const struct source *, struct span path))
{
	struct archive_entry *e;
	bool begun = false;
	struct span name;
	int r = ARCHIVE_OK;

	while (!s->known && ((r = archive_read_next_header(a, &e)) == ARCHIVE_OK || r == ARCHIVE_WARN)) {
		name = span_of(archive_entry_pathname(e));
		if (span_starts(name, ".") && !span_starts(name, "./")) {
			if (begun)
				source_bad(s, "a control file behind its files");
			source_control(s, a, e);
			continue;
		}
		if (!begun)
			begin(s, manager);
		begun = true;
		if (!s->known)
			source_member(s, a, e, conffile);
	}
	if (!s->known && r != ARCHIVE_EOF)
		source_bad(s, archive_error_string(a));
	if (!begun)
		begin(s, manager);	/* a package without files */
}

static void
tar_read(struct maker *maker, const char *file, const char *manager,
    bool (*conffile)(const struct source *, struct span path))
{
	struct source *s = source_open(maker, file);
	struct archive *a = source_archive();

	if (archive_read_open_memory(a, s->bytes.p, s->bytes.n) != ARCHIVE_OK)
		source_bad(s, archive_error_string(a));
	read_whole(s, a, manager, conffile);
	archive_read_free(a);
	source_close(s);
}

void
apk_read(struct maker *maker, const char *file)
{
	tar_read(maker, file, "apk", below_etc);
}

void
pacman_read(struct maker *maker, const char *file)
{
	tar_read(maker, file, "pacman", in_backup);
}
