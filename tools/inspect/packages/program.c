/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program - is this file one that runs, or is loaded into what runs? */
#include "program.h"

/* Whose files are commands, at whatever depth: what stands there is there to be run. */
static const char *const command_dirs[] = {
	"/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/games/", "/usr/libexec/",
	"/usr/lib/openssh/", "/usr/lib/apt/methods/",
};

/* Programs beside what describes them: units and rules have a suffix, programs none. */
static const char *const mixed_dirs[] = {
	"/usr/lib/systemd/", "/lib/systemd/", "/usr/lib/udev/", "/lib/udev/",
};

/* Where nothing runs from, whatever its name: examples and manuals. */
static const char *const quiet_dirs[] = {
	"/usr/share/doc/", "/usr/share/man/", "/usr/share/info/", "/usr/share/locale/",
};

/*
 * What a package brings there updates itself (npm install -g npm): a difference
 * needs a person's eye and proves nothing.
 */
static const char *const managed_dirs[] = { "/usr/lib/node_modules/" };

static const char *const code_ends[] = {
	".py", ".pyc", ".pl", ".pm", ".rb", ".php", ".lua", ".sh", ".jar",
};

static bool
under(struct span path, const char *const *dirs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_starts(path, dirs[i]))
			return true;
	return false;
}

bool
program_in_commands(struct span path)
{
	return under(path, command_dirs, sizeof command_dirs / sizeof *command_dirs) ||
	    under(path, mixed_dirs, sizeof mixed_dirs / sizeof *mixed_dirs);
}

bool
program_in_managed_tree(struct span path)
{
	return under(path, managed_dirs, sizeof managed_dirs / sizeof *managed_dirs);
}

/* A kernel module, packed or not: packed ones have no magic of a program. */
bool
program_module(struct span path)
{
	return span_ends(path, ".ko") || span_ends(path, ".ko.xz") || span_ends(path, ".ko.zst") ||
	    span_ends(path, ".ko.gz");
}

/* libc.so, libc.so.6, snd.ko.xz: loaded, not started. */
bool
program_library(struct span path)
{
	return span_ends(path, ".so") || span_holds(span_base(path), ".so.") ||
	    program_module(path);
}

bool
program_by_name(struct span path)
{
	if (under(path, quiet_dirs, sizeof quiet_dirs / sizeof *quiet_dirs))
		return false;
	if (under(path, mixed_dirs, sizeof mixed_dirs / sizeof *mixed_dirs) &&
	    !span_has(span_base(path), '.'))
		return true;
	if (under(path, command_dirs, sizeof command_dirs / sizeof *command_dirs) ||
	    program_library(path))
		return true;
	if (!span_starts(path, "/usr/") && !span_starts(path, "/lib"))
		return false;
	for (size_t i = 0; i < sizeof code_ends / sizeof *code_ends; i++)
		if (span_ends(path, code_ends[i]))
			return true;
	return false;
}

bool
program_has_magic(struct inspection *in, struct span path, bool *elf)
{
	enum ledger_kind kind;

	*elf = false;
	if (see_kind(in, path, &kind) != VIEW_OK)
		return false;
	*elf = kind == KIND_ELF;
	return *elf || kind == KIND_SCRIPT;
}

bool
program_by_look(struct inspection *in, struct span path)
{
	struct vstat st;
	bool elf;

	return see_lstat(in, path, &st) == VIEW_OK && st.kind == V_FILE &&
	    ((st.mode & EXECUTE) || program_has_magic(in, path, &elf));
}

/* The bits without leave to execute mean other things (mandatory locking). */
bool
program_runs_as_owner(const struct vstat *st)
{
	return st->kind == V_FILE && (((st->mode & SETUID) && (st->mode & EXECUTE)) ||
	    ((st->mode & SETGID) && (st->mode & 0010U)));
}
