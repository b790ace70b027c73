/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ground - what is a place in the tree for? */
#include "files.h"

static const struct {
	const char	*dir;
	enum ground	 ground;
} grounds[] = {
	/* The first that fits counts. */
	{ "/usr/local/", GROUND_ANY },
	{ "/dev/shm/", GROUND_VOLATILE },
	{ "/dev/mqueue/", GROUND_VOLATILE },
	{ "/dev/", GROUND_NOWHERE },
	{ "/proc/", GROUND_NOWHERE },
	{ "/sys/", GROUND_NOWHERE },
	{ "/usr/share/doc/", GROUND_NOWHERE },
	{ "/usr/share/info/", GROUND_NOWHERE },
	{ "/usr/share/locale/", GROUND_NOWHERE },
	{ "/usr/share/man/", GROUND_NOWHERE },
	{ "/usr/include/", GROUND_DATA },
	{ "/usr/bin/", GROUND_PROGRAMS },
	{ "/usr/sbin/", GROUND_PROGRAMS },
	{ "/usr/games/", GROUND_PROGRAMS },
	{ "/usr/lib", GROUND_PROGRAMS },	/* and lib32, lib64, libexec */
	{ "/bin/", GROUND_PROGRAMS },
	{ "/sbin/", GROUND_PROGRAMS },
	{ "/lib", GROUND_PROGRAMS },
	{ "/usr/", GROUND_SYSTEM },
	{ "/boot/", GROUND_SYSTEM },
	{ "/etc/", GROUND_DATA },
	{ "/var/log/", GROUND_DATA },
	{ "/tmp/", GROUND_VOLATILE },
	{ "/var/tmp/", GROUND_VOLATILE },
	{ "/run/", GROUND_VOLATILE },
	{ "/var/run/", GROUND_VOLATILE },
	{ "/var/lock/", GROUND_VOLATILE },
};

/* Where engines keep whole systems: their set-user-ID programs are none of this one's. */
static const struct {
	const char	*dir, *whose;
} guests[] = {
	{ "/var/lib/docker/", "Docker's" },
	{ "/var/lib/containerd/", "containerd's" },
	{ "/var/lib/containers/", "Podman's" },
	{ "/var/lib/kubelet/", "Kubernetes'" },
	{ "/var/lib/rancher/", "k3s'" },
	{ "/var/lib/lxc/", "LXC's" },
	{ "/var/lib/lxd/", "LXD's" },
	{ "/var/snap/lxd/", "LXD's" },
	{ "/var/lib/incus/", "Incus'" },
	{ "/var/lib/machines/", "systemd-nspawn's" },
	{ "/var/lib/schroot/", "schroot's" },
	{ "/var/lib/flatpak/", "Flatpak's" },
	{ "/var/cache/pbuilder/", "pbuilder's" },
	{ "/snap/", "snapd's" },
};

const char *
ground_guests(struct span path)
{
	for (size_t i = 0; i < sizeof guests / sizeof *guests; i++)
		if (span_starts(path, guests[i].dir))
			return guests[i].whose;
	return NULL;
}

enum ground
ground_of(struct span path)
{
	if (ground_guests(path))
		return GROUND_GUESTS;
	for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++)
		if (span_starts(path, grounds[i].dir))
			return grounds[i].ground;
	return span_is(span_parent(path), "/") ? GROUND_DATA : GROUND_ANY;
}

struct span
ground_below(struct span path)
{
	for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++)
		if (span_starts(path, grounds[i].dir))
			return span_skip(path, span_of(grounds[i].dir).n);
	return span_skip(path, 1);
}
