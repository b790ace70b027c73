/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * containers - which containers start by themselves with the host in their hands?
 *
 * Read from docker's hostconfig.json (its API's HostConfig), dockerd(8),
 * podman-systemd.unit(5), oci-hooks(5), Kubernetes' "Create static Pods".
 */
#include <jansson.h>

#include "../startup/shell.h"
#include "services.h"

#define MAX_ARGS	64	/* of one container's command */

json_t *
container_parsed(struct startup *s, struct span path)
{
	struct span bytes;
	json_t *j;

	if (see_file(s->in, path, &bytes) != VIEW_OK)
		return NULL;
	j = json_loadb((const char *)bytes.p, bytes.n, JSON_REJECT_DUPLICATES, NULL);
	if (!j)
		say_gap(s->in, path, "not JSON, or nested too deep");
	return j;
}

static struct span
text(const json_t *j)
{
	const char *t = json_string_value(j);

	return t ? span_of(t) : SPAN_NONE;
}

bool
container_gives_away(struct span from)
{
	return span_is(from, "/") || span_is(from, "/etc") || startup_within(from, "/root") ||
	    span_is(from, "/usr") || startup_within(from, "/etc/cron.d") ||
	    startup_within(from, "/var/spool/cron") || startup_within(from, "/etc/systemd") ||
	    startup_within(from, "/boot") || span_is(from, "/home");
}

static void
docker_container(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	json_t *host = container_parsed(s, path), *bind, *policy;
	struct span why = SPAN_NONE, one;
	size_t i;

	(void)arg, (void)as;
	if (!host)
		return;
	startup_entry(s, &a, SPAN_NONE);
	policy = json_object_get(json_object_get(host, "RestartPolicy"), "Name");
	if (json_is_true(json_object_get(host, "Privileged")))
		why = span_of("Privileged");
	else if (span_is(text(json_object_get(host, "PidMode")), "host"))
		why = span_of("PidMode host");
	json_array_foreach(json_object_get(host, "Binds"), i, bind) {
		one = span_before(text(bind), ':');
		if (container_gives_away(one) && !span_ends(text(bind), ":ro"))
			why = see_join(s->in, one, SPAN_NONE, SPAN_NONE);
	}
	/* One that nothing starts again waits for a person. */
	if (why.n && text(policy).n && !span_is(text(policy), "no"))
		startup_say(s, CONTAINER_POWERFUL, path, 0, why);
	json_decref(host);
}

/* What a container runs is told by its shape alone: its files are not the host's. */
static void
docker_command(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span words = SPAN_NONE;
	const struct simple *where;
	json_t *all = container_parsed(s, path), *word;
	struct script script;
	size_t i;

	(void)arg, (void)as;
	if (!all)
		return;
	json_array_foreach(json_object_get(all, "Args"), i, word)
		if (i < MAX_ARGS)
			words = see_join(s->in, words, span_of("\n"), text(word));
	script_parse(s->in, words, &script);
	if (payload_shell(&script, script_traits(s->in, &script), &where))
		startup_say(s, STARTUP_SHELL_NETWORK, path, 0, words);
	json_decref(all);
}

static void
docker_daemon(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	json_t *all = container_parsed(s, path), *one;
	const char *name;
	struct span word;

	(void)arg, (void)as;
	if (!all)
		return;
	json_object_foreach(json_object_get(all, "runtimes"), name, one) {
		word = text(json_object_get(one, "path"));
		word = see_join(s->in, word, SPAN_NONE, SPAN_NONE);
		if (span_starts(word, "/"))
			command_words(s, &a, &word, 1);
	}
	word = see_join(s->in, text(json_object_get(all, "init-path")), SPAN_NONE, SPAN_NONE);
	if (span_starts(word, "/"))
		command_words(s, &a, &word, 1);
	json_decref(all);
}

void
services_docker(struct startup *s)
{
	settings_files(s, "/var/lib/docker/containers/*/hostconfig.json", NULL, docker_container);
	settings_files(s, "/var/lib/docker/containers/*/config.v2.json", NULL, docker_command);
	settings_files(s, "/etc/docker/daemon.json", NULL, docker_daemon);
}

