/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dispatcher - what does networkd-dispatcher run when the network changes?
 *
 * Read from networkd-dispatcher(8): the executables of one directory for each
 * state, below /etc and /usr/lib.
 */
#include "events.h"

void
events_dispatcher(struct startup *s)
{
	static const char *const above[] = { "/etc/networkd-dispatcher",
		"/usr/lib/networkd-dispatcher", NULL };
	static const char *const states[] = { "carrier.d", "configured.d", "configuring.d",
		"degraded.d", "dormant.d", "no-carrier.d", "off.d", "routable.d",
		"initialized.d", "linger.d", "unmanaged.d", NULL };
	struct span dir;

	for (size_t i = 0; above[i]; i++)
		for (size_t k = 0; states[k]; k++) {
			dir = see_path(s->in, span_of(above[i]), span_of(states[k]));
			command_dir(s, startup_root(s, dir), dir, true, NULL);
		}
}
