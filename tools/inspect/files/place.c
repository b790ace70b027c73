/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * place - does something stand where nothing of its kind belongs?
 *
 * A program among devices or manuals, a name made to be overlooked, a disk's
 * node outside /dev, a file that not even root can change by accident, an
 * access list on what decides who may do what.
 */
#include "files.h"

#define ELF_HEAD	64	/* an ELF header, whole */
#define MEMORY_MAJOR	1	/* Documentation/admin-guide/devices.txt: mem, kmem, port */

enum shape { NOT_A_PROGRAM, SCRIPT, ELF, ELF_BARE };	/* BARE: without section headers, as packers leave it */

/* Layout, from elf(5): e_type at 16; e_shnum at 60, or at 48 where words are of 32 bits. */
static enum shape
shape_of(struct files *f, struct span path)
{
	struct span head, at;
	uint16_t type, sections;

	if (see_head(f->in, path, ELF_HEAD, &head) != VIEW_OK)
		return NOT_A_PROGRAM;
	if (span_starts(head, "#!"))
		return SCRIPT;
	if (!span_starts(head, "\177ELF") || head.n < 52)
		return NOT_A_PROGRAM;
	at = span_skip(head, 16);
	if (head.p[5] != 1 || !take_u16le(&at, &type))
		return ELF;
	if (type != 2 && type != 3)	/* an object or a core: nothing runs it */
		return NOT_A_PROGRAM;
	at = span_skip(head, head.p[4] == 2 ? 60 : 48);
	return take_u16le(&at, &sections) && sections == 0 ? ELF_BARE : ELF;
}

static bool
unowned(struct files *f, struct span path)
{
	struct truth t;

	return see_owner(f->in, path, &t) == VIEW_OK && (t.kind == TRUTH_UNOWNED || t.generated);
}

static bool
runs(enum shape shape, const struct vstat *st)
{
	return shape >= ELF || (shape == SCRIPT && (st->mode & EXECUTE));
}

/* Among packaged programs: what packages/unowned.c names, when its name hides it. */
static void
among_programs(struct files *f, struct span path, const struct vstat *st)
{
	bool elf;

	if (!name_hides(f->in, path))
		return;
	if (program_has_magic(f->in, path, &elf) || program_module(path) ||
	    program_runs_as_owner(st) || ((st->mode & EXECUTE) && program_in_commands(path)))
		say(f->in, PROGRAM_HIDDEN, path, 0, SPAN_NONE);
}

static bool
overlooked(struct span name)
{
	return span_starts(name, ".") || name_deceives(name);
}

/* Hidden where anyone may write; what lies deeper is some tool's own affair. */
static bool
out_of_sight(struct span path)
{
	struct span below = ground_below(path);

	return overlooked(span_before(below, '/')) || overlooked(span_base(below));
}

/* A module where packages or anyone may write, but no kernel looks; builds lie elsewhere. */
static bool
lost_module(struct files *f, struct span path, enum ground ground)
{
	bool elf;

	return program_module(path) && ground != GROUND_ANY && ground != GROUND_GUESTS &&
	    !span_starts(path, "/usr/lib/modules/") && !span_starts(path, "/lib/modules/") &&
	    !span_starts(path, "/usr/src/") && unowned(f, path) &&
	    (!span_ends(path, ".ko") || (program_has_magic(f->in, path, &elf) && elf));
}

static void
file(struct files *f, struct span path, const struct vstat *st, enum ground ground)
{
	enum shape shape;

	if (lost_module(f, path, ground))
		say(f->in, MODULE_ELSEWHERE, path, 0, SPAN_NONE);
	if (ground == GROUND_PROGRAMS) {
		among_programs(f, path, st);
		return;
	}
	if (ground == GROUND_SYSTEM || ground == GROUND_ANY || ground == GROUND_GUESTS ||
	    !st->size || !unowned(f, path))
		return;
	shape = shape_of(f, path);
	if (ground == GROUND_NOWHERE && runs(shape, st))
		say(f->in, PROGRAM_MISPLACED, path, 0, SPAN_NONE);
	else if (ground == GROUND_NOWHERE && span_starts(path, "/dev/"))
		say(f->in, FILE_AMONG_DEVICES, path, 0, SPAN_NONE);
	else if (ground == GROUND_DATA && (shape >= ELF ||
	    (span_is(span_parent(path), "/") && runs(shape, st))))
		say(f->in, PROGRAM_AMONG_DATA, path, 0, SPAN_NONE);
	else if (ground == GROUND_VOLATILE && shape >= ELF)
		say(f->in, shape == ELF_BARE || out_of_sight(path) ? PROGRAM_VOLATILE_HIDDEN :
		    PROGRAM_VOLATILE, path, 0, SPAN_NONE);
}