/* An Exec line, its prefixes gone: systemd.service(5), "COMMAND LINES". */
static void
host_command(struct startup *s, const struct autorun *a, struct span line)
{
	while (line.n && (span_starts(line, "-") || span_starts(line, "@") || span_starts(line, ":") ||
	    span_starts(line, "+") || span_starts(line, "!")))
		line = span_skip(line, 1);
	if (line.n)
		command_text(s, a, line);
}

static void
quadlet(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, name;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#;["))
		return;
	startup_entry(s, &l.a, SPAN_NONE);
	l.a.lenient = true;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		/* Those of its [Service] section run on the host. */
		if (span_starts(name, "Exec") && !span_is(name, "Exec"))
			host_command(s, &l.a, line);
		if ((span_is(name, "Volume") && container_gives_away(span_before(line, ':')) &&
		    !span_ends(line, ":ro")) || (span_is(name, "PodmanArgs") &&
		    (span_holds(line, "--privileged") || span_holds(line, "--pid=host"))))
			startup_say(s, CONTAINER_POWERFUL, path, l.a.line, l.a.said);
	}
}

static void
oci_hook(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	json_t *all = container_parsed(s, path);
	struct span word;

	(void)arg, (void)as;
	if (!all)
		return;
	word = text(json_object_get(json_object_get(all, "hook"), "path"));
	word = see_join(s->in, word, SPAN_NONE, SPAN_NONE);
	if (word.n)
		command_words(s, &a, &word, 1);
	json_decref(all);
}

void
services_quadlets(struct startup *s)
{
	static const char *const units[] = { "/etc/containers/systemd/*", "/etc/containers/systemd/*/*",
		"/usr/share/containers/systemd/*", "/etc/containers/systemd/users/*/*",
		"~/.config/containers/systemd/*", NULL };

	startup_vendor(s, "/usr/share/containers/oci/hooks.d", 0);
	startup_vendor(s, "/usr/share/containers/systemd", 1);
	for (size_t i = 0; units[i]; i++)
		settings_files(s, units[i], NULL, quadlet);
	settings_files(s, "/etc/containers/oci/hooks.d/*.json", NULL, oci_hook);
	settings_files(s, "/usr/share/containers/oci/hooks.d/*.json", NULL, oci_hook);
}

/* Words of a command, each in its quotes or alone: what a shell in the pod is told. */
static void
pod_command(struct startup *s, const struct autorun *a, struct span line)
{
	const struct simple *where;
	struct script script;
	struct span piece;

	while (span_field(&line, "\"'[]", &piece)) {
		script_parse(s->in, piece, &script);
		if (payload_shell(&script, script_traits(s->in, &script), &where))
			startup_say(s, STARTUP_SHELL_NETWORK, a->path, a->line, a->said);
	}
}

/* Line by line: what grants the host stands on lines of its own, in YAML as in JSON. */
static void
pod(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, name;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	startup_entry(s, &l.a, SPAN_NONE);
	while (settings_next(&l, &line)) {
		if (span_starts(line, "-"))
			line = span_trim(span_skip(line, 1));
		pod_command(s, &l.a, line);
		name = settings_unquoted(settings_name(&line, ":"));
		line = settings_unquoted(span_before(line, ','));
		if (((span_is(name, "privileged") || span_is(name, "hostPID")) &&
		    span_is(line, "true")) || (span_is(name, "path") && container_gives_away(line)))
			startup_say(s, CONTAINER_POWERFUL, path, l.a.line, l.a.said);
	}
}

void
services_pods(struct startup *s)
{
	static const char *const files[] = { "/etc/kubernetes/manifests/*", "/etc/kubelet.d/*",
		"/var/lib/rancher/k3s/server/manifests/*", "/var/lib/rancher/k3s/agent/pod-manifests/*",
		"/var/lib/rancher/rke2/agent/pod-manifests/*", "/var/lib/rancher/rke2/server/manifests/*",
		NULL };

	for (size_t i = 0; files[i]; i++)
		settings_files(s, files[i], NULL, pod);
}
