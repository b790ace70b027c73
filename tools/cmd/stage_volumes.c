/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_volumes - what lies on each target? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../finding/record.h"
#include "../jail/child.h"
#include "../lib/die.h"
#include "../volume/volume.h"
#include "stage.h"

/* Partitions, what lies behind the filesystem of each and between them, and the tables. */
#define MAX_PARTS	(3 * MAX_PARTITIONS + 8)

struct disk {
	struct examination	*e;
	const struct medium	*medium;
	int			 fd, why;	/* in the child: the descriptor, or errno */
	blkid_probe		 whole;
	json_t			*volumes, *gaps;	/* bodies, ids counted from 0 */
};

static void
open_disk(void *arg, struct child *c)
{
	struct disk *d = arg;

	(void)c;
	d->fd = medium_open(d->medium->path);
	d->why = errno;
	if (d->fd != -1)
		d->whole = volume_whole(d->medium, d->fd);
}

static void
probe(void *arg, int out)
{
	struct disk *d = arg;

	if (d->fd == -1)
		record_write(out, RECORD_GAP, json_pack("{s:s+}", "why",
		    "the disk cannot be opened: ", strerror(d->why)));
	else
		volume_probe(d->medium, d->fd, d->whole, out);
}

static const char *
hear(void *arg, struct span line)
{
	struct disk *d = arg;
	const char *why = NULL;
	json_t *body;

	switch (record_read(line, &body, &why)) {
	case RECORD_VOLUME:
		json_array_append_new(d->volumes, body);
		return json_array_size(d->volumes) > MAX_PARTS ?
		    "more volumes on one disk than a partition table holds" : NULL;
	case RECORD_GAP:
		json_array_append_new(d->gaps, body);
		return json_array_size(d->gaps) > MAX_PARTS ? "more gaps than partitions" : NULL;
	case RECORD_COUNT:
		return why;
	default:
		json_decref(body);
		return "a record that has no place here";
	}
}

/* The name a volume goes by: its target's, and #N for its partition N, @N for what begins at byte N. */
static void
name(const struct disk *d, json_t *v)
{
	const json_t *number = json_object_get(v, "number");
	bool range = strcmp(json_string_value(json_object_get(v, "kind")), "range") == 0;
	const json_t *made = d->e->made[d->medium - d->e->target].body;
	char text[4 * MAX_PATH + 32];
	json_t *path = made ? json_incref(json_object_get(made, "name")) :
	    record_text(span_of(d->medium->path), 4 * MAX_PATH);

	if (range)
		number = json_object_get(v, "offset");
	if (number)
		snprintf(text, sizeof text, "%s%c%lld", json_string_value(path), range ? '@' : '#',
		    (long long)json_integer_value(number));
	else
		snprintf(text, sizeof text, "%s", json_string_value(path));
	json_decref(path);
	json_object_set_new(v, "name", json_string(text));
}

/* What a child counts from 0 begins at base here; nothing lies in what comes after it. */
static json_int_t
rebased(const json_t *id, json_int_t base, json_int_t before)
{
	json_int_t n = json_integer_value(id);

	return n < before - base ? base + n : base;
}

static void
tell_disk(const struct medium *m, json_t *v)
{
	char serial[MEDIUM_SERIAL], wwid[MEDIUM_SERIAL];

	json_object_set_new(v, "readonly", json_boolean(m->readonly));
	medium_serial(m->path, serial, wwid);
	if (*serial && !json_object_get(v, "number"))
		json_object_set_new(v, "serial", record_text(span_of(serial), MEDIUM_SERIAL));
	if (*wwid && !json_object_get(v, "number"))
		json_object_set_new(v, "wwid", record_text(span_of(wwid), MEDIUM_SERIAL));
}

static void
add(struct disk *d, json_t *v, json_int_t base)
{
	json_int_t id = (json_int_t)json_array_size(d->e->survey->volumes);
	json_t *made = d->e->made[d->medium - d->e->target].body;

	if (id >= MAX_VOLUMES)
		return;		/* told by whoever looks for room */
	name(d, v);
	json_object_set_new(v, "id", json_integer(id));
	if (id == base && made)
		json_object_update(v, made);
	else if (id == base)
		json_object_del(v, "parent");
	else
		json_object_set_new(v, "parent", json_integer(rebased(
		    json_object_get(v, "parent"), base, id)));
	json_object_set_new(v, "target", json_integer(d->medium - d->e->target));
	if (d->medium->kind == MEDIUM_DISK && !made)
		tell_disk(d->medium, v);
	survey_add(d->e->survey, RECORD_VOLUME, json_incref(v));
}

