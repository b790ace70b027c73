/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * generated - is this a file that a package's own tool writes after unpacking?
 *
 * No list names such files, and a healthy system has them.  The name alone is
 * judged here: it must never excuse a program, which the caller sees to.
 */
#include "database.h"

#define INFO		"/var/lib/dpkg/info/"

/* '*' stands for any part of one name. */
static const struct {
	const char	*name;
	const char	*package;	/* whose tool writes it; NULL: the directory's owner's */
} tools_write[] = {
	{ "/boot/grub/grub.cfg", "grub2-common" },	/* grub-mkconfig */
	{ "/boot/initrd.img-*", "initramfs-tools" },	/* update-initramfs */
	{ "/etc/ld.so.cache", "libc-bin" },	/* ldconfig */
	{ "/etc/udev/hwdb.bin", "udev" },	/* systemd-hwdb */
	{ "/usr/lib/udev/hwdb.bin", "udev" },
	{ "/usr/lib/*/gconv/gconv-modules.cache", "libc-bin" },	/* iconvconfig */
	{ "/usr/lib/*/gdk-pixbuf-2.0/*/loaders.cache", NULL },	/* gdk-pixbuf-query-loaders */
	{ "/usr/lib/*/gio/modules/giomodule.cache", NULL },	/* gio-querymodules */
	{ "/usr/lib/*/gtk-*/*/immodules.cache", NULL },	/* gtk-query-immodules */
	{ "/usr/lib/locale/locale-archive", "libc-bin" },	/* localedef */
	{ "/usr/lib/modules/*/modules.*", "kmod" },	/* depmod */
	{ "/usr/share/applications/mimeinfo.cache", NULL },	/* update-desktop-database */
	{ "/usr/share/glib-2.0/schemas/gschemas.compiled", NULL },	/* glib-compile-schemas */
	{ "/usr/share/icons/*/icon-theme.cache", NULL },	/* gtk-update-icon-cache */
	{ "/usr/share/info/dir", NULL },	/* install-info */
	{ "/usr/share/mime/*", NULL },	/* update-mime-database */
	{ "/usr/share/mime/*/*.xml", NULL },
	{ "/var/cache/ldconfig/aux-cache", "libc-bin" },
	{ "/var/lib/systemd/catalog/database", "systemd" },	/* journalctl --update-catalog */
};

static bool
fits(struct span path, const char *pattern)
{
	size_t n;

	for (; *pattern != '*'; pattern++, path = span_skip(path, 1)) {
		if (*pattern == '\0')
			return path.n == 0;
		if (path.n == 0 || *path.p != (unsigned char)*pattern)
			return false;
	}
	n = span_before(path, '/').n;
	for (size_t i = 0; i <= n; i++)
		if (fits(span_skip(path, i), pattern + 1))
			return true;
	return false;
}

static bool
installed(const struct truth_db *db, const char *plain, struct span *name)
{
	for (size_t i = 0; i < db->package.n; i++)
		if (span_is(db->package.at[i].plain, plain) &&
		    db->package.at[i].state >= PACKAGE_HALF) {
			*name = db->package.at[i].name;
			return true;
		}
	return false;
}

static bool
by_a_tool(struct truth_db *db, struct span path, struct truth *t)
{
	for (size_t i = 0; i < sizeof tools_write / sizeof *tools_write; i++) {
		if (!fits(path, tools_write[i].name))
			continue;
		if (tools_write[i].package)
			return installed(db, tools_write[i].package, &t->package);
		return listed_owner(db, span_parent(path), t);
	}
	return false;
}

static struct span
before_last_dot(struct span name)
{
	while (name.n && name.p[name.n - 1] != '.')
		name.n--;
	if (name.n)
		name.n--;
	return name;
}

/* Python keeps DIR/NAME.py compiled as DIR/__pycache__/NAME.TAG.pyc (PEP 3147). */
static bool
by_python(struct truth_db *db, struct span path, struct truth *t)
{
	struct span dir = span_parent(path), stem = span_base(path), source;

	if (!span_ends(stem, ".pyc") || !span_is(span_base(dir), "__pycache__"))
		return false;
	stem.n -= sizeof ".pyc" - 1;
	if (span_ends(stem, ".opt-1") || span_ends(stem, ".opt-2"))
		stem.n -= sizeof ".opt-1" - 1;
	stem = before_last_dot(stem);	/* the tag, such as cpython-313 */
	if (!stem.n)
		return false;
	source = db_join(db, span_parent(dir), span_of("/"), stem);
	source = db_join(db, source, span_of(".py"), SPAN_NONE);
	return source.p && listed_owner(db, source, t);
}

/* dpkg's own files on a package: NAME.list, NAME:ARCH.postinst ... */
static bool
by_dpkg(const struct truth_db *db, struct span path, struct truth *t)
{
	struct span stem;
	uint32_t i;

	if (!span_starts(path, INFO))
		return false;
	stem = span_skip(path, sizeof INFO - 1);
	if (span_is(stem, "format")) {
		t->package = span_of("dpkg");
		return true;
	}
	stem = before_last_dot(stem);
	if ((i = package_named(db, &dpkg_manager, stem)) == NOWHERE)
		return false;
	t->package = db->package.at[i].name;
	return true;
}

bool
generated_owner(struct truth_db *db, struct span path, struct truth *t)
{
	if (!by_a_tool(db, path, t) && !by_python(db, path, t) && !by_dpkg(db, path, t))
		return false;
	t->generated = true;
	t->conffile = false;
	t->path = path;
	return true;
}
