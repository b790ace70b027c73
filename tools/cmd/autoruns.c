/* SPDX-License-Identifier: GPL-3.0-or-later */
/* autoruns - what would run by itself on these systems, and by whose word? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/die.h"
#include "cmd.h"
#include "options.h"

static const char help[] =
    "usage: assay autoruns [OPTION]... TARGET... | --all\n"
    "\n"
    "Lists everything that would run by itself on the systems found, in the order of\n"
    "a boot: where it is written, the command there, the file it leads to, and what\n"
    "vouches for that file.  A + marks what a packaged file has that its package did\n"
    "not bring, where a reference pack tells.\n"
    "\n"
    "TARGET        a disk, a disk image, or a directory\n"
    "--all         every disk of this machine\n"
    "--json        the records themselves, one JSON object a line\n"
    "--unverified  leave out what signed records vouch for, entry and file\n"
    "--when WHEN   only kernel, initramfs, boot, event, timer, login, program, package\n"
    "              or shutdown\n"
    "--user USER   only what runs as this account\n"
    "--reference PACK      what packages hold (`assay reference --help`)\n"
    "--keys FILE           vendors' OpenPGP keys beside those built in\n"
    "--signers FILE        who may sign such files (default: " SIGNERS_FILE ")\n"
    "--unsigned-reference, --unsigned-keys  take those that nobody signed\n"
    "--no-jail     read evidence without the jail (for sanitizers)\n"
    "\n"
    "Exit status: 0 the list is whole, 20 something could not be read (told at its\n"
    "end), 64-78 the tool failed.\n";

/* In the order of a boot; the words are those of finding/record.c. */
static const char *const order[] = {
	"kernel", "initramfs", "boot", "event", "timer", "login", "program", "package", "shutdown",
	NULL
};

struct options {
	const char	*when, *user;
	bool		 json, unverified;
};

