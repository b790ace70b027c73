/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unified - which command lines do unified kernel images and their addons carry?
 *
 * Read from the PE format (Microsoft, "COFF File Header", "Section Table") and
 * the UAPI Unified Kernel Image specification: the section .cmdline.
 */
#include "kernel.h"

#define HEADERS		8192	/* where the section table must lie; ours end within 2 KB */
#define MAX_REACH	((size_t)8 << 20)	/* .cmdline stands before the kernel and the initrd */
#define MAX_SECTIONS	96	/* the PE loader's own limit */
#define SECTION		40	/* bytes of one entry of the table */

static uint32_t
le(struct span s, size_t at, size_t n)
{
	return (uint32_t)bytes_le(s.p + at, n);
}

/* Where the section lies: false when the file is no PE image or has none. */
static bool
find(struct span head, size_t *offset, size_t *size)
{
	size_t pe, table, n;

	if (head.n < 64 || !span_starts(head, "MZ"))
		return false;
	pe = le(head, 60, 4);
	if (pe > head.n || head.n - pe < 24 || le(head, pe, 4) != 0x4550)
		return false;
	n = le(head, pe + 6, 2);
	table = pe + 24 + le(head, pe + 20, 2);
	for (size_t i = 0; i < n && i < MAX_SECTIONS; i++, table += SECTION) {
		if (table > head.n || head.n - table < SECTION)
			return false;
		if (!span_starts(span_skip(head, table), ".cmdline"))
			continue;
		*size = le(head, table + 8, 4);
		*offset = le(head, table + 20, 4);
		return true;
	}
	return false;
}

static void
image(struct startup *s, struct autorun *a)
{
	size_t offset, size, end;
	struct span bytes;

	if (see_head(s->in, a->path, HEADERS, &bytes) != VIEW_OK || !find(bytes, &offset, &size))
		return;
	if (!add_ok(offset, size, &end) || end > MAX_REACH) {
		say_gap(s->in, a->path, "a unified kernel image whose command line lies too deep");
		return;
	}
	if (see_head(s->in, a->path, end, &bytes) != VIEW_OK || bytes.n < end)
		return;
	bytes = span_before(span_skip(bytes, offset), '\0');
	a->said = bytes;
	cmdline(s, a, bytes);
}

static void
extras(struct startup *s, struct span dir)
{
	const struct span *name;
	size_t n;

	if (see_dir(s->in, dir, &name, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_ends(name[i], ".extra.d"))
			confs_dir(s, see_path(s->in, dir, name[i]), ".efi", image);
}

void
kernel_unified(struct startup *s)
{
	static const char *const above[] = { "/boot", "/boot/efi", "/efi", "/boot/esp", NULL };
	struct span dir;

	for (size_t i = 0; above[i]; i++) {
		dir = startup_text(s, above[i], span_of("/EFI/Linux"), "");
		confs_dir(s, dir, ".efi", image);
		extras(s, dir);
		confs_dir(s, startup_text(s, above[i], span_of("/loader/addons"), ""), ".efi", image);
	}
}
