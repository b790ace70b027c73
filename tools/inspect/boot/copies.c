/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * copies - are the kernels, GRUB's files and the loaders what their packages brought?
 *
 * A kernel is packaged where it lies, or beside its modules.  grub-install
 * copies GRUB's files from /usr/lib/grub/PLATFORM, and loaders to the EFI
 * partition.  A copy that an upgrade of the package left behind is old, not
 * strange.
 */
#include <string.h>

#include "boot.h"

static bool
later(struct vtime a, struct vtime b)
{
	return a.s > b.s || (a.s == b.s && a.ns > b.ns);
}

bool
copies_stale(const struct vstat *copy, const struct vstat *original)
{
	return later(original->mtime, copy->mtime) || later(original->ctime, copy->ctime);
}

static bool
same(struct inspection *in, struct span a, struct span b, const struct vstat *sa, const struct vstat *sb)
{
	char x[HASH_HEX], y[HASH_HEX];

	return sa->size == sb->size && see_digest(in, a, HASH_SHA256, x) == VIEW_OK &&
	    see_digest(in, b, HASH_SHA256, y) == VIEW_OK && strcmp(x, y) == 0;
}

/* Beside its modules: Fedora, RHEL, SUSE, Arch. */
static bool
beside_modules(struct inspection *in, struct span path, bool *differs)
{
	struct span base = span_base(path), dir, other;
	struct vstat a, b;
	struct truth t;

	dir = see_join(in, span_of("/usr/lib/modules/"), span_after(base, '-'), SPAN_NONE);
	other = see_path(in, dir, span_before(base, '-'));
	if (see_stat(in, other, &b) != VIEW_OK || b.kind != V_FILE ||
	    see_owner(in, other, &t) != VIEW_OK || t.kind == TRUTH_UNOWNED ||
	    see_stat(in, path, &a) != VIEW_OK)
		return false;
	*differs = !same(in, path, other, &a, &b);
	return true;
}

static void
kernel(struct inspection *in, struct span path, bool runs)
{
	struct truth t;
	bool differs = false;

	if (see_truth(in, path, &t) != VIEW_OK)
		return;
	if (t.kind != TRUTH_VERIFIED && t.kind != TRUTH_DIFFERS && beside_modules(in, path, &differs)) {
		if (differs)
			say(in, BOOT_KERNEL_DIFFERS, path, 0, SPAN_NONE);
	} else if (t.kind == TRUTH_DIFFERS) {
		say(in, BOOT_KERNEL_DIFFERS, path, 0, t.package);
	} else if (t.kind == TRUTH_UNOWNED && runs) {
		say(in, BOOT_KERNEL_UNOWNED, path, 0, SPAN_NONE);
	}
}