static const char *
text(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static size_t
rank(const char *when)
{
	size_t i = 0;

	while (order[i] && strcmp(order[i], when) != 0)
		i++;
	return i;
}

static void
set_when(struct options *o, const char *when)
{
	if (!order[rank(when)])
		die((errno = 0, EX_USAGE), "nothing runs at \"%s\": see --help", when);
	o->when = when;
}

static void
read_options(struct options *o, struct common *c, int argc, char **argv)
{
	static const struct option own[] = {
		{ "json", no_argument, NULL, 'J' }, { "unverified", no_argument, NULL, 'n' },
		{ "when", required_argument, NULL, 'w' }, { "user", required_argument, NULL, 'u' },
		{ NULL, 0, NULL, 0 },
	};
	int said;

	while ((said = common_next(c, argc, argv, own)) != -1)
		switch (said) {
		case 'J':
			o->json = true;
			break;
		case 'n':
			o->unverified = true;
			break;
		case 'w':
			set_when(o, optarg);
			break;
		case 'u':
			o->user = optarg;
			break;
		}
	common_end(c, argc, argv, "");
}

/* A signed record vouches for what is written, and for the file it leads to, if it leads to one. */
static bool
settled(const json_t *a)
{
	static const char *const strangers[] = { "differs", "unattested", "unowned", "unknown" };

	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
		if (strcmp(text(a, "truth"), strangers[i]) == 0)
			return false;
	return strcmp(text(a, "written"), "verified") == 0;
}

static bool
wanted(const struct options *o, const json_t *a)
{
	return (!o->unverified || !settled(a)) &&
	    (!o->when || strcmp(text(a, "when"), o->when) == 0) &&
	    (!o->user || strcmp(text(a, "user"), o->user) == 0);
}

struct place_in_list {
	const json_t	*body;
	json_int_t	 os;
	size_t		 rank, at;
};

static int
by_boot(const void *a, const void *b)
{
	const struct place_in_list *x = a, *y = b;

	if (x->os != y->os)
		return x->os < y->os ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->at < y->at ? -1 : 1;
}

/* What was asked for, sorted; the order in which the sources told it holds within. */
static json_t *
sorted(const struct survey *s, const struct options *o)
{
	size_t all = json_array_size(s->autoruns), n = 0, i;
	struct place_in_list *list = need(all + 1, sizeof *list);
	json_t *out = json_array(), *body;

	json_array_foreach(s->autoruns, i, body)
		if (wanted(o, body))
			list[n++] = (struct place_in_list){ body,
			    json_integer_value(json_object_get(body, "system")),
			    rank(text(body, "when")), i };
	if (n)
		qsort(list, n, sizeof *list, by_boot);
	for (i = 0; i < n; i++)
		json_array_append(out, (json_t *)(uintptr_t)list[i].body);
	free(list);
	return out;
}

static void
where(const json_t *a, const char *path, const char *line)
{
	printf("%s", text(a, path));
	if (json_object_get(a, line))
		printf(":%lld", (long long)json_integer_value(json_object_get(a, line)));
}

/* What a packaged file has that its package did not bring. */
static const char *
added(const json_t *a, const char *key)
{
	return json_is_true(json_object_get(a, key)) ? "+ " : "";
}

static bool
same_entry(const json_t *a, const json_t *b)
{
	static const char *const keys[] = { "system", "path", "line", "command", "user", "when" };

	for (size_t i = 0; a && i < sizeof keys / sizeof *keys; i++)
		if (!json_equal(json_object_get(a, keys[i]), json_object_get(b, keys[i])) &&
		    (json_object_get(a, keys[i]) || json_object_get(b, keys[i])))
			return false;
	return a != NULL;
}

static void
show(const json_t *before, const json_t *a)
{
	const char *truth = text(a, "truth");

	if (!same_entry(before, a)) {
		printf("%-9s %-9s ", text(a, "when"), text(a, "user"));
		where(a, "path", "line");
		printf("  (%s: %s)\n", text(a, "source"), text(a, "written"));
		if (*text(a, "command") && strcmp(text(a, "command"), text(a, "path")) != 0)
			printf("          %s%s\n", added(a, "added"), text(a, "command"));
	}
	printf("          -> ");
	if (*text(a, "via")) {
		fputs(added(a, "via_added"), stdout);
		where(a, "via", "via_line");
		printf(" -> ");
	}
	if (!*text(a, "object"))
		puts(strcmp(truth, "unclear") == 0 ? "what is only known when it runs" : "no file");
	else if (*text(a, "package"))
		printf("%s: %s (%s)\n", text(a, "object"), truth, text(a, "package"));
	else
		printf("%s: %s\n", text(a, "object"), truth);
}

static void
show_all(const struct survey *s, const json_t *list)
{
	const json_t *a, *before = NULL, *v;
	size_t i, empty = 0;

	json_array_foreach(list, i, a) {
		if (!before || json_integer_value(json_object_get(a, "system")) !=
		    json_integer_value(json_object_get(before, "system")))
			printf("system    %s\n", text(json_array_get(s->systems,
			    (size_t)json_integer_value(json_object_get(a, "system"))), "name"));
		show(before, a);
		before = a;
	}
	if (!before)
		puts("nothing of what was asked for runs by itself");
	json_array_foreach(s->sources, i, v)
		if (json_integer_value(json_object_get(v, "entries")) == 0)
			printf("%s %s", empty++ ? "," : "nothing in", text(v, "name"));
	if (empty)
		putchar('\n');
	json_array_foreach(s->gaps, i, v)
		printf("not looked at: %s%s%s\n", text(v, "path"), *text(v, "path") ? ": " : "",
		    text(v, "why"));
}

int
cmd_autoruns(int argc, char **argv)
{
	struct common c = common_new(help);
	struct options o = { 0 };
	json_t *list;

	c.e->autoruns = true;
	read_options(&o, &c, argc, argv);
	examine(c.e);
	list = sorted(c.e->survey, &o);
	json_decref(c.e->survey->autoruns);
	c.e->survey->autoruns = list;
	json_array_clear(c.e->survey->findings);
	if (o.json)
		survey_write(c.e->survey, STDOUT_FILENO);
	else
		show_all(c.e->survey, list);
	if (fflush(stdout) == EOF)
		die(EX_IOERR, "cannot write the list");
	return survey_covered(c.e->survey) ? EX_OK : 20;
}
