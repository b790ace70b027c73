/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * nss - whose code answers when a program asks for an account?
 *
 * nsswitch.conf(5): "database: service [action] service ..."; a service is the
 * library libnss_SERVICE.so.2, loaded into every program that asks, root's too.
 */
#include "look.h"
#include "place.h"

#define MAX_SERVICES	256	/* words of the file: distributions have about forty */

static bool
find(struct inspection *in, struct span service, struct span *path)
{
	static const char *const dirs[] = { "/usr/lib64", "/usr/lib", "/lib64", "/lib" };
	struct span name = see_join(in, span_of("libnss_"), service, span_of(".so.2"));
	const struct span *names;
	struct vstat st;
	size_t n;

	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
		*path = see_path(in, span_of(dirs[i]), name);
		if (see_lstat(in, *path, &st) == VIEW_OK)
			return true;
		if (see_dir(in, span_of(dirs[i]), &names, &n) != VIEW_OK)
			continue;
		for (size_t j = 0; j < n; j++) {
			*path = see_path(in, see_path(in, span_of(dirs[i]), names[j]), name);
			if (span_holds(names[j], "-linux-") && see_lstat(in, *path, &st) == VIEW_OK)
				return true;
		}
	}
	return false;
}

void
nss_look(struct inspection *in)
{
	struct span path = span_of("/etc/nsswitch.conf"), text, line, rest, service, library;
	unsigned number = 0, words = 0;
	struct vstat st;

	if (see_stat(in, path, &st) != VIEW_OK || see_file(in, path, &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		number++;
		rest = span_after(span_before(line, '#'), ':');
		while (span_field(&rest, " \t\r", &service)) {
			if (*service.p == '[') {	/* "[NOTFOUND=return]", blanks allowed inside */
				if (!span_has(service, ']'))
					rest = span_after(rest, ']');
				continue;
			}
			if (++words > MAX_SERVICES) {
				say_gap(in, path, "more services than are looked at");
				return;
			}
			if (find(in, service, &library) && place_foreign(in, library))
				say(in, NSS_MODULE_FOREIGN, path, number, library);
		}
	}
}