static void
kernels(struct inspection *in)
{
	const struct span *names;
	struct span dir = span_of("/boot"), path;
	struct vstat st;
	size_t n;

	if (see_dir(in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		bool runs = span_starts(names[i], "vmlinu") || span_starts(names[i], "bzImage");

		path = see_path(in, dir, names[i]);
		if ((runs || span_starts(names[i], "System.map")) &&
		    see_lstat(in, path, &st) == VIEW_OK && st.kind == V_FILE)
			kernel(in, path, runs);
	}
}

/* Made by grub-install itself. */
static bool
built(struct span name)
{
	static const char *const names[] = {
		"core.img", "core.efi", "grub.efi", "load.cfg",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_is(name, names[i]))
			return true;
	return false;
}

static void
grub_file(struct inspection *in, struct span copy, struct span original)
{
	struct vstat a, b;
	struct truth t;

	if (see_stat(in, copy, &a) != VIEW_OK || a.kind != V_FILE || built(span_base(copy)))
		return;
	if (see_owner(in, copy, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED)
		return;
	if (see_stat(in, original, &b) != VIEW_OK || b.kind != V_FILE)
		say(in, BOOT_GRUB_DIFFERS, copy, 0, span_of("its package has no such file"));
	else if (!same(in, copy, original, &a, &b))
		say(in, copies_stale(&a, &b) ? BOOT_COPY_STALE : BOOT_GRUB_DIFFERS, copy, 0, original);
}

static void
grub_platform(struct inspection *in, struct span dir, struct span platform)
{
	struct span from = see_path(in, span_of("/usr/lib/grub"), platform);
	const struct span *names;
	struct vstat st;
	size_t n;

	/* Without the package's files there is nothing to compare with: its binaries may be removed. */
	if (see_stat(in, from, &st) != VIEW_OK || see_dir(in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		grub_file(in, see_path(in, dir, names[i]), see_path(in, from, names[i]));
}

static void
grub(struct inspection *in, const char *where)
{
	const struct span *names;
	size_t n;

	if (see_dir(in, span_of(where), &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_has(names[i], '-'))		/* i386-pc, x86_64-efi */
			grub_platform(in, see_path(in, span_of(where), names[i]), names[i]);
}

/* Where packages keep loaders. */
static const char *const loader_dirs[] = {
	"/usr/lib/shim", "/usr/lib/grub", "/usr/lib/systemd/boot/efi", "/usr/libexec/fwupd/efi",
	"/usr/share/efi", "/usr/lib/refind",
};

#define MAX_LOADERS	256

struct loaders {
	struct inspection	*in;
	size_t			 n;
	struct {
		struct span	path;
		struct vstat	st;
	}	at[MAX_LOADERS];
};

static void
gather(struct loaders *l, struct span dir, unsigned depth)
{
	const struct span *names;
	struct vstat st;
	struct truth t;
	size_t n;

	if (see_dir(l->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n && l->n < MAX_LOADERS; i++) {
		struct span path = see_path(l->in, dir, names[i]);

		if (see_lstat(l->in, path, &st) != VIEW_OK)
			continue;
		if (st.kind == V_DIR && depth)
			gather(l, path, depth - 1);
		else if (st.kind == V_FILE && span_holds(names[i], ".efi") &&
		    see_owner(l->in, path, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED) {
			l->at[l->n].path = path;
			l->at[l->n++].st = st;
		}
	}
}

static bool
named_efi(struct span name)
{
	static const char end[] = ".efi";
	struct span tail = span_skip(name, name.n > 4 ? name.n - 4 : name.n);

	for (size_t i = 0; i < tail.n; i++)
		if ((tail.p[i] | 32) != end[i] && tail.p[i] != end[i])
			return false;
	return tail.n == 4;
}

/* A reference pack may know it, of a version that is installed no more. */
static bool
explained(struct inspection *in, struct span path)
{
	struct span as;

	return see_explained(in, path, &as) && span_holds(span_base(as), ".efi");
}

static void
loader(const struct loaders *l, struct span path, const struct vstat *st)
{
	struct span base = span_base(path);
	bool stale = false;

	for (size_t i = 0; i < l->n; i++) {
		if (same(l->in, path, l->at[i].path, st, &l->at[i].st))
			return;
		/* FAT keeps no time of change: the time of writing is all there is. */
		if (span_starts(span_base(l->at[i].path), "shim") == span_starts(base, "shim"))
			stale = stale || later(l->at[i].st.mtime, st->mtime);
	}
	if (explained(l->in, path))
		return;
	say(l->in, stale ? BOOT_COPY_STALE : BOOT_LOADER_UNKNOWN, path, 0, efi_about(l->in, path));
}

static void
esp(struct loaders *l, struct span dir, unsigned depth)
{
	const struct span *names;
	struct vstat st;
	size_t n;

	if (see_dir(l->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span path = see_path(l->in, dir, names[i]);

		if (see_lstat(l->in, path, &st) != VIEW_OK)
			continue;
		if (st.kind == V_DIR && depth)
			esp(l, path, depth - 1);
		else if (st.kind == V_FILE && named_efi(names[i]))
			loader(l, path, &st);
	}
}

/* Where systems mount the EFI partition. */
static const char *const esps[] = { "/boot/efi/EFI", "/efi/EFI", "/boot/EFI", "/boot/esp/EFI" };

void
copies_look(struct inspection *in)
{
	struct loaders *l = see_room(in, 1, sizeof *l);

	kernels(in);
	grub(in, "/boot/grub");
	grub(in, "/boot/grub2");
	l->in = in;
	for (size_t i = 0; i < sizeof loader_dirs / sizeof *loader_dirs; i++)
		gather(l, span_of(loader_dirs[i]), 3);
	for (size_t i = 0; i < sizeof esps / sizeof *esps; i++)
		esp(l, span_of(esps[i]), 4);
}
