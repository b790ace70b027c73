/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source - what is in one package file, whatever its kind? */
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "database.h"
#include "source.h"

#define CHUNK		65536
#define MAX_CONTROL	64	/* control files of one package: there are a dozen kinds */

struct hashed {
	struct span	 path;
	unsigned char	 sha256[32];
	uint64_t	 size;
	struct hashed	*before;
};

struct source *
source_open(struct maker *maker, const char *file)
{
	struct source *s = need(1, sizeof *s);
	struct stat st;
	void *bytes;
	int fd;

	s->maker = maker;
	s->file = file;
	s->control = need(MAX_CONTROL, sizeof *s->control);
	if ((fd = open(file, O_RDONLY | O_CLOEXEC)) == -1 || fstat(fd, &st) == -1)
		die(EX_NOINPUT, "cannot read %s", file);
	bytes = mmap(NULL, (size_t)st.st_size + 1, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		die(EX_NOINPUT, "cannot read %s", file);
	close(fd);
	s->bytes = (struct span){ bytes, (size_t)st.st_size };
	EVP_Digest(bytes, s->bytes.n, s->package.sha256, NULL, EVP_sha256(), NULL);
	return s;
}

void
source_close(struct source *s)
{
	munmap((void *)(uintptr_t)s->bytes.p, s->bytes.n + 1);
	arena_free(&s->arena);
	free(s->control);
	free(s);
}

_Noreturn void
source_bad(const struct source *s, const char *what)
{
	die((errno = 0, EX_DATAERR), "%s: %s", s->file, what);
}

struct archive *
source_archive(void)
{
	struct archive *a = archive_read_new();

	if (!a)
		die(EX_OSERR, "out of memory");
	archive_read_support_filter_gzip(a);
	archive_read_support_filter_bzip2(a);
	archive_read_support_filter_xz(a);
	archive_read_support_filter_lzma(a);
	archive_read_support_filter_zstd(a);
	archive_read_support_format_tar(a);
	archive_read_support_format_cpio(a);
	return a;
}

struct span
source_text(struct source *s, struct span text)
{
	struct span kept = arena_copy(&s->arena, text);

	if (!kept.p)
		die(EX_OSERR, "out of memory");
	return kept;
}

struct span
source_path(struct source *s, const char *name)
{
	struct span path = span_of(name ? name : "");

	if (span_starts(path, "./"))
		path = span_skip(path, 2);
	else if (span_starts(path, "/"))
		path = span_skip(path, 1);
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	if (span_is(path, "."))
		path.n = 0;
	if (!path.n)
		return SPAN_NONE;
	path = arena_join(&s->arena, span_of("/"), path, SPAN_NONE);
	if (!path_plain(path))
		source_bad(s, "a member with a path that no package manager takes");
	return path;
}

void
source_content(struct source *s, struct archive *a, struct made_member *f)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool keep = maker_keeps(f->path, f->flags, f->size) ||
	    (f->flags & PACK_CONTROL && f->size <= MAX_SMALL_FILE);
	unsigned char *kept = keep ? arena_alloc(&s->arena, (size_t)f->size + 1) : NULL;
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
			source_bad(s, "a member is longer than it says");
	}
	if (n < 0 || at != f->size)
		source_bad(s, "a member is cut off");
	EVP_DigestFinal_ex(ctx, f->sha256, NULL);
	EVP_MD_CTX_free(ctx);
	f->hashed = true;
	if (keep)
		f->content = (struct span){ kept, (size_t)f->size };
}

static struct span
owner(struct source *s, const char *name, la_int64_t number)
{
	char text[24];

	if (name && *name)
		return source_text(s, span_of(name));
	snprintf(text, sizeof text, "%lld", (long long)number);
	return source_text(s, span_of(text));
}