/* udev and init systems of old kept their state there before /run was. */
static bool
odd_directory(struct span path)
{
	static const char *const old[] = {
		"/dev/.udev", "/dev/.static", "/dev/.initramfs", "/dev/.mdadm", "/dev/.systemd",
	};

	for (size_t i = 0; i < sizeof old / sizeof *old; i++)
		if (span_is(path, old[i]))
			return false;
	return span_starts(path, "/dev/.");
}

/* A disk, or the machine's memory. */
static bool
raw(const struct vstat *st)
{
	uint64_t major = (st->dev >> 8 & 0xfff) | (st->dev >> 32 & ~(uint64_t)0xfff);

	if ((st->mode & 0170000U) == 0060000U)
		return true;
	return (st->mode & 0170000U) == 0020000U && major == MEMORY_MAJOR &&
	    ((st->dev & 0xff) == 1 || (st->dev & 0xff) == 2 || (st->dev & 0xff) == 4);
}

static bool
decides(struct span path)
{
	static const char *const dirs[] = {
		"/etc/passwd", "/etc/shadow", "/etc/group", "/etc/gshadow", "/etc/sudoers",
		"/etc/cron", "/etc/pam.d", "/etc/ssh", "/etc/systemd", "/etc/ld.so.", "/etc/init.d",
		"/etc/profile", "/root/.ssh", "/root/.bash", "/var/spool/cron",
	};

	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
		if (span_starts(path, dirs[i]))
			return true;
	return span_is(path, "/root") || span_is(span_base(path), "authorized_keys");
}

/*
 * Does a named user or group get to write?  Layout, from
 * include/uapi/linux/posix_acl_xattr.h: version 2, then for each entry its tag,
 * its permissions and its ID.  On an ext filesystem (fs/ext4/acl.h): version 1,
 * and only named entries have an ID.
 */
static bool
lets_write(struct span acl)
{
	enum { USER = 0x02, GROUP = 0x08, MASK = 0x10, WRITE = 2 };
	uint32_t version, id;
	uint16_t tag, leave;
	bool named = false, masked = false;

	if (!take_u32le(&acl, &version))
		return false;
	while (take_u16le(&acl, &tag) && take_u16le(&acl, &leave)) {
		if ((version != 1 || tag == USER || tag == GROUP) && !take_u32le(&acl, &id))
			break;
		named = named || ((tag == USER || tag == GROUP) && (leave & WRITE));
		masked = masked || (tag == MASK && !(leave & WRITE));
	}
	return named && !masked;
}

static void
guarded(struct files *f, struct span path, const struct vstat *st)
{
	struct span acl;
	bool elf;

	if (st->immutable && (decides(path) || (st->kind == V_FILE && (st->mode & EXECUTE) &&
	    program_has_magic(f->in, path, &elf))))
		say(f->in, FILE_IMMUTABLE, path, 0, SPAN_NONE);
	if (decides(path) && (st->kind == V_FILE || st->kind == V_DIR) &&
	    see_xattr(f->in, path, "system.posix_acl_access", &acl) == VIEW_OK && lets_write(acl))
		say(f->in, FILE_ACCESS_LIST, path, 0, SPAN_NONE);
}

void
place_look(struct files *f, struct span path, const struct vstat *st)
{
	enum ground ground = ground_of(path);

	guarded(f, path, st);
	if (st->kind == V_OTHER && raw(st) && ground != GROUND_GUESTS && !span_starts(path, "/dev/"))
		say(f->in, FILE_DISK_NODE, path, 0, SPAN_NONE);
	if (!f->owners)
		return;
	if (name_deceives(span_base(path)) && !span_starts(path, "/var/") &&
	    ground != GROUND_ANY && ground != GROUND_VOLATILE && ground != GROUND_GUESTS &&
	    unowned(f, path))
		say(f->in, FILE_NAME_DECEPTIVE, path, 0, SPAN_NONE);
	if (st->kind == V_DIR && odd_directory(path) && unowned(f, path))
		say(f->in, FILE_AMONG_DEVICES, path, 0, SPAN_NONE);
	if (st->kind == V_FILE)
		file(f, path, st, ground);
}
