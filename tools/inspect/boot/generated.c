/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * generated - is this a file that a tool writes into an image, and is it only that?
 *
 * What a script in the image reads as shell may hold settings, or calls of the
 * scripts beside it, and nothing else.
 */
#include "boot.h"

enum grammar { ANYTHING, SETTINGS, ORDER };

/* '*' stands for any part of the path. */
static const struct {
	const char	*path;
	enum grammar	 grammar;
} written[] = {
	{ "conf/arch.conf", SETTINGS },		/* mkinitramfs: DPKG_ARCH */
	{ "conf/param.conf", SETTINGS },
	{ "conf/conf.d/*", SETTINGS },		/* resume, root: by hooks */
	{ "conf/modules", ANYTHING },		/* names of modules: the list is the root's */
	{ "conf/uuid", ANYTHING },
	{ "scripts/*ORDER", ORDER },		/* mkinitramfs: what runs, in which order */
	{ "cryptroot/*", ANYTHING },		/* cryptsetup: volumes and keys */
	{ "etc/fstab", ANYTHING },
	{ "etc/mtab", ANYTHING },
	{ "etc/ld.so.cache", ANYTHING },	/* ldconfig */
	{ "usr/lib/modules/*/modules.*", ANYTHING },	/* depmod, on the image's own modules */
	{ "lib/modules/*/modules.*", ANYTHING },
	{ "usr/lib/udev/hwdb.bin", ANYTHING },
	{ "lib/udev/hwdb.bin", ANYTHING },
	{ "etc/udev/hwdb.bin", ANYTHING },
	{ "kernel/x86/microcode/*.bin", ANYTHING },	/* iucode_tool: the processor checks its signature */
	{ "early_cpio", ANYTHING },		/* dracut */
	{ "etc/cmdline.d/*", ANYTHING },
	{ "usr/lib/initrd-release", ANYTHING },
	{ "etc/machine-id", ANYTHING },
	{ "etc/hostname", ANYTHING },
};

static bool
fits(struct span path, const char *pattern)
{
	for (; *pattern && *pattern != '*'; pattern++, path = span_skip(path, 1))
		if (!path.n || *path.p != (unsigned char)*pattern)
			return false;
	if (!*pattern)
		return !path.n;
	for (pattern++;; path = span_skip(path, 1)) {
		if (span_ends(path, pattern) && !span_has(span_of(pattern), '*'))
			return true;
		if (span_has(span_of(pattern), '*') && fits(path, pattern))
			return true;
		if (!path.n)
			return false;
	}
}

/* NAME=VALUE, where the shell does nothing but keep the value. */
static bool
setting(struct span line)
{
	struct span name = span_before(line, '='), value = span_after(line, '=');

	for (size_t i = 0; i < name.n; i++)
		if (!((name.p[i] | 32) >= 'a' && (name.p[i] | 32) <= 'z') && name.p[i] != '_' &&
		    !(name.p[i] >= '0' && name.p[i] <= '9'))
			return false;
	return name.n && name.n < line.n && !span_has(value, '`') && !span_holds(value, "$(") &&
	    !span_has(value, ';') && !span_has(value, '&') && !span_has(value, '|') &&
	    !span_has(value, '<') && !span_has(value, '>');
}

/* /scripts/PLACE/NAME "$@", and between them the hook's own parameters. */
static bool
call(struct span line)
{
	struct span word, rest = line;

	if (span_is(line, "[ -e /conf/param.conf ] && . /conf/param.conf"))
		return true;
	return span_field(&rest, " ", &word) && span_starts(word, "/scripts/") &&
	    span_is(rest, " \"$@\"");
}

static bool
only(struct span text, enum grammar grammar)
{
	struct span line;

	while (span_line(&text, &line)) {
		line = span_trim(line);
		if (line.n && *line.p != '#' && !(grammar == SETTINGS ? setting(line) : call(line)))
			return false;
	}
	return true;
}

enum generated
generated_member(const struct member *m)
{
	for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
		if (!fits(m->path, written[i].path))
			continue;
		if (written[i].grammar == ANYTHING)
			return GENERATED;
		return m->head.n == m->size && only(m->head, written[i].grammar) ?
		    GENERATED : GENERATED_ODD;
	}
	return NOT_GENERATED;
}
