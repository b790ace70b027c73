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
	    found_more(s, crypts) || found_more(s, stacking_groups)))
		round++;
	if (round == MAX_ROUNDS)
		survey_gap(e->survey, json_pack("{s:s}", "why",
		    "volumes lie in more layers than are put together"));
	stacking_filesystems(s);
	examine_forget_keys(e);
	free(s);
}
