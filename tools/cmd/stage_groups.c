/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_groups - which volume groups lie on what was found, and what do they hold? */
#include <stdio.h>
#include <string.h>

#include "../finding/record.h"
#include "stacking.h"

/* What of a group is no volume that can be looked at: its pools, and what nobody uses. */
static void
part_of_group(struct stacking *s, json_int_t group, const char *kind, const char *name,
    const char *state, const char *why, json_int_t size)
{
	json_int_t id = (json_int_t)json_array_size(s->e->survey->volumes);
	const json_t *g = json_array_get(s->e->survey->volumes, (size_t)group);

	if (id < MAX_VOLUMES)
		survey_add(s->e->survey, RECORD_VOLUME, json_pack(
		    "{s:I, s:s, s:s, s:s, s:I, s:I, s:O, s:s, s:s}", "id", id, "kind", kind, "name", name,
		    "type", "lvm", "size", size, "parent", group, "target", json_object_get(g, "target"),
		    "state", state, "why", why));
}

static void
logical(struct stacking *s, const json_t *group, json_int_t id, const json_t *lv)
{
	char name[1024], why[STACK_WHY];
	const char *path = stacking_text(lv, "path"), *origin = stacking_text(lv, "origin");
	json_t *body;

	snprintf(name, sizeof name, "%s/%s", stacking_text(group, "group"), stacking_text(lv, "name"));
	if (json_object_get(lv, "pool")) {
		part_of_group(s, id, "logical", name, "container", "a pool, of which other volumes are made",
		    json_integer_value(json_object_get(lv, "size")));
		return;
	}
	if (!*path) {
		snprintf(why, sizeof why, "the logical volume %.200s (%.60s) %s", name,
		    stacking_text(lv, "type"), stacking_text(lv, "why"));
		stacking_gap(s, id, why);
		return;
	}
	if (json_object_get(lv, "partial")) {
		snprintf(why, sizeof why, "the logical volume %.200s lacks parts that lie on missing disks",
		    name);
		stacking_gap(s, id, why);
	}
	body = json_pack("{s:s, s:s, s:s, s:I}", "kind", "logical", "name", name, "lv", name,
	    "parent", id);
	if (*origin)
		json_object_set_new(body, "origin", json_string(origin));
	if (!stacking_add(s, path, true, body)) {
		snprintf(why, sizeof why, "the logical volume %.200s cannot be looked at", name);
		stacking_gap(s, id, why);
	}
}

static void
group(struct stacking *s, const json_t *g, json_t *pv)
{
	json_int_t id = (json_int_t)json_array_size(s->e->survey->volumes);
	json_int_t missing = json_integer_value(json_object_get(g, "missing")), unused;
	char why[STACK_WHY];
	const json_t *lv;
	size_t i;

	if (id >= MAX_VOLUMES)
		return;
	survey_add(s->e->survey, RECORD_VOLUME, json_pack("{s:I, s:s, s:O, s:s, s:O, s:O, s:O, s:O, s:s}",
	    "id", id, "kind", "group", "name", json_object_get(g, "group"), "type", "lvm",
	    "uuid", json_object_get(g, "uuid"), "size", json_object_get(g, "size"),
	    "parent", json_object_get(pv, "id"), "target", json_object_get(pv, "target"),
	    "state", "container"));
	if (*stacking_text(g, "why")) {
		snprintf(why, sizeof why, "the volume group: %.300s", stacking_text(g, "why"));
		stacking_gap(s, id, why);
	}
	if (missing) {
		snprintf(why, sizeof why, "%lld of the volume group's disks are missing", (long long)missing);
		stacking_gap(s, id, why);
	}
	json_array_foreach(json_object_get(g, "volumes"), i, lv)
		logical(s, g, id, lv);
	if ((unused = json_integer_value(json_object_get(g, "free")))) {
		snprintf(why, sizeof why, "%.200s, unused", stacking_text(g, "group"));
		part_of_group(s, id, "range", why, "free", "in no logical volume: not looked at", unused);
	}
}

/* What LVM says of these devices, into the survey. */
static void
tell_groups(struct stacking *s, json_t **pv, char (*device)[STACK_PATH], size_t n, const json_t *groups)
{
	const json_t *g, *path;
	size_t i, j, k;
	bool told;

	json_array_foreach(groups, i, g) {
		told = false;
		json_array_foreach(json_object_get(g, "devices"), j, path)
			for (k = 0; k < n; k++) {
				if (strcmp(json_string_value(path), device[k]) != 0)
					continue;
				char why[STACK_WHY];

				snprintf(why, sizeof why, "a physical volume of %.300s",
				    stacking_text(g, "group"));
				stacking_settle(pv[k], "container", why);
				if (!told)
					group(s, g, pv[k]);
				told = true;
			}
	}
}

static void
one_pass(struct stacking *s, json_t **pv, size_t n, bool copies)
{
	static char device[MAX_TOGETHER][STACK_PATH];
	char why[2 * STACK_WHY];
	struct range range;
	size_t got = 0;
	json_t *groups;

	for (size_t i = 0; i < n; i++) {
		range = stacking_range(s, pv[i]);
		s->taken[stacking_id(pv[i])] = true;
		if (stack_device(&s->e->stack, &range, device[got])) {
			stacking_settle(pv[i], "container", "a physical volume of no group");
			pv[got++] = pv[i];
			continue;
		}
		snprintf(why, sizeof why, "LVM, and: %s", s->e->stack.why);
		stacking_settle(pv[i], "unread", why);
	}
	if (got == 0)
		return;
	if ((groups = stack_groups(&s->e->stack, device, got, copies)))
		tell_groups(s, pv, device, got, groups);
	else
		for (size_t i = 0; i < got; i++) {
			snprintf(why, sizeof why, "LVM%s: %s", copies ?
			    ", and a copy of one that is at hand too" : "", s->e->stack.why);
			stacking_settle(pv[i], "unread", why);
		}
	json_decref(groups);
}

/* Is there one of this UUID among these, or among those that were taken before? */
static bool
is_twin(const struct stacking *s, const json_t *pv, json_t *const *among, size_t n, bool before)
{
	const char *uuid = stacking_text(pv, "uuid");
	const json_t *v;
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(stacking_text(among[i], "uuid"), uuid) == 0)
			return true;
	json_array_foreach(s->e->survey->volumes, i, v)
		if (before && s->taken[i] && strcmp(stacking_text(v, "type"), "LVM2_member") == 0 &&
		    strcmp(stacking_text(v, "uuid"), uuid) == 0)
			return true;
	return false;
}

/*
 * Physical volumes that bear one UUID are copies: each pass takes one of each.  One
 * may even lie in a volume of its own group, and would lead to itself again.
 */
void
stacking_groups(struct stacking *s)
{
	json_t *all[MAX_TOGETHER], *now[MAX_TOGETHER];
	size_t n, k;

	while ((n = stacking_find(s, "LVM2_member", NULL, NULL, all, MAX_TOGETHER))) {
		bool copies = false;

		k = 0;
		for (size_t i = 0; i < n; i++)
			if (!is_twin(s, all[i], now, k, true))
				now[k++] = all[i];
		if (k == 0) {
			copies = true;
			for (size_t i = 0; i < n; i++)
				if (!is_twin(s, all[i], now, k, false))
					now[k++] = all[i];
		}
		one_pass(s, now, k, copies);
	}
}
