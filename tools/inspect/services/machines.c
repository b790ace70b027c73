/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * machines - what do containers without a daemon, and who runs them, take from the host?
 *
 * Read from systemd.nspawn(5), lxc.container.conf(5), the OCI runtime
 * specification's config.json, containers.conf(5) and containerd's config.toml.
 */
#include <jansson.h>

#include "services.h"

/* [Files] Bind=/host:/inside; a whole set of capabilities is the host's root. */
static void
nspawn(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, name;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#;["))
		return;
	startup_entry(s, &l.a, SPAN_NONE);
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		if ((span_is(name, "Bind") && container_gives_away(s, span_before(line, ':'), false)) ||
		    (span_is(name, "Capability") && span_is(line, "all")))
			startup_say(s, CONTAINER_POWERFUL, path, l.a.line, l.a.said);
	}
}

/* "lxc.mount.entry = /etc mnt none bind,create=dir 0 0" */
static bool
lxc_gives_away(struct startup *s, struct span entry)
{
	struct span column[4];

	for (size_t i = 0; i < 4; i++)
		if (!span_field(&entry, " \t", &column[i]))
			return false;
	return container_gives_away(s, column[0], container_read_only(column[3]));
}

static void
lxc_powers(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, name;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	startup_entry(s, &l.a, SPAN_NONE);
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		if ((span_is(name, "lxc.mount.entry") && lxc_gives_away(s, line)) ||
		    (settings_fit(name, "lxc.cgroup*.devices.allow", false) &&
		    (span_is(line, "a") || span_starts(line, "b *:*"))))
			startup_say(s, CONTAINER_POWERFUL, path, l.a.line, l.a.said);
	}
}

static const struct settings settings[] = {
	{ "/var/lib/lxc/*/config /etc/lxc/*.conf", "#", " \t=", NULL,
	    { { "lxc.hook.*", MEANS_TEXT, 0 }, { "lxc.net.*.script.*", MEANS_TEXT, 0 } } },
	{ "/etc/containerd/config.toml /etc/containerd/*.toml", "#[", " \t=", NULL,
	    { { "BinaryName", MEANS_FILES, 0 }, { "runtime_path", MEANS_FILES, 0 },
	    { "path", MEANS_FILES, 0 } } },
	{ "/etc/containers/containers.conf /etc/containers/containers.conf.d/*.conf", "#[", " \t=",
	    NULL,
	    { { "conmon_path", MEANS_FILES, 0 }, { "init_path", MEANS_FILES, 0 },
	    { "runc", MEANS_FILES, 0 }, { "crun", MEANS_FILES, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};

static bool
read_only(const json_t *mount)
{
	const json_t *option;
	size_t i;

	json_array_foreach(json_object_get(mount, "options"), i, option)
		if (json_is_string(option) && span_is(span_of(json_string_value(option)), "ro"))
			return true;
	return false;
}

/* What podman hands to the runtime: hooks run on the host. */
static void
runtime(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	json_t *all = container_parsed(s, path), *hooks, *one;
	const char *stage;
	struct span word;
	size_t i;

	(void)arg;
	if (!all)
		return;
	a.as = *as;
	startup_entry(s, &a, SPAN_NONE);
	json_object_foreach(json_object_get(all, "hooks"), stage, hooks)
		json_array_foreach(hooks, i, one) {
			word = container_text(s, json_object_get(one, "path"));
			if (span_starts(word, "/"))
				command_words(s, &a, &word, 1);
		}
	json_array_foreach(json_object_get(all, "mounts"), i, one) {
		word = container_text(s, json_object_get(one, "source"));
		if (container_gives_away(s, word, read_only(one)))
			startup_say(s, CONTAINER_POWERFUL, path, 0, word);
	}
	json_decref(all);
}

void
services_machines(struct startup *s)
{
	static const char *const nspawns[] = { "/etc/systemd/nspawn/*.nspawn",
		"/run/systemd/nspawn/*.nspawn", "/var/lib/machines/*.nspawn", NULL };
	static const char *const configs[] = {
		"/var/lib/containers/storage/overlay-containers/*/userdata/config.json",
		"~/.local/share/containers/storage/overlay-containers/*/userdata/config.json", NULL };

	for (size_t i = 0; nspawns[i]; i++)
		settings_files(s, nspawns[i], NULL, nspawn);
	settings_files(s, "/var/lib/lxc/*/config", NULL, lxc_powers);
	settings_run(s, settings);
	for (size_t i = 0; configs[i]; i++)
		settings_files(s, configs[i], NULL, runtime);
}
