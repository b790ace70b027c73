/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bootcode - is the code that a BIOS starts from the disks a known loader's?
 *
 * GRUB's is compared with the pieces that its package brings, down to each module
 * of the core that it loads; other loaders' as a whole.  Code that nobody knows
 * may be a vendor's: a person must look.
 */
#include <string.h>

#include "bootcode.h"

#define MAX_PIECES	5
#define EXT_MAGIC	1080		/* "\x53\xef", from the filesystem's beginning */
#define EXT_BOOT	1024		/* bytes in front of its superblock */

/* Code without a package of its own, as its makers' tools write it. */
static const struct {
	const char	*sha256;	/* of the first CODE bytes */
} known[] = {
#define BOOT_CODE(sha256, why)	{ sha256 },
#include "known.def"
};

/* Master boot records that packages bring as files: syslinux, mbr. */
static const char *const record_dirs[] = {
	"/usr/lib/syslinux/mbr", "/usr/lib/EXTLINUX", "/usr/lib/syslinux", "/usr/share/syslinux",
	"/usr/lib/syslinux/bios", "/usr/share/mbr",
};

static const char *const piece_dirs[] = {
	"/usr/lib/grub/i386-pc", "/boot/grub/i386-pc", "/boot/grub2/i386-pc", "/grub/i386-pc",
	"/grub2/i386-pc",
};

struct bootcode {
	struct inspection	*in;
	struct pieces		 pieces[MAX_PIECES];
	size_t			 n;
};

static bool
zero(const unsigned char *p, size_t n)
{
	return p[0] == 0 && memcmp(p, p + 1, n - 1) == 0;
}

static bool
known_code(const unsigned char *code)
{
	char hex[HASH_HEX];

	hash_span(HASH_SHA256, (struct span){ code, CODE }, hex);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].sha256, hex) == 0)
			return true;
	return false;
}

/* Is it a package's file, which need not be as long as the room there is? */
static bool
packaged_code(struct inspection *in, const unsigned char *code)
{
	const struct span *names;
	struct span path, bytes;
	struct vstat st;
	struct truth t;
	size_t n;

	for (size_t d = 0; d < sizeof record_dirs / sizeof *record_dirs; d++) {
		if (see_dir(in, span_of(record_dirs[d]), &names, &n) != VIEW_OK)
			continue;
		for (size_t i = 0; i < n; i++) {
			path = see_path(in, span_of(record_dirs[d]), names[i]);
			if (span_ends(names[i], ".bin") && see_stat(in, path, &st) == VIEW_OK &&
			    st.kind == V_FILE && st.size > CODE / 4 && st.size <= CODE &&
			    see_truth(in, path, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED &&
			    t.kind != TRUTH_DIFFERS && see_file(in, path, &bytes) == VIEW_OK &&
			    memcmp(bytes.p, code, bytes.n) == 0)
				return true;
		}
	}
	return false;
}

static bool
later(struct vtime a, struct vtime b)
{
	return a.s > b.s || (a.s == b.s && a.ns > b.ns);
}

/* grub-install kept a copy of the core that it wrote; was its package upgraded since? */
static bool
left_behind(struct bootcode *b, struct span core)
{
	struct span kept, bytes, from;
	struct vstat copy, original;

	from = see_path(b->in, b->pieces[0].dir, span_of("kernel.img"));
	if (see_stat(b->in, from, &original) != VIEW_OK)
		return false;
	for (size_t i = 1; i < sizeof piece_dirs / sizeof *piece_dirs; i++) {
		kept = see_path(b->in, span_of(piece_dirs[i]), span_of("core.img"));
		if (see_stat(b->in, kept, &copy) == VIEW_OK && copy.kind == V_FILE &&
		    later(original.ctime, copy.ctime) && see_file(b->in, kept, &bytes) == VIEW_OK &&
		    bytes.n > 2 * SECTOR && bytes.n <= core.n &&
		    memcmp(bytes.p + 2 * SECTOR, core.p + 2 * SECTOR, bytes.n - 2 * SECTOR) == 0)
			return true;
	}
	return false;
}

/* The boot sector is GRUB's own, or leads to a core that is. */
static bool
judge_grub(struct bootcode *b, size_t disk, const unsigned char *sector)
{
	struct span where = see_disk_name(b->in, disk), core, what;
	bool boot;
	enum fit fit;

	for (size_t i = 0; i < b->n; i++) {
		const struct pieces *p = &b->pieces[i];

		boot = grub_is_boot(p, sector);
		if (!grub_core(p, disk, sector, &core))
			fit = FIT_OTHER;
		else if ((fit = core_fit(p, core, &what)) == FIT_OURS && boot)
			return true;
		else if (left_behind(b, core)) {
			say(b->in, BOOT_CODE_STALE, where, 0, SPAN_NONE);
			return true;
		} else if (fit == FIT_OURS || (fit == FIT_CHANGED && p->packaged)) {
			say(b->in, BOOT_CODE_DIFFERS, where, 0, fit == FIT_OURS ?
			    see_join(b->in, p->dir, span_of("/boot.img"), SPAN_NONE) :
			    see_join(b->in, p->dir, span_of(": "), what));
			return true;
		}
	}
	return false;
}

static void
master(struct bootcode *b, const struct disk_layout *l)
{
	if (zero(l->first, CODE) || known_code(l->first) || packaged_code(b->in, l->first) ||
	    judge_grub(b, l->disk, l->first))
		return;
	say(b->in, BOOT_CODE_UNKNOWN, see_disk_name(b->in, l->disk), 0,
	    span_of("its first sector"));
}

/* Only what begins an ext filesystem: others keep their own data there. */
static void
partition(struct bootcode *b, const struct disk_layout *l, uint64_t start)
{
	unsigned char front[EXT_MAGIC + 2];

	if (see_disk(b->in, l->disk, start, front, sizeof front) != VIEW_OK ||
	    memcmp(front + EXT_MAGIC, "\x53\xef", 2) != 0 || zero(front, EXT_BOOT) ||
	    front[SECTOR - 2] != 0x55 || front[SECTOR - 1] != 0xaa || judge_grub(b, l->disk, front))
		return;
	say(b->in, BOOT_CODE_PARTITION, see_disk_name(b->in, l->disk), 0, SPAN_NONE);
}

static void
look_at(struct bootcode *b, size_t disk)
{
	struct disk_layout *l = see_room(b->in, 1, sizeof *l);

	if (!layout_read(b->in, disk, l) || l->first[SECTOR - 2] != 0x55 ||
	    l->first[SECTOR - 1] != 0xaa)
		return;		/* no BIOS starts it */
	if (l->n)
		master(b, l);
	for (size_t i = 0; i < l->n; i++)
		partition(b, l, l->start[i]);
}

static enum outcome
look(struct inspection *in)
{
	struct bootcode b = { .in = in };

	if (!see_disks(in))
		return NOTHING;		/* a directory, or volumes by themselves */
	for (size_t i = 0; i < sizeof piece_dirs / sizeof *piece_dirs; i++)
		if (pieces_open(in, span_of(piece_dirs[i]), &b.pieces[b.n]))
			b.n++;
	for (size_t i = 0; i < see_disks(in); i++)
		look_at(&b, i);
	return DONE;
}

const struct inspector bootcode_inspector = {
	.name = "bootcode",
	.asks = "is the code that a BIOS starts from the disks a known loader's?",
	.may = (const enum finding[]){
	    BOOT_CODE_DIFFERS, BOOT_CODE_UNKNOWN, BOOT_CODE_PARTITION, BOOT_CODE_STALE,
	    FINDING_COUNT },
	.look = look,
};
