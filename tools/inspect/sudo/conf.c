/* SPDX-License-Identifier: GPL-3.0-or-later */
/* conf - which libraries does sudo.conf(5) put into sudo itself? */
#include "../accounts/place.h"
#include "sudo.h"

static struct span
whole(struct sudo *s, struct span path)
{
	static const char *const dirs[] = { "/usr/libexec/sudo", "/usr/lib/sudo", "/usr/lib64/sudo" };
	struct span at = path;
	struct vstat st;

	if (span_starts(path, "/"))
		return path;
	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
		at = see_path(s->in, span_of(dirs[i]), path);
		if (see_stat(s->in, at, &st) == VIEW_OK)
			break;
	}
	return at;
}

/* "Plugin symbol path [options]", or "Path name path" where the path is a program or library. */
static bool
named(struct span line, struct span *path)
{
	static const char *const names[] = { "askpass", "noexec", "intercept", "sesh" };
	struct span word, name;
	bool plugin;

	if (!span_field(&line, " \t", &word) || !span_field(&line, " \t", &name) ||
	    !span_field(&line, " \t", path))
		return false;
	plugin = span_is(word, "Plugin");
	for (size_t i = 0; !plugin && span_is(word, "Path") && i < sizeof names / sizeof *names; i++)
		if (span_is(name, names[i]))
			return true;
	return plugin;
}

void
conf_look(struct sudo *s)
{
	struct span text, line, object, path = span_of("/etc/sudo.conf");
	unsigned number = 0;
	struct vstat st;

	if (see_stat(s->in, path, &st) != VIEW_OK || see_file(s->in, path, &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		number++;
		if (!named(span_before(line, '#'), &object))
			continue;
		object = whole(s, object);
		if (place_foreign(s->in, object) || place_shady(s->in, object))
			say(s->in, SUDO_PLUGIN_FOREIGN, path, number, line);
	}
}
