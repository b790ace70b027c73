/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * deb - what is in this .deb?
 *
 * Format, from deb(5): an ar archive of debian-binary, control.tar and data.tar,
 * packed by gzip, xz or zstd.  deb-control(5) has the fields, deb-conffiles(5)
 * the list; libarchive reads the archives.
 */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "database.h"
#include "maker.h"

#define CHUNK	65536

struct deb {
	struct maker		*maker;
	const char		*file;
	struct archive		*outer;
	unsigned char		 buf[CHUNK];		/* of the outer archive */
	struct made_package	 package;
	struct arena		 arena;
	struct span		 conffiles;
	struct made_member	*control;		/* until the package has a name */
	size_t			 ncontrol;
	bool			 known;			/* it is in the pack already */
	struct hashed {					/* for hard links, which name an earlier member */
		struct span		 path;
		unsigned char		 sha256[32];
		uint64_t		 size;
		struct hashed		*before;
	}			*hashed;
};

#define MAX_CONTROL	64	/* control files of one package: there are a dozen kinds */

static _Noreturn void
bad(const struct deb *d, const char *what)
{
	die((errno = 0, EX_DATAERR), "%s: %s", d->file, what);
}

static la_ssize_t
read_outer(struct archive *a, void *arg, const void **buf)
{
	struct deb *d = arg;

	(void)a;
	*buf = d->buf;
	return archive_read_data(d->outer, d->buf, sizeof d->buf);
}

/* Deb's paths begin with "./", or with nothing; the root is only a dot. */
static struct span
absolute(struct deb *d, const char *name)
{
	struct span path = span_of(name ? name : "");

	if (span_starts(path, "./"))
		path = span_skip(path, 2);
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	if (span_is(path, "."))
		path.n = 0;
	if (!path.n)
		return SPAN_NONE;
	path = arena_join(&d->arena, span_of("/"), path, SPAN_NONE);
	if (!path_plain(path))
		bad(d, "a member with a path that no package manager takes");
	return path;
}

static bool
is_conffile(const struct deb *d, struct span path)
{
	struct span rest = d->conffiles, line;

	while (span_line(&rest, &line))
		if (span_equal(span_trim(line), path))
			return true;
	return false;
}

/* The digest of a regular member, and its content when that is to be kept. */
static void
read_content(struct deb *d, struct archive *a, struct made_member *f)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool keep = maker_keeps(f->path, f->flags, f->size) ||
	    (f->flags & PACK_CONTROL && f->size <= MAX_SMALL_FILE);
	unsigned char *kept = keep ? arena_alloc(&d->arena, (size_t)f->size + 1) : NULL;
	unsigned char buf[CHUNK];
	la_ssize_t n;
	uint64_t at = 0;

	if (!ctx || (keep && !kept) || !EVP_DigestInit_ex(ctx, EVP_sha256(), NULL))
		die(EX_OSERR, "out of memory");
	while ((n = archive_read_data(a, buf, sizeof buf)) > 0) {
		EVP_DigestUpdate(ctx, buf, (size_t)n);
		if (keep && (uint64_t)n <= f->size - at)
			memcpy(kept + at, buf, (size_t)n);
		at += (uint64_t)n;
		if (at > f->size)
			bad(d, "a member is longer than it says");
	}
	if (n < 0 || at != f->size)
		bad(d, "a member is cut off");
	EVP_DigestFinal_ex(ctx, f->sha256, NULL);
	EVP_MD_CTX_free(ctx);
	f->hashed = true;
	if (keep)
		f->content = (struct span){ kept, (size_t)f->size };
}

static struct span
owner(struct deb *d, const char *name, la_int64_t number)
{
	char text[24];

	if (name && *name)
		return arena_copy(&d->arena, span_of(name));
	snprintf(text, sizeof text, "%lld", (long long)number);
	return arena_copy(&d->arena, span_of(text));
}

static void
describe(struct deb *d, struct archive_entry *e, struct made_member *f)
{
	la_int64_t size = archive_entry_size(e);

	*f = (struct made_member){
		.mode = (uint32_t)archive_entry_mode(e), .size = size > 0 ? (uint64_t)size : 0,
		.user = owner(d, archive_entry_uname(e), archive_entry_uid(e)),
		.group = owner(d, archive_entry_gname(e), archive_entry_gid(e)),
	};
}

static void
control_member(struct deb *d, struct archive *a, struct archive_entry *e)
{
	struct made_member *f;
	struct span path = absolute(d, archive_entry_pathname(e));

	if (archive_entry_filetype(e) != AE_IFREG || !path.n)
		return;
	if (d->ncontrol == MAX_CONTROL)
		bad(d, "more control files than any package has");
	f = &d->control[d->ncontrol++];
	describe(d, e, f);
	f->path = span_skip(path, 1);
	f->flags = PACK_CONTROL;
	read_content(d, a, f);
	if (span_is(f->path, "conffiles"))
		d->conffiles = f->content;
}

