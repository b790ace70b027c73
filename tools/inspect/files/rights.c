/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rights - does a file run with rights that its caller has not, and should it?
 *
 * Set-user-ID and set-group-ID bits, and capabilities.  The value of
 * security.capability, from include/uapi/linux/capability.h: a little-endian
 * word (revision in its top byte, "effective" its lowest bit), then permitted
 * and inheritable, once (revision 1) or twice, low words first.
 */
#include "files.h"

enum {	/* include/uapi/linux/capability.h */
	CAP_CHOWN = 0, CAP_DAC_OVERRIDE = 1, CAP_DAC_READ_SEARCH = 2, CAP_FOWNER = 3, CAP_KILL = 5,
	CAP_SETGID = 6, CAP_SETUID = 7, CAP_SETPCAP = 8, CAP_NET_BIND_SERVICE = 10,
	CAP_NET_ADMIN = 12, CAP_NET_RAW = 13, CAP_IPC_LOCK = 14, CAP_SYS_MODULE = 16,
	CAP_SYS_RAWIO = 17, CAP_SYS_CHROOT = 18, CAP_SYS_PTRACE = 19, CAP_SYS_ADMIN = 21,
	CAP_SYS_NICE = 23, CAP_SYS_RESOURCE = 24, CAP_MKNOD = 27, CAP_AUDIT_CONTROL = 30,
	CAP_SETFCAP = 31, CAP_MAC_ADMIN = 33, CAP_BPF = 39,
};
#define CAP_BIT(name)	((uint64_t)1 << CAP_##name)

/* Whoever has one of these has them all, by one step or two. */
#define ROOTS	(CAP_BIT(CHOWN) | CAP_BIT(DAC_OVERRIDE) | CAP_BIT(DAC_READ_SEARCH) | \
	CAP_BIT(FOWNER) | CAP_BIT(SETGID) | CAP_BIT(SETUID) | CAP_BIT(SETPCAP) | \
	CAP_BIT(SYS_MODULE) | CAP_BIT(SYS_RAWIO) | CAP_BIT(SYS_PTRACE) | CAP_BIT(SYS_ADMIN) | \
	CAP_BIT(MKNOD) | CAP_BIT(SETFCAP) | CAP_BIT(MAC_ADMIN) | CAP_BIT(BPF))

static const struct {
	const char	*name;
	uint64_t	 caps;		/* 0: set-user-ID or set-group-ID */
} privileged[] = {
#define RUNS_AS_OWNER(name, why)	{ name, 0 },
#define CAPABLE(name, caps, why)	{ name, caps },
#include "privileged.def"
};

bool
rights_shell(struct files *f, struct span path, struct span *shell)
{
	char hex[HASH_HEX];

	if (!f->shells)
		f->shells = shells_ready(f->in);
	return see_digest(f->in, path, HASH_SHA256, hex) == VIEW_OK &&
	    shells_copy(f->shells, hex, shell);
}

static bool
owned(struct files *f, struct span path)
{
	struct truth t;

	return see_owner(f->in, path, &t) == VIEW_OK && t.kind != TRUTH_UNOWNED && !t.generated;
}

static bool
expected(struct span base, uint64_t caps)
{
	for (size_t i = 0; i < sizeof privileged / sizeof *privileged; i++)
		if (span_is(base, privileged[i].name) && !privileged[i].caps == !caps &&
		    !(caps & ~privileged[i].caps))
			return true;
	return false;
}

/*
 * By what the package's vendor signed, or by a name that distributions are known
 * to install so: maintainers' scripts give rights that no record has.
 */
bool
rights_granted(struct files *f, struct span path, uint32_t mode, uint64_t caps)
{
	const struct truth_db *db = see_database(f->in);
	uint32_t signed_mode;
	uint64_t signed_caps;

	if (db && truth_rights(db, path, &signed_mode, &signed_caps) &&
	    !(mode & (SETUID | SETGID) & ~signed_mode) && !(caps & ~signed_caps))
		return true;
	return owned(f, path) && expected(span_base(path), caps);
}

static void
runs_as_owner(struct files *f, struct span path, const struct vstat *st)
{
	struct span shell;

	if (rights_shell(f, path, &shell))
		say(f->in, PROGRAM_SHELL_COPY, path, 0, shell);
	else if (!f->owners || ground_guests(path))
		return;
	else if (!owned(f, path))
		say(f->in, PROGRAM_UNOWNED_SETUID, path, 0, SPAN_NONE);
	else if (!rights_granted(f, path, st->mode, 0))
		say(f->in, PROGRAM_SETUID_UNEXPECTED, path, 0, overrides_word(f->in, path, st));
}

/* What the kernel would grant; a value that it would refuse grants nothing. */
static uint64_t
permitted(struct span value)
{
	uint32_t head, low, high = 0, inheritable;

	if (!take_u32le(&value, &head) || !take_u32le(&value, &low) ||
	    !take_u32le(&value, &inheritable))
		return 0;
	if (head >> 24 > 1 && !take_u32le(&value, &high))
		return 0;
	return (uint64_t)high << 32 | low;
}

static void
capable(struct files *f, struct span path, uint64_t caps)
{
	struct span shell;

	if (caps & ROOTS && rights_shell(f, path, &shell))
		say(f->in, PROGRAM_CAPABILITY_SHELL, path, 0, shell);
	else if (ground_guests(path) || rights_granted(f, path, 0, caps))
		return;
	else
		say(f->in, caps & ROOTS ? PROGRAM_CAPABILITY_ROOT : PROGRAM_CAPABILITY, path, 0,
		    SPAN_NONE);
}

void
rights_look(struct files *f, struct span path, const struct vstat *st)
{
	struct span value;
	uint64_t caps;

	if (program_runs_as_owner(st))
		runs_as_owner(f, path, st);
	if ((st->mode & EXECUTE) &&
	    see_xattr(f->in, path, "security.capability", &value) == VIEW_OK &&
	    (caps = permitted(value)))
		capable(f, path, caps);
}
