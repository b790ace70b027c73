/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain - where does a member of an initramfs come from?
 *
 * From the same path on the root, from a template of the tool that made the
 * image, or from a packaged file of the same name: told by its content.  A
 * packaged file that was upgraded since, and only such a one, may differ.
 */
#include <string.h>

#include "boot.h"

#define MAX_VERSIONS	500	/* libraries whose directory is searched for another version: an image has 100 */
#define MAX_SAME_NAME	16	/* packaged files of one name that are compared: README has more */

/* Where tools take members from: a member below `member` comes from the same below `from`. */
static const struct {
	const char	*member, *from;
	bool		 template;	/* what runs first: nothing else explains it */
} sources[] = {
	{ "init", "/usr/share/initramfs-tools/init", true },
	{ "init", "/usr/lib/dracut/modules.d/99base/init.sh", true },
	{ "init", "/usr/lib/dracut/modules.d/80base/init.sh", true },
	{ "init", "/usr/lib/initcpio/init", true },
	{ "init", "/usr/share/mkinitfs/initramfs-init", true },
	{ "scripts/", "/usr/share/initramfs-tools/scripts/", true },
	{ "scripts/", "/etc/initramfs-tools/scripts/", true },
	{ "hooks/", "/usr/lib/initcpio/hooks/", true },
	{ "hooks/", "/etc/initcpio/hooks/", true },
	{ "conf/initramfs.conf", "/etc/initramfs-tools/initramfs.conf", false },
	{ "conf/conf.d/", "/etc/initramfs-tools/conf.d/", false },
	{ "conf/conf.d/", "/usr/share/initramfs-tools/conf.d/", false },
	{ "bin/", "/usr/lib/klibc/bin/", false },
	{ "usr/bin/", "/usr/lib/klibc/bin/", false },
	{ "sbin/", "/usr/lib/klibc/bin/", false },
	{ "usr/sbin/", "/usr/lib/klibc/bin/", false },
	{ "bin/", "/usr/lib/initramfs-tools/bin/", false },
	{ "usr/bin/", "/usr/lib/initramfs-tools/bin/", false },
	{ "", "/", false },
};

struct search {
	struct image		*image;
	const struct member	*member;
	struct span		 local;		/* equal, and of no package */
	struct span		 other;		/* packaged, and other than the member */
	bool			 stale;		/* all such were written since the image was made */
	bool			 explained;
};

void
image_say(struct image *i, enum finding f, struct span member)
{
	if (i->told[f] == MAX_TOLD_EACH)
		member = span_of("and more");
	if (i->told[f] <= MAX_TOLD_EACH)
		say(i->in, f, i->path, 0, member);
	i->told[f]++;
}

static bool
equal(struct search *s, struct span path, const struct vstat *st)
{
	char hex[HASH_HEX];

	return st->kind == V_FILE && st->size == s->member->size &&
	    see_digest(s->image->in, path, HASH_SHA256, hex) == VIEW_OK &&
	    strcmp(hex, s->member->sha256) == 0;
}

static void
compare(struct search *s, struct span path)
{
	struct inspection *in = s->image->in;
	struct truth t;
	struct vstat st;
	bool packaged;

	if (s->explained || see_stat(in, path, &st) != VIEW_OK || st.kind != V_FILE)
		return;
	packaged = see_owner(in, path, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED;
	if (equal(s, path, &st)) {
		s->explained = packaged;
		s->local = path;
	} else if (packaged) {
		s->explained = rules_filled(in, path, s->member->sha256);
		s->stale = (!s->other.n || s->stale) && copies_stale(&s->image->st, &st);
		s->other = path;
	}
}

/* The member's own path, and where tools take such members from. */
static bool
by_source(struct search *s)
{
	bool template = false;

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		struct span rest = span_skip(s->member->path, strlen(sources[i].member));
		bool whole = !span_ends(span_of(sources[i].from), "/");

		if (!span_starts(s->member->path, sources[i].member) || (whole && rest.n) ||
		    (template && !sources[i].template))
			continue;
		template = template || sources[i].template;
		compare(s, see_join(s->image->in, span_of(sources[i].from), rest, SPAN_NONE));
	}
	return template;
}

static void
by_name(struct search *s, struct span base)
{
	struct span path;
	size_t at = 0;

	while (!s->explained && at < MAX_SAME_NAME &&
	    names_next(s->image->names, base, &at, &path))
		compare(s, path);
}

/* dracut puts a number before a hook's name: 30-mdmon.sh. */
static struct span
numberless(struct span base)
{
	while (base.n && *base.p >= '0' && *base.p <= '9')
		base = span_skip(base, 1);
	return span_starts(base, "-") ? span_skip(base, 1) : SPAN_NONE;
}

