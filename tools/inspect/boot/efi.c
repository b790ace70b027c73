/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * efi - what does a loader's file say that it is?
 *
 * Format: Microsoft's "PE Format": the optional header's data directories, of
 * which the fifth (certificates) is where a signature stands; sections by name.
 */
#include "boot.h"

#define HEAD		4096	/* holds the section table of any loader */
#define PE_HEADER	24	/* before the optional header */
#define SECTION		40
#define WIDE		0x20b	/* PE32+ */

static uint32_t
le(struct span s, size_t at, size_t n)
{
	if (at > s.n || n > s.n - at)
		return 0;
	return (uint32_t)bytes_le(s.p + at, n);
}

static bool
has_section(struct span head, size_t pe, const char *name)
{
	size_t at = pe + PE_HEADER + le(head, pe + 20, 2), n = le(head, pe + 6, 2);

	for (size_t i = 0; i < n && i < 96; i++, at += SECTION)
		if (span_starts(span_skip(head, at), name))
			return true;
	return false;
}

struct span
efi_about(struct inspection *in, struct span path)
{
	struct span head;
	size_t pe, directories;
	bool is_signed, kernel;

	if (see_head(in, path, HEAD, &head) != VIEW_OK || !span_starts(head, "MZ") ||
	    (pe = le(head, 60, 4)) > HEAD || le(head, pe, 4) != 0x4550)
		return span_of("not a program of the firmware's");
	directories = pe + PE_HEADER + (le(head, pe + PE_HEADER, 2) == WIDE ? 112 : 96);
	is_signed = le(head, directories + 4 * 8 + 4, 4) != 0;
	kernel = has_section(head, pe, ".linux");
	return span_of(kernel && is_signed ? "a unified kernel image, with a signature" :
	    kernel ? "a unified kernel image, without a signature" :
	    is_signed ? "with a signature" : "without a signature");
}
