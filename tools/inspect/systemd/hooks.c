/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hooks - what lies in the directories where systemd runs whatever it finds?
 *
 * Below /usr/lib only packages write: an entry of nobody's there tells by
 * itself.  What is below /etc or /usr/local is judged by what it runs.
 * Read from systemd.generator(7), systemd.environment-generator(7),
 * systemd-suspend.service(8), systemd-shutdown(8).
 */
#include "unit.h"

static const char *const above[] = {
	"/etc/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd", "/lib/systemd", NULL
};

static void
run_all(struct startup *s, const char *const *dirs, bool (*takes)(struct span))
{
	struct span dir, real[4];
	struct autorun like;
	size_t n;

	for (; *dirs; dirs++) {
		n = 0;
		for (size_t i = 0; above[i]; i++) {
			dir = see_path(s->in, span_of(above[i]), span_of(*dirs));
			if (see_real(s->in, dir, &real[n]) != VIEW_OK ||
			    (n && span_equal(real[n], real[n - 1])))
				continue;
			like = startup_root(s, real[n]);
			command_dir(s, like, real[n++], false, takes);
		}
	}
}

void
systemd_generators(struct startup *s)
{
	static const char *const dirs[] = {
		"system-generators", "user-generators", "system-environment-generators",
		"user-environment-generators", NULL
	};

	run_all(s, dirs, NULL);
}

void
systemd_sleep(struct startup *s)
{
	static const char *const dirs[] = { "system-sleep", NULL };

	run_all(s, dirs, NULL);
}

void
systemd_shutdown(struct startup *s)
{
	static const char *const dirs[] = { "system-shutdown", NULL };

	run_all(s, dirs, NULL);
}

/* Programs, units and presets: systemd's own directory below /usr/lib is its package's. */
void
systemd_vendor(struct startup *s)
{
	startup_vendor(s, "/usr/lib/systemd", 3);
	startup_vendor(s, "/lib/systemd", 3);
	startup_vendor(s, "/usr/lib/tmpfiles.d", 0);
	startup_vendor(s, "/usr/lib/sysusers.d", 0);
	startup_vendor(s, "/usr/lib/environment.d", 0);
}