/*
 * dracut leaves the suffix of its scripts away, and puts its own name before one;
 * where nobody can log in, rescue is emergency (dracut's modules.d, module-setup.sh).
 */
static void
by_script(struct search *s, struct span base)
{
	struct inspection *in = s->image->in;

	if (span_is(base, "rescue.service"))
		by_name(s, span_of("emergency.service"));
	by_name(s, see_join(in, base, span_of(".sh"), SPAN_NONE));
	if (!span_starts(base, "dracut-"))
		return;
	base = span_skip(base, sizeof "dracut-" - 1);
	by_name(s, base);
	by_name(s, see_join(in, base, span_of(".sh"), SPAN_NONE));
}

static bool
program(const struct member *m)
{
	return span_starts(m->head, "\177ELF") || span_starts(m->head, "#!") || (m->mode & EXECUTE) ||
	    program_library(m->path);
}

/* Text that runs something: rules, module options, units, what the loader forces in. */
static bool
leads_to_programs(struct span path)
{
	static const char *const parts[] = {
		"udev/rules.d/", "modprobe.d/", "etc/ld.so.preload", "systemd/system", "etc/profile",
		"tmpfiles.d/", "sysctl.d/",
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (span_holds(path, parts[i]))
			return true;
	return false;
}

/* libzstd.so.1.5.5 where the root has libzstd.so.1.5.7; klibc-HASH.so likewise. */
static bool
other_version(struct search *s)
{
	struct span path = s->member->path, dir = span_parent(path), base = span_base(path), stem;
	const struct span *names;
	struct truth t;
	size_t n, k = 0;

	if (span_starts(base, "klibc-"))
		k = sizeof "klibc-" - 1;
	for (size_t i = 0; !k && i + 3 < base.n; i++)
		if (span_starts(span_skip(base, i), ".so."))
			k = i + 4;
	stem = (struct span){ base.p, k };
	if (!k || dir.n == 0 || s->image->versions++ >= MAX_VERSIONS)
		return false;
	dir = see_join(s->image->in, span_of("/"), dir, SPAN_NONE);
	if (see_dir(s->image->in, dir, &names, &n) != VIEW_OK)
		return false;
	for (size_t i = 0; i < n; i++)
		if (names[i].n > k && span_equal((struct span){ names[i].p, k }, stem) &&
		    see_owner(s->image->in, see_path(s->image->in, dir, names[i]), &t) == VIEW_OK &&
		    t.kind != TRUTH_UNOWNED)
			return true;
	return false;
}

/* In the tree of the kernel's own modules, where nothing is built locally. */
static bool
kernels_own(struct span path)
{
	return program_module(path) && span_holds(path, "lib/modules/") && span_holds(path, "/kernel/");
}

static void
judge(struct search *s, bool template)
{
	const struct member *m = s->member;
	struct image *i = s->image;

	if (s->other.n && s->stale)
		image_say(i, BOOT_COPY_STALE, m->path);
	else if (template && s->other.n)
		image_say(i, INITRAMFS_INIT_DIFFERS, m->path);
	else if (program_module(m->path) && !i->kernel)
		image_say(i, BOOT_COPY_STALE, m->path);
	else if (i->reworked && program(m))
		image_say(i, INITRAMFS_UNKNOWN, m->path);	/* stripped, or another: its bytes do not tell */
	else if (kernels_own(m->path))
		image_say(i, INITRAMFS_MODULE_UNKNOWN, m->path);
	else if (program(m) && s->other.n)
		image_say(i, INITRAMFS_PROGRAM_DIFFERS, m->path);
	else if (program(m) && other_version(s))
		image_say(i, BOOT_COPY_STALE, m->path);
	else if (template || program(m) || leads_to_programs(m->path))
		image_say(i, INITRAMFS_UNKNOWN, m->path);
}

void
explain_member(struct image *i, const struct member *m)
{
	struct search s = { .image = i, .member = m };
	bool template;

	if ((m->mode & 0170000U) != 0100000U || m->size == 0)
		return;
	people_member(i, m);
	switch (generated_member(m)) {
	case GENERATED:
		return;
	case GENERATED_ODD:
		image_say(i, INITRAMFS_GENERATED_ODD, m->path);
		return;
	default:
		break;
	}
	template = by_source(&s);
	if (s.explained)
		return;
	if (s.local.n) {
		/* Text from /etc is the administrator's; modules are the modules inspector's. */
		if (template || (program(m) && !program_module(m->path)))
			image_say(i, INITRAMFS_LOCAL, m->path);
		return;
	}
	if (!template) {
		by_name(&s, span_base(m->path));
		by_name(&s, numberless(span_base(m->path)));
		by_script(&s, span_base(m->path));
	}
	if (!s.explained)
		judge(&s, template);
}
