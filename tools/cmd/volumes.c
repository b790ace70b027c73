/* SPDX-License-Identifier: GPL-3.0-or-later */
/* volumes - what lies on these disks, drawn as a tree, and what of it can be read? */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/die.h"
#include "cmd.h"
#include "examine.h"

static const char help[] =
    "usage: assay volumes [OPTION]... TARGET... | --all\n"
    "\n"
    "Shows the disks of the targets and what lies on them, layer above layer: every\n"
    "byte range, what it holds, who read it, where systems mount it, or why it was\n"
    "not read.\n"
    "\n"
    "TARGET     a disk, a disk image, or a directory\n"
    "--all      every disk of this machine\n"
    "--assemble put RAID, LVM and LUKS together and mount what only the kernel\n"
    "           reads, above snapshots in memory; needs root\n"
    "--key-file FILE  a key for LUKS volumes; again for more\n"
    "--memory MIB  so much memory at most for what putting together writes\n"
    "           (default: a third of what is free)\n"
    "--json     records, one JSON object a line, instead of the tree\n"
    "--no-jail  read evidence without the jail (for sanitizers)\n"
    "\n"
    "Exit status: 0 shown, 64-78 the tool failed.\n";

static const char *
text(const json_t *v, const char *key)
{
	const char *s = json_string_value(json_object_get(v, key));

	return s ? s : "";
}

/* Sizes as people say them: three digits and a unit of 1024. */
static void
show_size(const json_t *v)
{
	static const char units[] = "BKMGTPE";
	double size = (double)json_integer_value(json_object_get(v, "size"));
	size_t unit = 0;

	for (; size >= 1024 && unit + 2 < sizeof units; unit++)
		size /= 1024;
	printf("  %.*f%c", size < 10 && unit ? 1 : 0, size, units[unit]);
}

/* Where systems mount it. */
static void
show_points(const struct survey *s, const json_t *v)
{
	const json_t *os, *mount;
	size_t i, j;

	json_array_foreach(s->systems, i, os) {
		if (json_equal(json_object_get(os, "volume"), json_object_get(v, "id")))
			printf("  on /");
		json_array_foreach(json_object_get(os, "mounts"), j, mount)
			if (json_equal(json_object_get(mount, "volume"), json_object_get(v, "id")) &&
			    strcmp(text(mount, "point"), "/") != 0)
				printf("  on %s", text(mount, "point"));
	}
}

static void
show(const struct survey *s, const json_t *v)
{
	printf("%s", text(v, "name"));
	if (json_object_get(v, "size"))
		show_size(v);
	if (*text(v, "type"))
		printf("  %s", text(v, "type"));
	if (*text(v, "label"))
		printf("  \"%s\"", text(v, "label"));
	if (*text(v, "uuid"))
		printf("  %s", text(v, "uuid"));
	show_points(s, v);
	printf("  [%s%s%s%s%s]\n", text(v, "state"), *text(v, "by") ? " by " : "", text(v, "by"),
	    *text(v, "why") ? ": " : "", text(v, "why"));
}

static int
by_offset(const void *a, const void *b)
{
	const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
	json_int_t at = json_integer_value(json_object_get(x, "offset"));
	json_int_t other = json_integer_value(json_object_get(y, "offset"));

	if (at != other)
		return at < other ? -1 : 1;
	at = json_integer_value(json_object_get(x, "id"));
	other = json_integer_value(json_object_get(y, "id"));
	return (at > other) - (at < other);
}

/* Ids rise from parent to child, and layers are bounded: so is the depth. */
static void
show_children(const struct survey *s, const json_t *parent, const char *indent)
{
	size_t n = 0, i, room = strlen(indent) + 5;
	json_t **child = need(json_array_size(s->volumes), sizeof *child), *v;
	char *deeper = need(1, room);

	json_array_foreach(s->volumes, i, v)
		if (json_object_get(v, "parent") &&
		    json_equal(json_object_get(v, "parent"), json_object_get(parent, "id")))
			child[n++] = v;
	qsort(child, n, sizeof *child, by_offset);
	for (i = 0; i < n; i++) {
		printf("%s%s", indent, i + 1 < n ? "|-- " : "`-- ");
		show(s, child[i]);
		snprintf(deeper, room, "%s%s", indent, i + 1 < n ? "|   " : "    ");
		show_children(s, child[i], deeper);
	}
	free(deeper);
	free(child);
}

static void
show_systems(const struct survey *s)
{
	const json_t *os, *mount, *v;
	size_t i, j;

	json_array_foreach(s->systems, i, os) {
		v = json_array_get(s->volumes, (size_t)json_integer_value(json_object_get(os, "volume")));
		printf("\n%s%s%s on %s\n", text(os, "name"), *text(os, "hostname") ? ", " : "",
		    text(os, "hostname"), text(v, "name"));
		json_array_foreach(json_object_get(os, "mounts"), j, mount)
			printf("  %s  %s%s%s\n", text(mount, "point"), text(mount, "source"),
			    *text(mount, "why") ? "  not there: " : "", text(mount, "why"));
	}
}

static void
show_gap(const struct survey *s, const json_t *gap)
{
	const json_t *id = json_object_get(gap, "volume");
	const char *where = *text(gap, "path") ? text(gap, "path") : !id ? "" :
	    text(json_array_get(s->volumes, (size_t)json_integer_value(id)), "name");

	printf("  %s%s%s\n", where, *where ? ": " : "", text(gap, "why"));
}

static void
show_all(const struct survey *s)
{
	const json_t *v, *g;
	size_t i;

	json_array_foreach(s->volumes, i, v)
		if (!json_object_get(v, "parent")) {
			show(s, v);
			show_children(s, v, "");
		}
	show_systems(s);
	if (json_array_size(s->gaps))
		printf("\nnot covered:\n");
	json_array_foreach(s->gaps, i, g)
		show_gap(s, g);
}

int
cmd_volumes(int argc, char **argv)
{
	static const struct option known[] = {
		{ "all", no_argument, NULL, 'a' }, { "assemble", no_argument, NULL, 'm' },
		{ "key-file", required_argument, NULL, 'K' }, { "json", no_argument, NULL, 's' },
		{ "no-jail", no_argument, NULL, 'j' }, { "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct examination *e = need(1, sizeof *e);
	bool all = false, json = false;
	int c;

	e->jailed = true;
	e->survey = survey_new();
	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1)
		switch (c) {
		case 'a':
			all = true;
			break;
		case 's':
			json = true;
			break;
		case 'j':
			e->jailed = false;
			break;
		case 'm':
			e->assemble = true;
			break;
		case 'K':
			examine_key_file(e, optarg);
			break;
		case 'h':
			fputs(help, stdout);
			return EX_OK;
		default:
			fputs(help, stderr);
			return EX_USAGE;
		}
	examine_targets(e, argv + optind, argc - optind, all);
	examine_volumes(e);
	examine_done(e);
	if (json)
		survey_write(e->survey, STDOUT_FILENO);
	else
		show_all(e->survey);
	return EX_OK;
}
