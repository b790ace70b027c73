/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * holds - does a file hold what neither its place nor its kind tells?
 *
 * A program in an extended attribute; a disk, an encrypted volume or a file
 * system among the system's own files, or hidden.  Magic numbers: qcow2 (QEMU's
 * docs/interop/qcow2.rst), LUKS (its on-disk formats), VMDK, VHD, VHDX and VDI
 * (their specifications), XFS, squashfs, ext (0xEF53 at 1080, and a size).
 */
#include "files.h"

#define HEAD		2048	/* bytes that tell a file system by its superblock */
#define SMALLEST	65536	/* what is smaller holds nothing */

struct found {
	struct inspection	*in;
	struct span		 name;
};

static int
attribute(void *arg, struct span name, struct span value)
{
	struct found *found = arg;

	/* security.* and system.* are the kernel's, and small. */
	if ((span_starts(name, "user.") || span_starts(name, "trusted.")) &&
	    (span_starts(value, "\177ELF") || span_starts(value, "#!/")))
		found->name = see_join(found->in, name, SPAN_NONE, SPAN_NONE);
	return VIEW_OK;
}

static bool
ext(struct span head)
{
	uint32_t inodes, blocks, log;
	uint16_t magic;
	struct span at;

	if (head.n < HEAD)
		return false;
	at = span_skip(head, 1024);
	if (!take_u32le(&at, &inodes) || !take_u32le(&at, &blocks))
		return false;
	at = span_skip(head, 1024 + 24);
	if (!take_u32le(&at, &log))
		return false;
	at = span_skip(head, 1024 + 56);
	return take_u16le(&at, &magic) && magic == 0xef53 && log <= 6 && inodes && blocks;
}

static bool
disk(struct span head)
{
	static const char *const magic[] = { "QFI\373", "LUKS\272\276", "KDMV", "conectix", "vhdxfile",
		"<<< ", "XFSB", "hsqs", NULL };

	for (size_t i = 0; magic[i]; i++)
		if (span_starts(head, magic[i]))
			return true;
	return ext(head);
}

/* Some name on its way begins with a dot, where neither accounts nor engines keep their own. */
static bool
hidden(struct span path)
{
	struct span name;

	if (span_starts(path, "/home/") || span_starts(path, "/root/") || span_starts(path, "/srv/"))
		return false;
	while (span_field(&path, "/", &name))
		if (*name.p == '.')
			return true;
	return false;
}

void
holds_look(struct files *f, struct span path, const struct vstat *st)
{
	struct found found = { f->in, SPAN_NONE };
	struct span head;
	enum ground ground = ground_of(path);
	struct truth t;

	if (see_xattrs(f->in, path, attribute, &found) == VIEW_OK && found.name.n)
		say(f->in, FILE_ATTRIBUTE_PROGRAM, path, 0, found.name);
	if (st->size < SMALLEST || ground == GROUND_GUESTS ||
	    ((ground == GROUND_ANY || ground == GROUND_VOLATILE) && !hidden(path)))
		return;
	if (see_owner(f->in, path, &t) != VIEW_OK || t.kind != TRUTH_UNOWNED ||
	    see_head(f->in, path, HEAD, &head) != VIEW_OK || !disk(head))
		return;
	say(f->in, FILE_HOLDS_DISK, path, 0, SPAN_NONE);
}
