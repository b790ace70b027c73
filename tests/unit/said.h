/* SPDX-License-Identifier: GPL-3.0-or-later */
/* said - what does an inspector say of a tree in memory? */
#ifndef ASSAY_TESTS_SAID_H
#define ASSAY_TESTS_SAID_H

#include <setjmp.h>
#include <stdarg.h>
#include <sys/mman.h>

#include <cmocka.h>
#include <jansson.h>

#include "../../tools/inspect/inspect.h"
#include "memory.h"

static struct memory memory;
static struct view view;
static struct tree tree;
static json_t *said;		/* every record, in order */

static void
look(const struct inspector *who)
{
	int fd = memfd_create("said", 0);
	FILE *f = fdopen(fd, "r");
	json_t *line;

	assert_non_null(f);
	inspect(who, &tree, fd);
	rewind(f);
	json_decref(said);
	said = json_array();
	while ((line = json_loadf(f, JSON_DISABLE_EOF_CHECK, NULL)))
		json_array_append_new(said, line);
	assert_true(feof(f));
	fclose(f);
}

static int
hush(void **state)
{
	(void)state;
	json_decref(said);
	said = NULL;
	return 0;
}

static bool
answers(json_t *body, const char *key, const char *want)
{
	const char *text = json_string_value(json_object_get(body, key));

	return !want || (text && strcmp(text, want) == 0);
}

/* How many records of the kind have these texts under these keys? */
static int
count(const char *kind, const char *key, const char *text, const char *path)
{
	json_t *record, *body;
	size_t i;
	int n = 0;

	json_array_foreach(said, i, record)
		if ((body = json_object_get(record, kind)) && answers(body, key, text) &&
		    answers(body, "path", path))
			n++;
	return n;
}

static int
findings(const char *name, const char *path)
{
	return count("finding", "name", name, path);
}

#endif
