/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cloud - what does cloud-init run at every boot?
 *
 * Read from cloud-init's "Module reference" (bootcmd, scripts per boot) and
 * "User data formats".  What ran once, when the machine was made, is history.
 */
#include "services.h"

static const char *const scripts[] = {
	"/var/lib/cloud/scripts/per-boot/*", "/var/lib/cloud/instances/*/boothooks/*", NULL
};
static const char *const settings[] = {
	"/etc/cloud/cloud.cfg", "/etc/cloud/cloud.cfg.d/*.cfg", "/var/lib/cloud/instances/*/cloud-config.txt",
	NULL
};

/* YAML's flow sequence "[a, 'b c']" as a command line. */
static struct span
flow(struct startup *s, struct span item)
{
	unsigned char *out;
	bool quoted = false;

	if (!span_starts(item, "["))
		return settings_unquoted(item);
	item = span_before(span_skip(item, 1), ']');
	out = see_room(s->in, item.n + 1, 1);
	for (size_t i = 0; i < item.n; i++) {
		quoted ^= item.p[i] == '"' || item.p[i] == '\'';
		out[i] = item.p[i] == ',' && !quoted ? ' ' : item.p[i];
	}
	return (struct span){ out, item.n };
}

/* The items of the list "bootcmd:" at the left margin. */
static void
bootcmd(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	bool inside = false;
	struct span line;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		if (l.a.said.n && *l.a.said.p != ' ' && *l.a.said.p != '-' && *l.a.said.p != '\t')
			inside = span_starts(line, "bootcmd:");
		else if (inside && span_starts(line, "-"))
			command_text(s, &l.a, flow(s, span_trim(span_skip(line, 1))));
	}
}

void
services_cloud_init(struct startup *s)
{
	settings_programs(s, scripts);
	for (size_t i = 0; settings[i]; i++)
		settings_files(s, settings[i], NULL, bootcmd);
}
