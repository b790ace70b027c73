/* SPDX-License-Identifier: GPL-3.0-or-later */
/* group - which logical volumes do these physical ones hold, and which of them can be had? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "stack.h"

#define MAX_GROUPS	64	/* of one machine */
#define MAX_LV		256	/* characters of a name: lvm(8) allows 127 */

/* The devices as LVM wants them named, once for all commands of one pass. */
struct pass {
	char	*devices;
	json_t	*groups;	/* the answer */
};

static const char *
text(const json_t *v, const char *key)
{
	const char *s = json_string_value(json_object_get(v, key));

	return s ? s : "";
}

static json_t *
escaped(const char *s)
{
	return record_text(span_of(s), MAX_LV);
}

/* UUIDs are of LVM's own making: letters, digits, dashes.  Only such may stand in a command. */
static bool
plain(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

	return n > 0 && n < 64 && s[n] == '\0';
}

/* {"report":[{KEY:[...]}]} */
static json_t *
rows(json_t *answer, const char *key)
{
	return json_object_get(json_array_get(json_object_get(answer, "report"), 0), key);
}

static bool
name_taken(const json_t *groups, const char *name)
{
	const json_t *g;
	size_t i;

	json_array_foreach(groups, i, g)
		if (strcmp(text(g, "active"), name) == 0)
			return true;
	return false;
}

/* Two groups of one name: the second gets another, in memory only. */
static const char *
rename_group(struct stack *s, const struct pass *p, const char *uuid, char name[32])
{
	const char *const argv[] = { "lvm", "vgrename", "-q", "--devices", p->devices, uuid, name, NULL };

	snprintf(name, 32, "assay%u", s->made++);
	return stack_run(s, argv, SPAN_NONE) ? NULL : "bears another group's name";
}

/* Names as lvm(8) allows them; what else metadata may hold stands in no command. */
static bool
nameable(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+_.-");

	return n > 0 && n < MAX_LV && s[n] == '\0' && *s != '-';
}

/*
 * A mirror of the old kind would copy itself anew, all of it, into our memory, and
 * wait for a daemon when that is full.  Its first image is what it shows.
 */
static bool
take_first_images(struct stack *s, const struct pass *p, const char *choice)
{
	char mirrors[128], name[2 * MAX_LV];
	const char *const ask[] = { "lvm", "lvs", "-q", "--devices", p->devices, "--reportformat", "json",
		"-o", "vg_name,lv_name", "--select", mirrors, NULL };
	const char *const convert[] = { "lvm", "lvconvert", "-q", "-y", "-m", "0",
		"--devices", p->devices, name, NULL };
	json_t *answer, *row;
	bool ok;
	size_t i;

	snprintf(mirrors, sizeof mirrors, "%s && lv_layout={mirror}", choice);
	ok = stack_ask(s, ask, &answer);
	json_array_foreach(rows(answer, "lv"), i, row) {
		snprintf(name, sizeof name, "%s/%s", text(row, "vg_name"), text(row, "lv_name"));
		ok = ok && nameable(text(row, "vg_name")) && nameable(text(row, "lv_name")) &&
		    stack_run(s, convert, SPAN_NONE);
	}
	json_decref(answer);
	return ok;
}

static void
activate(struct stack *s, struct pass *p, const json_t *row)
{
	const char *uuid = text(row, "vg_uuid"), *name = text(row, "vg_name"), *why = NULL;
	char choice[96], other[32] = "";
	const char *const argv[] = { "lvm", "vgchange", "-q", "-ay", "-K", "--activationmode", "partial",
		"--devices", p->devices, "--select", choice, NULL };
	json_t *g;

	if (!plain(uuid) || json_array_size(p->groups) >= MAX_GROUPS || s->n + 4 >= MAX_LAYERS)
		return;
	snprintf(choice, sizeof choice, "vg_uuid=%s", uuid);
	if (name_taken(p->groups, name))
		why = rename_group(s, p, uuid, other);
	else if (*text(row, "vg_systemid"))
		why = "belongs to another machine (system ID)";
	else if (*text(row, "vg_exported"))
		why = "was exported";
	g = json_pack("{s:s, s:o, s:s, s:I, s:I, s:I, s:[], s:[]}", "uuid", uuid, "group", escaped(name),
	    "active", *other ? other : name, "size", (json_int_t)strtoll(text(row, "vg_size"), NULL, 10),
	    "free", (json_int_t)strtoll(text(row, "vg_free"), NULL, 10),
	    "missing", (json_int_t)strtoll(text(row, "vg_missing_pv_count"), NULL, 10), "volumes", "devices");
	if (!why && !take_first_images(s, p, choice))
		why = "holds a mirror that cannot be taken apart";
	if (!why) {
		stack_layer(s, LAYER_GROUP, choice);
		if (!stack_run(s, argv, SPAN_NONE))
			why = s->why;	/* some of its volumes may be there all the same */
	}
	if (why)
		json_object_set_new(g, "why", json_string(why));
	json_array_append_new(p->groups, g);
}

