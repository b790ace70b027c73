/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_systems - which volumes hold systems, and what does each system mount? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "../system/system.h"
#include "sight.h"

struct volume {
	struct examination	*e;
	json_int_t		 id;
	struct sight		 sight;
	json_t			*systems;	/* the records of those it holds; in "lines" what each mounts */
	bool			 told;		/* it said how its reading went */
};

static void
open_volume(void *arg, struct child *c)
{
	sight_open(&((struct volume *)arg)->sight, c);
}

/* In the jail: first how the volume itself is, then what it holds. */
static void
survey(void *arg, int out)
{
	struct volume *v = arg;
	const char *trouble;
	char why[160] = "";
	int r = sight_view(&v->sight, &trouble);

	if (r != VIEW_OK && v->sight.state.bad.n)
		snprintf(why, sizeof why, "its disk fails at sector %llu",
		    (unsigned long long)(v->sight.state.bad.at[0] / MEDIUM_SECTOR));
	else if (r != VIEW_OK)
		snprintf(why, sizeof why, "%s", trouble);
	else if (v->sight.state.dirty)
		snprintf(why, sizeof why, "its journal held changes: %llu KiB replayed in memory",
		    (unsigned long long)(v->sight.state.replayed >> 10));
	record_write(out, RECORD_VOLUME, json_pack("{s:s, s:s}",
	    "state", r == VIEW_OK ? "read" : "unread", "why", why));
	if (r != VIEW_OK)
		return;
	if (trouble)
		record_write(out, RECORD_GAP, json_pack("{s:s}", "why", trouble));
	system_survey(&v->sight.view, out);
	sight_tell_bad(&v->sight, out);
	view_close(&v->sight.view);
}

static void
settle(struct volume *v, const char *state, json_t *why)
{
	json_t *body = json_array_get(v->e->survey->volumes, (size_t)v->id);

	json_object_set_new(body, "state", json_string(state));
	if (why && json_string_length(why))
		json_object_set(body, "why", why);
	else
		json_object_del(body, "why");
}

static const char *
hear(void *arg, struct span line)
{
	struct volume *v = arg;
	const char *why = NULL;
	json_t *body;

	switch (record_read(line, &body, &why)) {
	case RECORD_VOLUME:
		settle(v, strcmp(json_string_value(json_object_get(body, "state")), "read") == 0 ?
		    "read" : "unread", json_object_get(body, "why"));
		v->told = true;
		break;
	case RECORD_SYSTEM:
		if (json_array_size(v->systems) > MAX_ROOTS)
			why = "more systems than a volume may hold";
		json_object_set_new(body, "lines", json_array());
		json_array_append(v->systems, body);
		break;
	case RECORD_MOUNT:
		if (strcmp(json_string_value(json_object_get(body, "type")), "boot") == 0) {
			json_array_append(v->e->boots, body);
			break;
		}
		if (!json_array_size(v->systems))
			why = "a mount of no system";
		json_array_append(json_object_get(json_array_get(v->systems,
		    json_array_size(v->systems) - 1), "lines"), body);
		break;
	case RECORD_GAP:
		json_object_set_new(body, "volume", json_integer(v->id));
		survey_gap(v->e->survey, json_incref(body));
		break;
	case RECORD_COUNT:
		return why;
	default:
		why = "a record that has no place here";
	}
	json_decref(body);
	return why;
}

static void
add_system(struct volume *v, json_t *os)
{
	struct survey *s = v->e->survey;
	json_int_t id = (json_int_t)json_array_size(s->systems);
	json_t *mounts = system_mounts(s->volumes, v->id, json_object_get(os, "lines")), *mount, *why;
	size_t i;

	json_object_del(os, "lines");
	json_object_set_new(os, "id", json_integer(id));
	json_object_set_new(os, "volume", json_integer(v->id));
	json_object_set_new(os, "mounts", mounts);
	survey_add(s, RECORD_SYSTEM, json_incref(os));
	json_array_foreach(mounts, i, mount)
		if ((why = json_object_get(mount, "why")))
			survey_gap(s, json_pack("{s:I, s:O, s:O}", "system", id,
			    "path", json_object_get(mount, "point"), "why", why));
}

static bool
is_snapshot(const struct volume *v)
{
	return json_object_get(json_array_get(v->e->survey->volumes, (size_t)v->id), "origin") != NULL;
}

