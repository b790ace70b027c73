/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pods - what does a Kubernetes node start by itself, and what does it run for the network?
 *
 * Read from Kubernetes' "Create static Pods", its PodSpec and KubeletConfiguration,
 * kubelet(8), "Flexvolume", CNI's "Plugin configuration" and NRI's README.
 */
#include <jansson.h>

#include "../../lib/yaml.h"
#include "services.h"

static bool
is_true(struct span text)
{
	return settings_fit(text, "true", true) || settings_fit(text, "yes", true);
}

static bool
powerful(struct startup *s, const struct yaml *y, struct span text)
{
	if (yaml_ends(y, "privileged") || yaml_ends(y, "hostPID"))
		return is_true(text);
	if (yaml_ends(y, "capabilities/add/-"))
		return container_strong(text);
	return yaml_ends(y, "hostPath/path") && (container_gives_away(s, text, false) ||
	    container_disk(text));
}

static void
pod(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct span bytes, text;
	struct yaml y;

	(void)arg, (void)as;
	if (see_file(s->in, path, &bytes) != VIEW_OK)
		return;
	startup_entry(s, &a, SPAN_NONE);
	yaml_open(&y, bytes);
	while (yaml_next(&y)) {
		text = yaml_text(&y, see_room(s->in, y.value.n + 1, 1));
		if (powerful(s, &y, text))
			startup_say(s, CONTAINER_POWERFUL, path, y.at, span_before(y.value, '\n'));
		/* A command, an argument, a script in a map that is mounted: whatever a shell is told. */
		if (container_shell(s, text))
			startup_say(s, STARTUP_SHELL_NETWORK, path, y.at, text);
	}
	if (y.cut)
		say_gap(s->in, path, "nested deeper than is followed");
}

static void
manifests(struct startup *s, struct span dir)
{
	if (span_starts(dir, "/"))
		settings_files_of(s, see_path(s->in, dir, span_of("*")), NULL, pod);
}

/* KubeletConfiguration: where else pods are taken from, and whom the node obeys. */
static void
kubelet(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct span bytes, text;
	struct yaml y;

	(void)arg, (void)as;
	if (see_file(s->in, path, &bytes) != VIEW_OK)
		return;
	startup_entry(s, &a, SPAN_NONE);
	yaml_open(&y, bytes);
	while (yaml_next(&y)) {
		text = yaml_text(&y, see_room(s->in, y.value.n + 1, 1));
		if (yaml_at(&y, "staticPodPath"))
			manifests(s, text);
		else if ((yaml_at(&y, "staticPodURL") && text.n) ||
		    (yaml_at(&y, "authorization/mode") && span_is(text, "AlwaysAllow")))
			startup_say(s, CONTAINER_DAEMON_OPEN, path, y.at, text);
	}
}

/* The same as flags, wherever those are written. */
static void
flags(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, word;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#;"))
		return;
	while (settings_next(&l, &line))
		while (span_field(&line, " \t\"'", &word)) {
			if (span_holds(word, "--pod-manifest-path="))
				manifests(s, span_after(span_after(word, '-'), '='));
			else if (span_holds(word, "--manifest-url=") ||
			    span_holds(word, "--authorization-mode=AlwaysAllow"))
				startup_say(s, CONTAINER_DAEMON_OPEN, path, l.a.line, l.a.said);
		}
}

/* "type" names the program of a network or of one of its plugins. */
static void
plugin(struct startup *s, const struct autorun *a, const json_t *network)
{
	static const char *const dirs[] = { "/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni" };
	struct span type = container_text(s, json_object_get(network, "type")), path;

	for (size_t i = 0; type.n && !span_has(type, '/') && i < sizeof dirs / sizeof *dirs; i++) {
		path = see_path(s->in, span_of(dirs[i]), type);
		if (startup_file(s, path, true)) {
			command_words(s, a, &path, 1);
			return;
		}
	}
}

static void
network(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	json_t *all = container_parsed(s, path), *one;
	size_t i;

	(void)arg, (void)as;
	if (!all)
		return;
	startup_entry(s, &a, SPAN_NONE);
	plugin(s, &a, all);
	json_array_foreach(json_object_get(all, "plugins"), i, one)
		plugin(s, &a, one);
	json_decref(all);
}

void
services_pods(struct startup *s)
{
	static const char *const dirs[] = { "/etc/kubernetes/manifests", "/etc/kubelet.d",
		"/var/lib/rancher/k3s/server/manifests", "/var/lib/rancher/k3s/agent/pod-manifests",
		"/var/lib/rancher/rke2/agent/pod-manifests", "/var/lib/rancher/rke2/server/manifests" };
	static const char *const settings[] = { "/etc/default/kubelet", "/etc/sysconfig/kubelet",
		"/var/lib/kubelet/kubeadm-flags.env", "/etc/systemd/system/kubelet.service",
		"/etc/systemd/system/kubelet.service.d/*.conf", NULL };
	static const char *const volumes[] = {
		"/usr/libexec/kubernetes/kubelet-plugins/volume/exec/*/*", NULL };

	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
		manifests(s, span_of(dirs[i]));
	settings_files(s, "/var/lib/kubelet/config.yaml", NULL, kubelet);
	for (size_t i = 0; settings[i]; i++)
		settings_files(s, settings[i], NULL, flags);
	settings_programs(s, volumes);
}

/* What the runtime starts for each container: networks' programs, and its own plugins. */
void
services_plugins(struct startup *s)
{
	static const char *const started[] = { "/opt/nri/plugins/*", NULL };

	startup_vendor(s, "/usr/lib/cni", 0);
	settings_files(s, "/etc/cni/net.d/*.conflist", NULL, network);
	settings_files(s, "/etc/cni/net.d/*.conf", NULL, network);
	settings_files(s, "/etc/cni/net.d/*.json", NULL, network);
	settings_programs(s, started);
}