static void
add_volume(json_t *g, const json_t *row)
{
	const char *layout = text(row, "lv_layout"), *path = text(row, "lv_dm_path");
	bool holds = strstr(layout, "pool") != NULL;	/* thin and cache pools: only others' parts */
	json_t *v = json_pack("{s:o, s:o, s:I}", "name", escaped(text(row, "lv_name")),
	    "type", escaped(layout), "size", (json_int_t)strtoll(text(row, "lv_size"), NULL, 10));

	if (*text(row, "origin"))
		json_object_set_new(v, "origin", escaped(text(row, "origin")));
	if (holds)
		json_object_set_new(v, "pool", json_true());
	else if (strncmp(path, "/dev/mapper/", 12) == 0 && access(path, R_OK) == 0)
		json_object_set_new(v, "path", json_string(path));
	else
		json_object_set_new(v, "why", json_string(strstr(layout, "unknown") ?
		    "of a kind that LVM here does not know" : "could not be activated"));
	if (strstr(text(row, "lv_health_status"), "partial"))
		json_object_set_new(v, "partial", json_true());
	json_array_append_new(json_object_get(g, "volumes"), v);
}

/* Which of our devices each group lies on. */
static void
add_devices(struct stack *s, struct pass *p)
{
	const char *const argv[] = { "lvm", "pvs", "-q", "--foreign", "--devices", p->devices,
		"--reportformat", "json", "-o", "pv_name,vg_uuid", NULL };
	json_t *answer, *row, *g;
	size_t i, j;

	stack_ask(s, argv, &answer);
	json_array_foreach(rows(answer, "pv"), i, row)
		json_array_foreach(p->groups, j, g)
			if (strcmp(text(g, "uuid"), text(row, "vg_uuid")) == 0)
				json_array_append(json_object_get(g, "devices"), json_object_get(row, "pv_name"));
	json_decref(answer);
}

static bool
add_volumes(struct stack *s, struct pass *p)
{
	const char *const argv[] = { "lvm", "lvs", "-q", "--devices", p->devices, "--reportformat", "json",
		"--units", "b", "--nosuffix", "-o",
		"vg_uuid,lv_name,lv_size,lv_layout,origin,lv_dm_path,lv_health_status", NULL };
	json_t *answer, *row, *g;
	bool ok = stack_ask(s, argv, &answer);
	size_t i, j;

	json_array_foreach(rows(answer, "lv"), i, row)
		json_array_foreach(p->groups, j, g)
			if (strcmp(text(g, "uuid"), text(row, "vg_uuid")) == 0)
				add_volume(g, row);
	json_decref(answer);
	return ok;
}

/* Copies of physical volumes that are active already: as a group of its own, in memory only. */
static bool
import_copies(struct stack *s, char (*devices)[STACK_PATH], size_t n)
{
	const char *argv[128] = { "lvm", "vgimportclone", "-q", "--basevgname" };
	char name[32];
	size_t k = 4;

	snprintf(name, sizeof name, "assay%u", s->made++);
	argv[k++] = name;
	for (size_t i = 0; i < n && k < 127; i++)
		argv[k++] = devices[i];
	return stack_run(s, argv, SPAN_NONE);
}

json_t *
stack_groups(struct stack *s, char (*devices)[STACK_PATH], size_t n, bool copies)
{
	struct pass p = { need(n + 1, STACK_PATH), json_array() };
	const char *const argv[] = { "lvm", "vgs", "-q", "--foreign", "--devices", p.devices,
		"--reportformat", "json", "--units", "b", "--nosuffix", "-o",
		"vg_uuid,vg_name,vg_size,vg_free,vg_missing_pv_count,vg_systemid,vg_exported", NULL };
	json_t *answer = NULL, *row;
	size_t i, at = 0;
	bool ok;

	for (i = 0; i < n; i++)
		at += (size_t)snprintf(p.devices + at, n * STACK_PATH - at, "%s%s", i ? "," : "", devices[i]);
	ok = (!copies || import_copies(s, devices, n)) && stack_ask(s, argv, &answer);
	json_array_foreach(rows(answer, "vg"), i, row)
		activate(s, &p, row);
	json_decref(answer);
	if (ok) {
		add_devices(s, &p);
		ok = add_volumes(s, &p);
	}
	free(p.devices);
	if (!ok) {
		json_decref(p.groups);
		return NULL;
	}
	return p.groups;
}
