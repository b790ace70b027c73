/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * initramfs - what does the kernel unpack at boot?
 *
 * An image is archives, one behind the other: some plain (microcode, and what
 * is packed already), then one packed.  The kernel goes on after that, and
 * what comes later replaces what came before (init/initramfs.c): no tool puts
 * anything there, and an intruder need only append.
 */
#include <string.h>

#include "../../lib/unpacker.h"
#include "boot.h"
#include "cpio.h"

#define PIECE		((size_t)256 << 10)
#define MAX_IMAGE	((uint64_t)4 << 30)	/* unpacked: a bomb, or an image with all firmware twice over */
#define MAX_MEMBERS	200000			/* the largest have 5,000 */

struct reader {
	struct image	 image;
	uint64_t	 at;			/* of the image, read so far */
	bool		 last;			/* all of it was read */
	struct span	 in;			/* read, not yet used */
	unsigned char	*packed, *plain;	/* PIECE each */
	unsigned char	*text;			/* TEXT_ROOM: a member's beginning */
	size_t		 have;
	struct hasher	*hash;			/* of the member being read */
	struct cpio	 cpio;
	bool		 in_archive;
	bool		 main_seen;		/* a packed archive has ended */
	uint64_t	 unpacked;
	const char	*trouble;		/* why the rest cannot be read */
};

static bool
refill(struct reader *r)
{
	size_t got;

	if (r->in.n || r->last)
		return r->in.n > 0;
	if (see_part(r->image.in, r->image.path, r->at, r->packed, PIECE, &got) != VIEW_OK) {
		r->trouble = "cannot be read to its end";
		got = 0;
	}
	r->in = (struct span){ r->packed, got };
	r->last = got < PIECE;
	r->at += got;
	return got > 0;
}

/* See that n bytes stand together in r->in, when the image still has them. */
static void
look_ahead(struct reader *r, size_t n)
{
	size_t got, have = r->in.n;

	if (have >= n || r->last)
		return;
	memmove(r->packed, r->in.p, have);
	if (see_part(r->image.in, r->image.path, r->at, r->packed + have, PIECE - have, &got) != VIEW_OK)
		r->trouble = "cannot be read to its end";
	r->last = got < PIECE - have;
	r->at += got;
	r->in = (struct span){ r->packed, have + got };
}

static struct span
plain_path(struct span name)
{
	for (;;) {
		if (span_starts(name, "/"))
			name = span_skip(name, 1);
		else if (span_starts(name, "./"))
			name = span_skip(name, 2);
		else
			return name;
	}
}

static void
begin_member(struct reader *r)
{
	r->have = 0;
	if (++r->image.members > MAX_MEMBERS)
		r->trouble = "more members than this tool looks at";
	r->hash = hash_open(HASH_SHA256);
}

static void
add_data(struct reader *r, struct span data)
{
	size_t n = TEXT_ROOM - r->have < data.n ? TEXT_ROOM - r->have : data.n;

	hash_add(r->hash, data.p, data.n);
	if (n)
		memcpy(r->text + r->have, data.p, n);
	r->have += n;
}

static void
end_member(struct reader *r)
{
	struct member m = {
		.path = plain_path(r->cpio.name), .mode = r->cpio.mode, .size = r->cpio.size,
		.head = { r->text, r->have },
	};

	hash_close(r->hash, m.sha256);
	r->hash = NULL;
	explain_member(&r->image, &m);
}

