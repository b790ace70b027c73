/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scope - which files are hashed whatever their size? */
#include "sweep.h"

/* Where packages put files, and the administrator programs and configuration. */
static const char *const whole_dirs[] = {
	"/bin/", "/boot/", "/efi/", "/etc/", "/lib/", "/lib32/", "/lib64/", "/libx32/", "/opt/",
	"/sbin/", "/usr/",
};

/* What is loaded or interpreted, wherever it stands and whatever its mode. */
static const char *const whole_ends[] = {
	".so", ".ko", ".ko.xz", ".ko.zst", ".ko.gz", ".py", ".pyc", ".pl", ".pm", ".rb", ".php",
	".lua", ".sh", ".js", ".jar", ".war", ".conf", ".service", ".timer",
};

static bool
by_name(struct span base)
{
	for (size_t i = 0; i < sizeof whole_ends / sizeof *whole_ends; i++)
		if (span_ends(base, whole_ends[i]))
			return true;
	return span_holds(base, ".so.");
}

/* A path within the volume, as a system with the volume mounted there would spell it. */
static bool
by_place(struct span path, struct span point)
{
	for (size_t i = 0; i < sizeof whole_dirs / sizeof *whole_dirs; i++) {
		struct span dir = span_of(whole_dirs[i]);

		if (span_is(point, "/") ? span_starts(path, whole_dirs[i]) :
		    span_starts(point, whole_dirs[i]) ||
		    span_equal(point, (struct span){ dir.p, dir.n - 1 }))
			return true;
	}
	return false;
}

bool
scope_whole(const struct sweep *s, const struct ledger *l, uint32_t node)
{
	unsigned char buf[MAX_PATH + 1];
	struct span path;

	if (l->made->node[node].mode & 0111)
		return true;
	for (uint32_t name = ledger_name(l, node); name != LEDGER_NONE; name = ledger_next(l, name)) {
		path = ledger_path(l, name, buf);
		if (by_name(span_base(path)))
			return true;
		for (size_t i = 0; path.n && i < s->points; i++)
			if (by_place(path, s->point[i]))
				return true;
	}
	return false;
}