/* What security.capability permits, from include/uapi/linux/capability.h; low words stand first. */
static uint64_t
capabilities(struct archive_entry *e)
{
	const char *name;
	const void *value;
	size_t n;
	uint32_t head, low, high = 0, inheritable;

	archive_entry_xattr_reset(e);
	while (archive_entry_xattr_next(e, &name, &value, &n) == ARCHIVE_OK) {
		struct span rest = { value, n };

		if (!span_is(span_of(name), "security.capability") || !take_u32le(&rest, &head) ||
		    !take_u32le(&rest, &low) || !take_u32le(&rest, &inheritable))
			continue;
		if (head >> 24 > 1 && !take_u32le(&rest, &high))
			continue;
		return (uint64_t)high << 32 | low;
	}
	return 0;
}

void
source_describe(struct source *s, struct archive_entry *e, struct made_member *f)
{
	la_int64_t size = archive_entry_size(e);

	*f = (struct made_member){
		.mode = (uint32_t)archive_entry_mode(e), .size = size > 0 ? (uint64_t)size : 0,
		.user = owner(s, archive_entry_uname(e), archive_entry_uid(e)),
		.group = owner(s, archive_entry_gname(e), archive_entry_gid(e)),
		.caps = capabilities(e),
	};
}

struct made_member *
source_control(struct source *s, struct archive *a, struct archive_entry *e)
{
	struct made_member *f;
	struct span path = source_path(s, archive_entry_pathname(e));

	if (archive_entry_filetype(e) != AE_IFREG || !path.n)
		return NULL;
	if (s->ncontrol == MAX_CONTROL)
		source_bad(s, "more control files than any package has");
	f = &s->control[s->ncontrol++];
	source_describe(s, e, f);
	f->path = span_skip(path, 1);
	f->flags = PACK_CONTROL;
	source_content(s, a, f);
	return f;
}

struct span
source_control_named(const struct source *s, const char *name)
{
	for (size_t i = 0; i < s->ncontrol; i++)
		if (span_is(s->control[i].path, name))
			return s->control[i].content;
	return SPAN_NONE;
}

void
source_begin(struct source *s)
{
	if (!s->package.name.n || !s->package.version.n || !s->package.arch.n)
		source_bad(s, "it names no package, version or architecture");
	s->known = !maker_package(s->maker, &s->package);
	for (size_t i = 0; i < s->ncontrol && !s->known; i++)
		maker_member(s->maker, &s->control[i]);
}

static const struct hashed *
earlier(const struct source *s, struct span path)
{
	const struct hashed *h = s->hashed;

	while (h && !span_equal(h->path, path))
		h = h->before;
	return h;
}

static void
remember(struct source *s, const struct made_member *f)
{
	struct hashed *h = arena_alloc(&s->arena, sizeof *h);

	if (!h)
		die(EX_OSERR, "out of memory");
	*h = (struct hashed){ .path = f->path, .size = f->size, .before = s->hashed };
	memcpy(h->sha256, f->sha256, 32);
	s->hashed = h;
}

void
source_member(struct source *s, struct archive *a, struct archive_entry *e,
    bool (*conffile)(const struct source *, struct span path))
{
	const struct hashed *same;
	struct made_member f;

	source_describe(s, e, &f);
	f.path = source_path(s, archive_entry_pathname(e));
	if (!f.path.n)
		return;		/* the root itself */
	if (conffile(s, f.path) && !S_ISDIR(f.mode))
		f.flags |= PACK_CONFFILE;
	if (archive_entry_hardlink(e)) {
		if (!(same = earlier(s, source_path(s, archive_entry_hardlink(e)))))
			source_bad(s, "a hard link to what did not come before it");
		memcpy(f.sha256, same->sha256, 32);
		f.size = same->size;
		f.mode = (f.mode & 07777) | S_IFREG;
		f.hashed = true;
	} else if (S_ISREG(f.mode)) {
		source_content(s, a, &f);
		remember(s, &f);
	} else if (S_ISLNK(f.mode)) {
		f.target = source_text(s, span_of(archive_entry_symlink(e)));
	}
	maker_member(s->maker, &f);
}