/* A disk that told nothing is a disk, and unread. */
static json_t *
untold(const struct medium *m, const char *why)
{
	return json_pack("{s:s, s:I, s:I, s:s, s:s}",
	    "kind", m->kind == MEDIUM_DISK ? "disk" : "image", "offset", (json_int_t)0,
	    "size", (json_int_t)m->size, "state", "unread", "why", why);
}

static void
join(struct disk *d, const char *lost)
{
	json_int_t base = (json_int_t)json_array_size(d->e->survey->volumes);
	json_t *v;
	size_t i;

	if (d->medium->kind == MEDIUM_DIRECTORY)
		json_array_append_new(d->volumes, json_pack("{s:s, s:s, s:s}",
		    "kind", "directory", "state", "unread", "why", "not read yet"));
	else if (lost || json_array_size(d->volumes) == 0)
		json_array_insert_new(d->volumes, 0,
		    untold(d->medium, lost ? lost : "cannot be opened"));
	json_array_foreach(d->volumes, i, v)
		add(d, v, base);
	json_array_foreach(d->gaps, i, v) {
		json_object_set_new(v, "volume", json_integer(rebased(json_object_get(v, "volume"), base,
		    (json_int_t)json_array_size(d->e->survey->volumes))));
		survey_gap(d->e->survey, json_incref(v));
	}
	if (json_array_size(d->e->survey->volumes) >= MAX_VOLUMES)
		survey_gap(d->e->survey, json_pack("{s:s}", "why",
		    "there are more volumes than are kept"));
	if (d->e->all && !d->medium->readonly && !d->e->made[d->medium - d->e->target].body)
		survey_gap(d->e->survey, json_pack("{s:I, s:s}", "volume", base, "why",
		    "the kernel would let this disk be written: it should have been set read-only"));
	json_decref(d->volumes);
	json_decref(d->gaps);
}

void
stage_probe(struct examination *e, unsigned int from)
{
	struct child *children = need(e->ntargets, sizeof *children);
	struct disk *disks = need(e->ntargets, sizeof *disks);
	size_t n = 0;

	for (unsigned int i = from; i < e->ntargets; i++) {
		disks[i] = (struct disk){ .e = e, .medium = &e->target[i], .volumes = json_array(),
			.gaps = json_array() };
		if (e->target[i].kind == MEDIUM_DIRECTORY)
			continue;
		children[n++] = (struct child){
			.open = open_disk, .work = probe, .line = hear, .arg = &disks[i],
		};
	}
	child_run_all(children, n, e->jailed);
	n = 0;
	for (unsigned int i = from; i < e->ntargets; i++)
		join(&disks[i], e->target[i].kind == MEDIUM_DIRECTORY ? NULL : children[n++].lost);
	free(disks);
	free(children);
}

static void
tell_unseen(void *arg, const char *why)
{
	survey_gap(((struct examination *)arg)->survey, json_pack("{s:s}", "why", why));
}

void
stage_volumes(struct examination *e)
{
	stage_probe(e, 0);
	if (e->all)
		medium_unseen("/sys", tell_unseen, e);
}

struct place
stage_place(const struct examination *e, json_int_t volume)
{
	const json_t *v = json_array_get(e->survey->volumes, (size_t)volume);
	const struct ledger *ledger = e->ledger ? &e->ledger[volume] : NULL;

	if (e->shown[volume])
		return (struct place){ &e->target[e->shown[volume]], 0, 0,
			ledger && ledger->digests ? ledger : NULL };
	return (struct place){
		&e->target[json_integer_value(json_object_get(v, "target"))],
		(uint64_t)json_integer_value(json_object_get(v, "offset")),
		(uint64_t)json_integer_value(json_object_get(v, "size")),
		ledger && ledger->digests ? ledger : NULL,
	};
}
