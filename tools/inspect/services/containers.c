/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * containers - what hands a host to a container, and which units and hooks start some?
 *
 * Read from capabilities(7), podman-systemd.unit(5), oci-hooks(5).
 */
#include <jansson.h>

#include "../startup/shell.h"
#include "services.h"

/* Whoever may write there is root; what only reads is told nothing of. */
static const char *const written[] = {
	"/", "/etc", "/etc/cron*", "/etc/systemd*", "/etc/init*", "/etc/profile*", "/etc/pam*",
	"/etc/ssh*", "/etc/sudoers*", "/etc/passwd", "/etc/shadow", "/etc/ld.so*", "/etc/modprobe*",
	"/etc/udev*", "/root", "/root/.*", "/home", "/home/*/.ssh*", "/boot*", "/usr", "/usr/bin",
	"/usr/sbin", "/usr/lib", "/usr/lib/systemd*", "/usr/local/bin", "/usr/local/sbin", "/bin",
	"/sbin", "/lib", "/lib/systemd*", "/lib64", "/var", "/var/lib", "/var/lib/docker", "/var/spool",
	"/var/spool/cron*", NULL
};
/* A daemon that starts containers obeys whoever reaches its socket, however that is mounted. */
static const char *const reached[] = {
	"*/docker.sock", "*/containerd.sock", "*/crio.sock", "*/podman.sock", "/run", "/var/run", NULL
};
/* capabilities(7): with one of these in hand the rest can be had. */
static const char *const strong[] = {
	"*ALL", "*SYS_ADMIN", "*SYS_MODULE", "*SYS_RAWIO", "*DAC_READ_SEARCH", "*CAP_BPF", NULL
};
/* The host's disks and its memory. */
static const char *const disks[] = {
	"/dev/sd*", "/dev/nvme*", "/dev/vd*", "/dev/xvd*", "/dev/dm-*", "/dev/mapper/*", "/dev/md*",
	"/dev/disk/*", "/dev/mem", "/dev/kmem", "/dev/port", NULL
};

static bool
fits_any(struct span name, const char *const *patterns)
{
	for (; *patterns; patterns++)
		if (settings_fit(name, *patterns, false))
			return true;
	return false;
}

bool
container_gives_away(struct startup *s, struct span from, bool read_only)
{
	struct span real;

	if (!span_starts(from, "/"))
		return false;
	from = target_clean(s, from);
	if (see_real(s->in, from, &real) != VIEW_OK)
		real = from;
	return fits_any(from, reached) || fits_any(real, reached) ||
	    (!read_only && (fits_any(from, written) || fits_any(real, written)));
}

bool
container_strong(struct span capability)
{
	return fits_any(capability, strong);
}

bool
container_disk(struct span device)
{
	return fits_any(device, disks);
}

bool
container_read_only(struct span options)
{
	struct span one;

	while (span_field(&options, ",", &one))
		if (span_is(one, "ro") || span_is(one, "readonly") || span_is(one, "readonly=true"))
			return true;
	return false;
}

bool
container_shell(struct startup *s, struct span text)
{
	return quoted_text(s->in, text).shell;
}

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

struct span
container_text(struct startup *s, const json_t *j)
{
	const char *t = json_string_value(j);

	return t ? see_join(s->in, span_of(t), SPAN_NONE, SPAN_NONE) : SPAN_NONE;
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

/* "Mount=type=bind,source=/etc,destination=/x,ro" */
static struct span
mount_source(struct span mount)
{
	struct span one, name;

	while (span_field(&mount, ",", &one)) {
		name = span_before(one, '=');
		if (span_is(name, "source") || span_is(name, "src"))
			return span_after(one, '=');
	}
	return SPAN_NONE;
}

static bool
quadlet_powerful(struct startup *s, struct span name, struct span line)
{
	static const char *const flags[] = { "--privileged", "--pid=host", "--pid host",
		"--cap-add=all", "--cap-add=ALL", "SYS_ADMIN", "SYS_MODULE", "DAC_READ_SEARCH", NULL };
	struct span word;

	if (span_is(name, "Volume"))
		return container_gives_away(s, span_before(line, ':'),
		    container_read_only(span_after(span_after(line, ':'), ':')));
	if (span_is(name, "Mount"))
		return container_gives_away(s, mount_source(line), container_read_only(line));
	if (span_is(name, "AddDevice"))
		return container_disk(span_before(line, ':'));
	if (span_is(name, "AddCapability"))
		while (span_field(&line, " \t,", &word))
			if (container_strong(word) || settings_fit(word, "all", true))
				return true;
	for (size_t i = 0; span_is(name, "PodmanArgs") && flags[i]; i++)
		if (span_holds(line, flags[i]))
			return true;
	return false;
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
		if (quadlet_powerful(s, name, line))
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
	word = container_text(s, json_object_get(json_object_get(all, "hook"), "path"));
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
