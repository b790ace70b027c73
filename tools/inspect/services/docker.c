/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * docker - which of Docker's containers start by themselves with the host in their hands?
 *
 * Read from its API's HostConfig, Config and MountPoint, which hostconfig.json
 * and config.v2.json are, from dockerd(8) and "docker volume create".
 */
#include <jansson.h>

#include "services.h"

#define MAX_ARGS	64	/* of one container's command */

struct container {
	struct startup	*s;
	json_t		*host, *config;
	struct span	 why;		/* what it has of the host; empty: nothing */
};

static const json_t *
at(const json_t *j, const char *a, const char *b)
{
	return json_object_get(json_object_get(j, a), b);
}

static bool
is(const json_t *j, const char *word)
{
	return json_is_string(j) && span_is(span_of(json_string_value(j)), word);
}

static void
because(struct container *c, const char *what, struct span about)
{
	struct span one = see_join(c->s->in, span_of(what), about, SPAN_NONE);

	c->why = c->why.n ? see_join(c->s->in, c->why, span_of(", "), one) : one;
}

static void
rights(struct container *c)
{
	const json_t *one;
	struct span text;
	size_t i;

	if (json_is_true(json_object_get(c->host, "Privileged")))
		because(c, "Privileged", SPAN_NONE);
	if (is(json_object_get(c->host, "PidMode"), "host"))
		because(c, "PidMode host", SPAN_NONE);
	json_array_foreach(json_object_get(c->host, "CapAdd"), i, one)
		if (container_strong(text = container_text(c->s, one)))
			because(c, "CapAdd ", text);
	json_array_foreach(json_object_get(c->host, "Devices"), i, one)
		if (container_disk(text = container_text(c->s, json_object_get(one, "PathOnHost"))))
			because(c, "Devices ", text);
	/* "b *:* rwm": every disk there is. */
	json_array_foreach(json_object_get(c->host, "DeviceCgroupRules"), i, one)
		if (span_holds(text = container_text(c->s, one), "*:*") && span_has(text, 'w') &&
		    !span_starts(text, "c"))
			because(c, "DeviceCgroupRules ", text);
}

static void
place(struct container *c, const char *how, struct span from, bool read_only)
{
	if (container_gives_away(c->s, from, read_only))
		because(c, how, from);
}

/* A volume may be a place of the host's under another name. */
static void
volume(struct container *c, const json_t *mount)
{
	struct span source = container_text(c->s, json_object_get(mount, "Source")), opts;
	json_t *all;

	/* .../volumes/NAME/_data */
	opts = see_path(c->s->in, span_parent(source), span_of("opts.json"));
	if (!startup_file(c->s, opts, false) || !(all = container_parsed(c->s, opts)))
		return;
	place(c, "volume of ", container_text(c->s, json_object_get(all, "MountDevice")),
	    json_is_false(json_object_get(mount, "RW")));
	json_decref(all);
}

static void
places(struct container *c)
{
	struct span bind;
	const char *key;
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(c->host, "Binds"), i, one) {
		bind = container_text(c->s, one);
		place(c, "Binds ", span_before(bind, ':'),
		    container_read_only(span_after(span_after(bind, ':'), ':')));
	}
	json_array_foreach(json_object_get(c->host, "Mounts"), i, one)
		if (is(json_object_get(one, "Type"), "bind"))
			place(c, "Mounts ", container_text(c->s, json_object_get(one, "Source")),
			    json_is_true(json_object_get(one, "ReadOnly")));
	if (c->why.n)
		return;
	/* What is mounted in the end: both of the above once more, and volumes. */
	json_object_foreach(json_object_get(c->config, "MountPoints"), key, one) {
		if (is(json_object_get(one, "Type"), "volume"))
			volume(c, one);
		else
			place(c, "MountPoints ", container_text(c->s, json_object_get(one, "Source")),
			    json_is_false(json_object_get(one, "RW")));
	}
}

static json_t *
beside(struct startup *s, struct span path, const char *name)
{
	path = see_path(s->in, span_parent(path), span_of(name));
	return startup_file(s, path, false) ? container_parsed(s, path) : NULL;
}

static void
powers(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct container c = { .s = s };
	struct autorun a = startup_root(s, path);
	const json_t *policy;

	(void)arg, (void)as;
	if (!(c.host = container_parsed(s, path)))
		return;
	c.config = beside(s, path, "config.v2.json");
	startup_entry(s, &a, SPAN_NONE);
	policy = at(c.host, "RestartPolicy", "Name");
	/* One that nothing starts again waits for a person. */
	if (json_string_length(policy) && !is(policy, "no")) {
		rights(&c);
		places(&c);
	}
	if (c.why.n)
		startup_say(s, CONTAINER_POWERFUL, path, 0, c.why);
	json_decref(c.config);
	json_decref(c.host);
}