static const struct hashed *
earlier(const struct deb *d, struct span path)
{
	const struct hashed *h = d->hashed;

	while (h && !span_equal(h->path, path))
		h = h->before;
	return h;
}

static void
remember(struct deb *d, const struct made_member *f)
{
	struct hashed *h = arena_alloc(&d->arena, sizeof *h);

	if (!h)
		die(EX_OSERR, "out of memory");
	*h = (struct hashed){ .path = f->path, .size = f->size, .before = d->hashed };
	memcpy(h->sha256, f->sha256, 32);
	d->hashed = h;
}

static void
data_member(struct deb *d, struct archive *a, struct archive_entry *e)
{
	const struct hashed *same;
	struct made_member f;

	describe(d, e, &f);
	f.path = absolute(d, archive_entry_pathname(e));
	if (!f.path.n)
		return;		/* the root itself */
	if (is_conffile(d, f.path))
		f.flags |= PACK_CONFFILE;
	if (archive_entry_hardlink(e)) {
		if (!(same = earlier(d, absolute(d, archive_entry_hardlink(e)))))
			bad(d, "a hard link to what did not come before it");
		memcpy(f.sha256, same->sha256, 32);
		f.size = same->size;
		f.mode = (f.mode & 07777) | S_IFREG;
		f.hashed = true;
	} else if (S_ISREG(f.mode)) {
		read_content(d, a, &f);
		remember(d, &f);
	} else if (S_ISLNK(f.mode)) {
		f.target = arena_copy(&d->arena, span_of(archive_entry_symlink(e)));
	}
	maker_member(d->maker, &f);
}

static void
read_inner(struct deb *d, void (*member)(struct deb *, struct archive *, struct archive_entry *))
{
	struct archive *a = archive_read_new();
	struct archive_entry *e;
	int r;

	if (!a)
		die(EX_OSERR, "out of memory");
	archive_read_support_filter_gzip(a);
	archive_read_support_filter_xz(a);
	archive_read_support_filter_lzma(a);
	archive_read_support_filter_zstd(a);
	archive_read_support_format_tar(a);
	if (archive_read_open(a, d, NULL, read_outer, NULL) != ARCHIVE_OK)
		bad(d, archive_error_string(a));
	while ((r = archive_read_next_header(a, &e)) == ARCHIVE_OK || r == ARCHIVE_WARN)
		member(d, a, e);
	if (r != ARCHIVE_EOF)
		bad(d, archive_error_string(a));
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

/* All of control.tar is read: the package has its name, and its control files are members. */
static void
begin(struct deb *d)
{
	struct span text = SPAN_NONE;

	for (size_t i = 0; i < d->ncontrol; i++)
		if (span_is(d->control[i].path, "control"))
			text = d->control[i].content;
	d->package.manager = span_of("dpkg");
	d->package.name = field(text, "Package");
	d->package.version = field(text, "Version");
	d->package.arch = field(text, "Architecture");
	if (!d->package.name.n || !d->package.version.n || !d->package.arch.n)
		bad(d, "its control file names no package, version or architecture");
	d->known = !maker_package(d->maker, &d->package);
	for (size_t i = 0; i < d->ncontrol && !d->known; i++)
		maker_member(d->maker, &d->control[i]);
}

static void
read_whole(struct deb *d)
{
	struct archive_entry *e;
	bool control = false, data = false;
	struct span name;
	int r;

	while ((r = archive_read_next_header(d->outer, &e)) == ARCHIVE_OK && !d->known) {
		name = span_of(archive_entry_pathname(e));
		if (span_starts(name, "control.tar")) {
			read_inner(d, control_member);
			begin(d);
			control = true;
		} else if (span_starts(name, "data.tar") && control) {
			read_inner(d, data_member);
			data = true;
		}
	}
	if (!d->known && (!data || r != ARCHIVE_EOF))
		bad(d, "it is no whole Debian package");
}

void
deb_read(struct maker *maker, const char *file)
{
	struct deb *d = need(1, sizeof *d);
	struct stat st;
	void *bytes;
	int fd;

	d->maker = maker;
	d->file = file;
	d->control = need(MAX_CONTROL, sizeof *d->control);
	if ((fd = open(file, O_RDONLY | O_CLOEXEC)) == -1 || fstat(fd, &st) == -1)
		die(EX_NOINPUT, "cannot read %s", file);
	bytes = mmap(NULL, (size_t)st.st_size + 1, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		die(EX_NOINPUT, "cannot read %s", file);
	EVP_Digest(bytes, (size_t)st.st_size, d->package.sha256, NULL, EVP_sha256(), NULL);
	d->outer = archive_read_new();
	archive_read_support_format_ar(d->outer);
	if (archive_read_open_memory(d->outer, bytes, (size_t)st.st_size) != ARCHIVE_OK)
		bad(d, "it is no whole Debian package");
	read_whole(d);
	archive_read_free(d->outer);
	munmap(bytes, (size_t)st.st_size + 1);
	close(fd);
	arena_free(&d->arena);
	free(d->control);
	free(d);
}
