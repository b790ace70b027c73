/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_stack - which volumes hold others, and what lies in those? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "stacking.h"

#define MAX_ROUNDS	8	/* layers on layers: a disk, RAID, LUKS, LVM, and again inside a guest's disk */

const char *
stacking_text(const json_t *v, const char *key)
{
	const char *s = json_string_value(json_object_get(v, key));

	return s ? s : "";
}

void
stacking_settle(json_t *v, const char *state, const char *why)
{
	json_object_set_new(v, "state", json_string(state));
	if (why && *why)
		json_object_set_new(v, "why", json_string(why));
	else
		json_object_del(v, "why");
}

void
stacking_gap(struct stacking *s, json_int_t volume, const char *why)
{
	survey_gap(s->e->survey, json_pack("{s:I, s:s}", "volume", volume, "why", why));
}

struct range
stacking_range(const struct stacking *s, const json_t *v)
{
	size_t target = (size_t)json_integer_value(json_object_get(v, "target"));

	return (struct range){
		&s->e->target[target],
		(uint64_t)json_integer_value(json_object_get(v, "offset")),
		(uint64_t)json_integer_value(json_object_get(v, "size")),
		s->e->made[target].safe,
	};
}

/* Volumes of a type that nobody has taken yet; with a key, those that have this value. */
size_t
stacking_find(const struct stacking *s, const char *type, const char *key, const char *value,
    json_t **found, size_t room)
{
	json_t *v;
	size_t i, n = 0;

	json_array_foreach(s->e->survey->volumes, i, v)
		if (!s->taken[i] && strcmp(stacking_text(v, "type"), type) == 0 &&
		    strcmp(stacking_text(v, "state"), "unread") == 0 && n < room &&
		    (!key || strcmp(stacking_text(v, key), value) == 0))
			found[n++] = v;
	return n;
}

json_int_t
stacking_id(const json_t *v)
{
	return json_integer_value(json_object_get(v, "id"));
}

bool
stacking_add(struct stacking *s, const char *path, bool safe, json_t *body)
{
	struct examination *e = s->e;
	struct medium *m = &e->target[e->ntargets];

	if (e->ntargets == MAX_TARGETS + MAX_MADE ||
	    json_array_size(e->survey->volumes) >= MAX_VOLUMES || !medium_look(path, m)) {
		json_decref(body);
		return false;
	}
	e->made[e->ntargets] = (struct made){ body, safe };
	e->ntargets++;
	return true;
}

/* --- RAID --- */

static void
array(struct stacking *s, json_t **members, size_t n)
{
	struct range range[MAX_TOGETHER];
	char path[STACK_PATH], facts[STACK_WHY], why[2 * STACK_WHY], name[STACK_PATH + STACK_WHY + 8];
	bool ok;

	for (size_t i = 0; i < n; i++)
		range[i] = stacking_range(s, members[i]);
	ok = stack_array(&s->e->stack, range, n, path, facts);
	if (ok)
		snprintf(name, sizeof name, "%s (%s)", path, facts);
	snprintf(why, sizeof why, ok ? "a member of %s" : "software RAID that cannot be put together: %s",
	    ok ? path + 5 : s->e->stack.why);
	for (size_t i = 0; i < n; i++) {
		s->taken[stacking_id(members[i])] = true;
		stacking_settle(members[i], ok ? "container" : "unread", why);
	}
	if (ok && !stacking_add(s, path, false, json_pack("{s:s, s:s, s:O}", "kind", "array",
	    "name", name, "parent", json_object_get(members[0], "id"))))
		stacking_gap(s, stacking_id(members[0]), "the array cannot be looked at");
}

static void
arrays(struct stacking *s)
{
	json_t *any, *member[MAX_TOGETHER];
	size_t n;

	while (stacking_find(s, "linux_raid_member", NULL, NULL, &any, 1)) {
		n = stacking_find(s, "linux_raid_member", "uuid", stacking_text(any, "uuid"),
		    member, MAX_TOGETHER);
		if (!*stacking_text(any, "uuid"))
			member[0] = any, n = 1;
		array(s, member, n);
	}
}

/* --- LUKS --- */

static void
open_crypt(struct stacking *s, json_t *v)
{
	struct range range = stacking_range(s, v);
	char device[STACK_PATH], path[STACK_PATH], tokens[STACK_WHY], why[2 * STACK_WHY];
	char name[4 * MAX_PATH + 64];

	s->taken[stacking_id(v)] = true;
	if (!stack_device(&s->e->stack, &range, device)) {
		snprintf(why, sizeof why, "encrypted (LUKS), and: %s", s->e->stack.why);
		stacking_settle(v, "unread", why);
		return;
	}
	if (!stacking_unlock(s, v, device, path)) {
		stack_tokens(&s->e->stack, device, tokens);
		snprintf(why, sizeof why, "encrypted (LUKS): %s%s%s",
		    s->e->nkeys ? "no key that was given opens it" : "no key was given",
		    *tokens ? "; it has tokens that cannot be used here: " : "", tokens);
		stacking_settle(v, "unread", why);
		return;
	}
	stacking_settle(v, "container", "opened with a key that was given");
	snprintf(name, sizeof name, "%s, decrypted", stacking_text(v, "name"));
	stacking_add(s, path, true, json_pack("{s:s, s:s, s:O}", "kind", "crypt", "name", name,
	    "parent", json_object_get(v, "id")));
}

static void
crypts(struct stacking *s)
{
	json_t *v;

	while (stacking_find(s, "crypto_LUKS", NULL, NULL, &v, 1))
		open_crypt(s, v);
}

/* --- LVM --- */

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
static void
groups(struct stacking *s)
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

/* --- all of them --- */

static bool
found_more(struct stacking *s, void (*layer)(struct stacking *))
{
	unsigned int before = s->e->ntargets;

	layer(s);
	stage_probe(s->e, before);
	return s->e->ntargets > before;
}

/* Is there anything to put together or to mount? */
static bool
needed(const struct examination *e)
{
	const json_t *v;
	const char *type;
	size_t i;

	json_array_foreach(e->survey->volumes, i, v) {
		type = stacking_text(v, "type");
		if (strcmp(stacking_text(v, "state"), "unread") == 0 && (stack_mountable(type) ||
		    strcmp(type, "linux_raid_member") == 0 || strcmp(type, "crypto_LUKS") == 0 ||
		    strcmp(type, "LVM2_member") == 0))
			return true;
	}
	return false;
}

/* However this process ends, nothing of ours stays behind. */
static struct stack *to_close;
static pid_t closer;

static void
close_at_exit(void)
{
	if (getpid() == closer)
		stack_close(to_close);
}

void
stage_stack(struct examination *e)
{
	struct stacking *s = need(1, sizeof *s);
	int round = 0;

	s->e = e;
	if (!stack_open(&e->stack)) {
		if (needed(e))
			survey_gap(e->survey, json_pack("{s:s+}", "why",
		    "nothing that lies in layers was put together: ", e->stack.why));
		free(s);
		return;
	}
	to_close = &e->stack;
	closer = getpid();
	atexit(close_at_exit);
	while (round < MAX_ROUNDS && (found_more(s, arrays) || found_more(s, stacking_keys) ||
	    found_more(s, crypts) || found_more(s, groups)))
		round++;
	if (round == MAX_ROUNDS)
		survey_gap(e->survey, json_pack("{s:s}", "why",
		    "volumes lie in more layers than are put together"));
	stacking_filesystems(s);
	examine_forget_keys(e);
	free(s);
}