static struct span
joined(struct startup *s, struct span words, const json_t *list)
{
	const json_t *word;
	size_t i;

	json_array_foreach(list, i, word)
		if (i < MAX_ARGS)
			words = see_join(s->in, words, span_of("\n"), container_text(s, word));
	return words;
}

/* What a container runs is told by its shape alone: its files are not the host's. */
static void
command(struct startup *s, void *arg, struct span path, const struct person *as)
{
	json_t *all = container_parsed(s, path);
	struct span words;

	(void)arg, (void)as;
	if (!all)
		return;
	words = joined(s, container_text(s, json_object_get(all, "Path")), json_object_get(all, "Args"));
	if (container_shell(s, words))
		startup_say(s, STARTUP_SHELL_NETWORK, path, 0, words);
	words = joined(s, SPAN_NONE, json_object_get(json_object_get(json_object_get(all, "Config"),
	    "Healthcheck"), "Test"));
	if (container_shell(s, words))
		startup_say(s, STARTUP_SHELL_NETWORK, path, 0, words);
	json_decref(all);
}

/* Orders over the network, from whoever sends them; a machine's own accounts are another matter. */
static bool
open_address(struct span host)
{
	return span_starts(host, "tcp://") && !span_starts(host, "tcp://127.") &&
	    !span_starts(host, "tcp://localhost") && !span_starts(host, "tcp://[::1]");
}

static void
daemon_json(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	json_t *all = container_parsed(s, path), *one;
	const char *name;
	struct span word;
	size_t i;

	(void)arg, (void)as;
	if (!all)
		return;
	json_object_foreach(json_object_get(all, "runtimes"), name, one) {
		word = container_text(s, json_object_get(one, "path"));
		if (span_starts(word, "/"))
			command_words(s, &a, &word, 1);
	}
	word = container_text(s, json_object_get(all, "init-path"));
	if (span_starts(word, "/"))
		command_words(s, &a, &word, 1);
	if (!json_is_true(json_object_get(all, "tlsverify")))
		json_array_foreach(json_object_get(all, "hosts"), i, one)
			if (open_address(word = container_text(s, one)))
				startup_say(s, CONTAINER_DAEMON_OPEN, path, 0, word);
	json_decref(all);
}

/* dockerd's flags in its unit's settings, or in the variable that its script reads. */
static void
flags(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, word, rest;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#;"))
		return;
	while (settings_next(&l, &line)) {
		if (span_holds(line, "--tlsverify") && !span_holds(line, "--tlsverify=false"))
			continue;
		for (rest = line; span_field(&rest, " \t\"'=", &word);)
			if (open_address(span_starts(word, "-H") && word.n > 2 ? span_skip(word, 2) : word))
				startup_say(s, CONTAINER_DAEMON_OPEN, path, l.a.line, l.a.said);
	}
}

struct span
docker_root(struct startup *s)
{
	struct span bytes, root = SPAN_NONE;
	json_t *all = NULL;

	if (see_file(s->in, span_of("/etc/docker/daemon.json"), &bytes) == VIEW_OK)
		all = json_loadb((const char *)bytes.p, bytes.n, JSON_REJECT_DUPLICATES, NULL);
	root = container_text(s, json_object_get(all, "data-root"));
	if (!span_starts(root, "/"))
		root = container_text(s, json_object_get(all, "graph"));
	json_decref(all);
	return span_starts(root, "/") ? target_clean(s, root) : span_of("/var/lib/docker");
}

void
services_docker(struct startup *s)
{
	static const char *const settings[] = { "/etc/default/docker", "/etc/sysconfig/docker",
		"/etc/systemd/system/docker.service", "/etc/systemd/system/docker.service.d/*.conf", NULL };
	struct span root = docker_root(s);

	settings_files_of(s, see_join(s->in, root, span_of("/containers/*/hostconfig.json"),
	    SPAN_NONE), NULL, powers);
	settings_files_of(s, see_join(s->in, root, span_of("/containers/*/config.v2.json"),
	    SPAN_NONE), NULL, command);
	settings_files(s, "/etc/docker/daemon.json", NULL, daemon_json);
	for (size_t i = 0; settings[i]; i++)
		settings_files(s, settings[i], NULL, flags);
}