/* Archives in what was unpacked, or in the image itself when that is plain. */
static void
feed(struct reader *r, struct span *bytes, bool to_end)
{
	struct span data;

	while (!r->trouble) {
		if (!r->in_archive) {
			while (bytes->n && *bytes->p == '\0')
				*bytes = span_skip(*bytes, 1);
			if (!bytes->n || (!to_end && *bytes->p != '0'))
				return;
			cpio_open(&r->cpio);
			r->in_archive = true;
			if (r->main_seen)
				image_say(&r->image, INITRAMFS_APPENDED, SPAN_NONE);
		}
		switch (cpio_step(&r->cpio, bytes, &data)) {
		case CPIO_MORE:
			return;
		case CPIO_MEMBER:
			begin_member(r);
			break;
		case CPIO_DATA:
			add_data(r, data);
			break;
		case CPIO_DONE:
			end_member(r);
			break;
		case CPIO_END:
			r->in_archive = false;
			if (!to_end)
				return;
			r->main_seen = true;
			break;
		case CPIO_BROKEN:
			r->trouble = "an archive in it contradicts itself";
			break;
		}
	}
}

static void
packed_archive(struct reader *r, enum packing kind)
{
	struct unpacker *u = unpacker_open(kind);
	enum unpacking how = UNPACKING_MORE;
	size_t got;

	if (!u) {
		r->trouble = "packed by lzo, which this tool does not unpack";
		return;
	}
	while (how == UNPACKING_MORE && !r->trouble) {
		struct span plain;

		refill(r);
		how = unpacker_step(u, &r->in, r->last, r->plain, PIECE, &got);
		plain = (struct span){ r->plain, got };
		r->unpacked += got;
		if (r->unpacked > MAX_IMAGE)
			r->trouble = "unpacks to more than this tool reads";
		else
			feed(r, &plain, true);
	}
	unpacker_close(u);
	if (!r->trouble && (how == UNPACKING_BROKEN || r->in_archive))
		r->trouble = "what is packed in it breaks off";
	r->main_seen = true;
}

/* Plain archives may come one after the other; what is packed ends by itself. */
static void
next_archive(struct reader *r)
{
	struct span before;
	enum packing kind;

	look_ahead(r, CPIO_HEADER);
	kind = packing_of(r->in);
	if (span_starts(r->in, "07070")) {
		do {
			feed(r, &r->in, false);
		} while (r->in_archive && !r->trouble && refill(r));
		if (r->in_archive && !r->trouble) {
			before = r->in;
			feed(r, &before, false);	/* the last word of the image need not be whole */
			if (r->in_archive)
				r->trouble = "an archive in it breaks off";
		}
	} else if (kind != PACKING_NONE) {
		if (r->main_seen)
			image_say(&r->image, INITRAMFS_APPENDED, SPAN_NONE);
		r->main_seen = false;
		packed_archive(r, kind);
	} else {
		r->trouble = "holds bytes that are no archive";
	}
}

/* initrd.img-VERSION, initramfs-VERSION.img, initrd-VERSION */
static bool
kernel_here(struct inspection *in, struct span image)
{
	struct span version = span_after(span_base(image), '-');
	struct vstat st;

	if (span_ends(version, ".img"))
		version.n -= 4;
	return version.n && see_stat(in, see_path(in, span_of("/lib/modules"), version), &st) == VIEW_OK;
}

static bool
dracut_here(struct inspection *in)
{
	struct vstat st;

	return see_stat(in, span_of("/usr/lib/dracut/modules.d"), &st) == VIEW_OK &&
	    see_stat(in, span_of("/usr/share/initramfs-tools"), &st) != VIEW_OK;
}

void
initramfs_look(struct inspection *in, struct span path, const struct names *names)
{
	struct reader r = { .image = { .in = in, .path = path, .names = names } };
	char hex[HASH_HEX];

	if (see_stat(in, path, &r.image.st) != VIEW_OK)
		return;
	r.image.kernel = kernel_here(in, path);
	r.image.reworked = dracut_here(in);
	r.packed = see_room(in, 2, PIECE);
	r.plain = r.packed + PIECE;
	r.text = see_room(in, 1, TEXT_ROOM);
	while (!r.trouble && refill(&r)) {
		while (r.in.n && *r.in.p == '\0')
			r.in = span_skip(r.in, 1);
		if (r.in.n)
			next_archive(&r);
	}
	if (r.hash)
		hash_close(r.hash, hex);
	if (r.trouble)
		say_gap(in, path, r.trouble);
}