/* Does one of the lines name this volume as the root? */
static bool
names_as_root(const struct volume *v, const json_t *lines)
{
	json_t *mounts = system_mounts(v->e->survey->volumes, v->id, lines), *mount;
	bool named = false;
	size_t i;

	json_array_foreach(mounts, i, mount)
		named |= json_object_get(mount, "volume") &&
		    strcmp(json_string_value(json_object_get(mount, "point")), "/") == 0;
	json_decref(mounts);
	return named;
}

/* An earlier state of a system starts only when it names itself as its root, or a boot loader's entry does. */
static bool
starts(const struct volume *v, const json_t *os)
{
	return !is_snapshot(v) || names_as_root(v, json_object_get(os, "lines")) ||
	    names_as_root(v, v->e->boots);
}

static bool
readable(const struct examination *e, const json_t *v)
{
	const char *type = json_string_value(json_object_get(v, "type"));
	const char *why = json_string_value(json_object_get(v, "why"));

	if (strcmp(json_string_value(json_object_get(v, "kind")), "directory") == 0 ||
	    e->shown[json_integer_value(json_object_get(v, "id"))])
		return true;
	return type && why && strcmp(why, "not read yet") == 0 &&
	    (strcmp(type, "ext2") == 0 || strcmp(type, "ext3") == 0 || strcmp(type, "ext4") == 0);
}

static void
finish(struct volume *v, const char *lost)
{
	json_t *why;

	if (lost || !v->told) {
		why = json_string(lost ? lost : "the reader told nothing");
		settle(v, "unread", why);
		json_decref(why);
	}
}

void
stage_systems(struct examination *e)
{
	size_t all = json_array_size(e->survey->volumes), n = 0, i, k;
	struct child *children = need(all, sizeof *children);
	struct volume *volumes = need(all, sizeof *volumes);
	const json_t *v;
	json_t *os;

	e->boots = json_array();
	json_array_foreach(e->survey->volumes, i, v) {
		if (!readable(e, v))
			continue;
		volumes[n] = (struct volume){
			.e = e, .id = (json_int_t)i, .sight.place = stage_place(e, (json_int_t)i),
			.systems = json_array(),
		};
		children[n] = (struct child){
			.open = open_volume, .work = survey, .line = hear, .arg = &volumes[n],
		};
		n++;
	}
	child_run_all(children, n, e->jailed);
	for (i = 0; i < n; i++)
		finish(&volumes[i], children[i].lost);
	for (i = 0; i < n; i++) {
		json_array_foreach(volumes[i].systems, k, os)
			if (starts(&volumes[i], os))
				add_system(&volumes[i], os);
		json_decref(volumes[i].systems);
	}
	for (i = 0; i < n; i++)
		if (is_snapshot(&volumes[i]) && !stage_mounted(e->survey, volumes[i].id)) {
			json_t *why = json_string("an earlier state of another volume, and not what boots");

			settle(&volumes[i], "snapshot", why);
			json_decref(why);
		}
	free(volumes);
	free(children);
}

bool
stage_mounted(const struct survey *s, json_int_t volume)
{
	const json_t *os, *mount;
	size_t i, j;

	json_array_foreach(s->systems, i, os) {
		if (json_integer_value(json_object_get(os, "volume")) == volume)
			return true;
		json_array_foreach(json_object_get(os, "mounts"), j, mount)
			if (json_object_get(mount, "volume") &&
			    json_integer_value(json_object_get(mount, "volume")) == volume)
				return true;
	}
	return false;
}

bool
stage_within(const struct survey *s, const json_t *volume)
{
	const char *path = json_string_value(json_object_get(volume, "subvolume")), *outer;
	const json_t *v;
	size_t i, n;

	if (!path || json_is_true(json_object_get(volume, "default")))
		return false;	/* what boots is read by itself only */
	if (stage_mounted(s, json_integer_value(json_object_get(volume, "parent"))))
		return true;
	json_array_foreach(s->volumes, i, v) {
		outer = json_string_value(json_object_get(v, "subvolume"));
		if (!outer || !json_equal(json_object_get(v, "parent"), json_object_get(volume, "parent")))
			continue;
		n = strlen(outer);
		if (strncmp(path, outer, n) == 0 && path[n] == '/' && stage_mounted(s, (json_int_t)i))
			return true;
	}
	return false;
}

bool
stage_holds(const struct examination *e, unsigned int target)
{
	const json_t *v;
	size_t i;

	json_array_foreach(e->survey->volumes, i, v)
		if (json_integer_value(json_object_get(v, "target")) == (json_int_t)target &&
		    stage_mounted(e->survey, (json_int_t)i))
			return true;
	return false;
}
