/* SPDX-License-Identifier: GPL-3.0-or-later */
/* examine - in what order is evidence looked at, and what if a looker is lost? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "../finding/record.h"
#include "../jail/child.h"
#include "../lib/die.h"
#include "../lib/hash.h"
#include "examine.h"
#include "stage.h"

void
examine_targets(struct examination *e, char **paths, int n, bool all)
{
	e->all = all;
	if (all && n)
		die(EX_USAGE, "--all takes no other target");
	if (all)
		e->ntargets = medium_all(e->target, MAX_TARGETS);
	if (n > MAX_TARGETS)
		die(EX_USAGE, "more than %d targets", MAX_TARGETS);
	for (int i = 0; i < n; i++, e->ntargets++) {
		if (medium_look(paths[i], &e->target[i]))
			continue;
		if (errno == EINVAL)
			die((errno = 0, EX_USAGE), "%s is neither a disk, an image nor a directory",
			    paths[i]);
		die(errno == EACCES || errno == EPERM ? EX_NOPERM : EX_NOINPUT,
		    "cannot open %s", paths[i]);
	}
	e->nasked = e->ntargets;
	if (!all && n == 0)
		die((errno = 0, EX_USAGE), "no target: name a disk, an image or a directory, or --all");
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of ourselves and the children that have ended: what it cost, however busy the machine. */
static double
spent(void)
{
	struct rusage own, theirs;

	getrusage(RUSAGE_SELF, &own);
	getrusage(RUSAGE_CHILDREN, &theirs);
	return (double)(own.ru_utime.tv_sec + own.ru_stime.tv_sec + theirs.ru_utime.tv_sec +
	    theirs.ru_stime.tv_sec) + (double)(own.ru_utime.tv_usec + own.ru_stime.tv_usec +
	    theirs.ru_utime.tv_usec + theirs.ru_stime.tv_usec) / 1e6;
}

static void
timed(struct examination *e, const char *name, void (*stage)(struct examination *))
{
	double start = now(), cpu = spent();

	if (e->progress)
		e->progress(name);
	stage(e);
	json_array_append_new(e->stages, json_pack("{s:s, s:f, s:f}", "name", name,
	    "seconds", now() - start, "cpu_seconds", spent() - cpu));
}

static void
start(struct examination *e)
{
	hash_ready();
	e->stages = json_array();
	if (!e->jailed)
		survey_gap(e->survey, json_pack("{s:s}", "why",
		    "run with --no-jail: nothing kept hostile evidence from changing this answer"));
}

/* By what was it read?  NULL: nothing there was taken for more than bytes. */
static const char *
reader(const struct examination *e, const json_t *v)
{
	static const struct {
		const char	*type, *by;
	} opened[] = {
		{ "linux_raid_member", "mdadm" }, { "LVM2_member", "lvm" }, { "lvm", "lvm" },
		{ "crypto_LUKS", "cryptsetup" }, { "btrfs", "kernel" },
	};
	const char *state = json_string_value(json_object_get(v, "state"));
	const char *type = json_string_value(json_object_get(v, "type"));

	if (strcmp(state, "read") == 0)
		return strcmp(json_string_value(json_object_get(v, "kind")), "directory") == 0 ||
		    e->shown[json_integer_value(json_object_get(v, "id"))] ? "kernel" : "libext2fs";
	for (size_t i = 0; type && i < sizeof opened / sizeof *opened; i++)
		if (strcmp(state, "container") == 0 && strcmp(type, opened[i].type) == 0)
			return opened[i].by;
	return type && strcmp(state, "unread") != 0 && strcmp(state, "free") != 0 ? "libblkid" : NULL;
}

static void
tell_readers(struct examination *e)
{
	const char *by;
	json_t *v;
	size_t i;

	json_array_foreach(e->survey->volumes, i, v)
		if ((by = reader(e, v)))
			json_object_set_new(v, "by", json_string(by));
}

void
examine_volumes(struct examination *e)
{
	start(e);
	timed(e, "volumes", stage_volumes);
	if (e->assemble)
		timed(e, "stack", stage_stack);
	timed(e, "systems", stage_systems);
	tell_readers(e);
}

void
examine_done(struct examination *e)
{
	if (*e->stack.dir && stack_overflowed(&e->stack))
		survey_gap(e->survey, json_pack("{s:s}", "why",
		    "the memory that keeps what activation writes was full: volumes above it were not read whole"));
	stack_close(&e->stack);
}

/* What was read but belongs to no system was looked at by nobody. */
static void
leftovers(struct examination *e)
{
	const json_t *v;
	size_t i;

	json_array_foreach(e->survey->volumes, i, v)
		if (strcmp(json_string_value(json_object_get(v, "state")), "read") == 0 && !e->bare[i] &&
		    !stage_mounted(e->survey, json_integer_value(json_object_get(v, "id"))) &&
		    !stage_within(e->survey, v))
			survey_gap(e->survey, json_pack("{s:O, s:s}", "volume",
			    json_object_get(v, "id"), "why",
			    "holds no system and no system mounts it: its files were not inspected"));
}

void
examine(struct examination *e)
{
	examine_volumes(e);
	timed(e, "sweep", stage_sweep);
	timed(e, "inspectors", stage_inspectors);
	stage_shared(e);
	leftovers(e);
}
