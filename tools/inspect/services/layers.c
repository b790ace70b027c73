/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layers - which containers have their roots here in layers, which are no system of their own?
 *
 * Read from Docker's config.v2.json and image/overlay2/layerdb, the container
 * storage library's containers.json (Podman, CRI-O), and containerd's overlayfs
 * snapshotter.  The files of the layers are this system's: swept, and looked at as
 * guests'.  What a container would start is not.
 */
#include <jansson.h>
#include <string.h>

#include "services.h"

static struct span
text(const json_t *j)
{
	const char *t = json_string_value(j);

	return t ? span_of(t) : SPAN_NONE;
}

static void
tell(struct startup *s, struct span path, const char *engine, struct span name)
{
	struct vstat st;

	if (see_stat(s->in, path, &st) == VIEW_OK && st.kind == V_DIR)
		say(s->in, CONTAINER_LAYERS, path, 0,
		    see_join(s->in, span_of(engine), span_of(" "), name));
}

/* A name from a file that is to be one directory. */
static bool
is_name(struct span s)
{
	return s.n && !span_has(s, '/') && !span_is(s, "..");
}

static void
docker(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span root = span_parent(span_parent(span_parent(path)));
	struct span id = span_base(span_parent(path)), mount, bytes, upper;
	json_t *all = container_parsed(s, path);

	(void)arg, (void)as;
	mount = see_join(s->in, root, span_of("/image/overlay2/layerdb/mounts/"), id);
	if (see_file(s->in, see_path(s->in, mount, span_of("mount-id")), &bytes) == VIEW_OK &&
	    span_line(&bytes, &upper) && is_name(upper))
		tell(s, see_path(s->in, see_join(s->in, root, span_of("/overlay2/"), upper),
		    span_of("diff")), "Docker:", text(json_object_get(all, "Name")));
	json_decref(all);
}

static void
storage(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span store = see_path(s->in, span_parent(span_parent(path)), span_of("overlay")), layer;
	json_t *all = container_parsed(s, path), *one;
	size_t i;

	(void)arg, (void)as;
	json_array_foreach(all, i, one)
		if (is_name(layer = text(json_object_get(one, "layer"))))
			tell(s, see_path(s->in, see_path(s->in, store, layer), span_of("diff")), "Podman:",
			    text(json_array_get(json_object_get(one, "names"), 0)));
	json_decref(all);
}

static void
snapshots(struct startup *s, struct span dir)
{
	const struct span *names;
	size_t n;

	if (see_dir(s->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		tell(s, see_path(s->in, see_path(s->in, dir, names[i]), span_of("fs")), "containerd:", names[i]);
}

void
services_layers(struct startup *s)
{
	static const char *const stores[] = {
		"/var/lib/containers/storage/overlay-containers/containers.json",
		"~/.local/share/containers/storage/overlay-containers/containers.json",
	};

	settings_files_of(s, see_join(s->in, docker_root(s), span_of("/containers/*/config.v2.json"),
	    SPAN_NONE), NULL, docker);
	for (size_t i = 0; i < sizeof stores / sizeof *stores; i++)
		settings_files(s, stores[i], NULL, storage);
	snapshots(s, span_of("/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots"));
	snapshots(s, span_of(
	    "/var/lib/rancher/k3s/agent/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots"));
}
