/* SPDX-License-Identifier: GPL-3.0-or-later */
/* accounts - who may come in to these systems, by what, with which rights? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../lib/die.h"
#include "cmd.h"
#include "options.h"

#define SHOWN	5	/* logins of one account: the rest is for machines to read */

static const char help[] =
    "usage: assay accounts [OPTION]... TARGET... | --all\n"
    "\n"
    "Lists every account of the systems found, the ways in and the rights that it\n"
    "has, and when it logged in, became root, changed packages or sat at a shell, by\n"
    "which records: the latest five, with --json up to fifty.  Nothing here is a\n"
    "finding by itself.\n"
    "\n"
    "TARGET     a disk, a disk image, or a directory\n"
    "--all      every disk of this machine\n"
    "--json     the records themselves, one JSON object a line\n"
    "--reference PACK      what packages hold (`assay reference --help`)\n"
    "--keys FILE           vendors' OpenPGP keys beside those built in\n"
    "--signers FILE        who may sign such files (default: " SIGNERS_FILE ")\n"
    "--unsigned-reference, --unsigned-keys  take those that nobody signed\n"
    "--no-jail  read evidence without the jail (for sanitizers)\n"
    "\n"
    "Exit status: 0 the list is whole, 20 something could not be read (told at its\n"
    "end), 64-78 the tool failed.\n";

static const char *
text(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static json_int_t
number(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

static void
show_grant(const json_t *g)
{
	printf("    %-9s %s", text(g, "kind"), text(g, "path"));
	if (json_object_get(g, "line"))
		printf(":%lld", (long long)number(g, "line"));
	printf("%s%s\n", *text(g, "about") ? " " : "", text(g, "about"));
}

/* Grants and logins by whom they are for, so that each account's are found at once. */
static json_t *
by_name(const json_t *records, const char *key)
{
	json_t *all = json_object(), *list;
	const json_t *body;
	char name[1024];
	size_t i;

	json_array_foreach(records, i, body) {
		snprintf(name, sizeof name, "%lld %s", (long long)number(body, "system"), text(body, key));
		if (!(list = json_object_get(all, name)))
			json_object_set_new(all, name, list = json_array());
		json_array_append(list, (json_t *)(uintptr_t)body);
	}
	return all;
}

/* In UTC; the records of an account come latest first.  Sittings at a shell push out no login. */
static void
show_logins(const json_t *logins)
{
	unsigned shown[2] = { 0 };
	const json_t *body;
	char when[32];
	struct tm utc;
	time_t at;
	size_t i;

	json_array_foreach(logins, i, body) {
		if (++shown[strcmp(text(body, "how"), "shell") == 0] > SHOWN)
			continue;
		at = (time_t)json_integer_value(json_array_get(json_object_get(body, "at"), 0));
		if (gmtime_r(&at, &utc) && strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &utc))
			printf("    %-9s %s%s%s  (%s)\n", text(body, "how"), when,
			    *text(body, "from") ? " from " : "", text(body, "from"), text(body, "records"));
	}
}

static void
show_account(const json_t *a, const json_t *grants, const json_t *logins)
{
	const json_t *g;
	char name[1024];
	size_t i;

	snprintf(name, sizeof name, "%lld %s", (long long)number(a, "system"), text(a, "name"));
	printf("%s  uid %lld  gid %lld  password %s  shell %s  home %s\n", text(a, "name"),
	    (long long)number(a, "uid"), (long long)number(a, "gid"), text(a, "password"),
	    *text(a, "shell") ? text(a, "shell") : "-", *text(a, "home") ? text(a, "home") : "-");
	if (strcmp(text(a, "path"), "/etc/passwd") != 0)
		printf("    in        %s\n", text(a, "path"));
	if (*text(a, "password_path") && strcmp(text(a, "password_path"), "/etc/shadow") != 0)
		printf("    password  %s:%lld\n", text(a, "password_path"), (long long)number(a, "password_line"));
	json_array_foreach(json_object_get(grants, name), i, g)
		show_grant(g);
	show_logins(json_object_get(logins, name));
}

/* To groups, to everybody, and to whom no account file knows. */
static void
show_others(const struct survey *s, json_int_t os, json_t *logins)
{
	json_t *known = by_name(s->accounts, "name");
	const json_t *g;
	char name[1024];
	size_t i;

	puts("others");
	json_array_foreach(s->grants, i, g) {
		snprintf(name, sizeof name, "%lld %s", (long long)number(g, "system"), text(g, "to"));
		if (number(g, "system") != os || json_object_get(known, name))
			continue;
		printf("  %s\n", text(g, "to"));
		show_grant(g);
	}
	json_array_foreach(s->logins, i, g) {
		snprintf(name, sizeof name, "%lld %s", (long long)number(g, "system"), text(g, "account"));
		if (number(g, "system") != os || json_object_get(known, name) || !json_object_get(logins, name))
			continue;
		printf("  %s\n", text(g, "account"));
		show_logins(json_object_get(logins, name));
		json_object_del(logins, name);		/* told once */
	}
	json_decref(known);
}

static void
show_all(const struct survey *s)
{
	json_t *grants = by_name(s->grants, "to"), *logins = by_name(s->logins, "account");
	const json_t *os, *a, *v;
	size_t i, j;

	json_array_foreach(s->systems, i, os) {
		printf("system    %s\n", text(os, "name"));
		json_array_foreach(s->accounts, j, a)
			if (number(a, "system") == number(os, "id"))
				show_account(a, grants, logins);
		show_others(s, number(os, "id"), logins);
	}
	json_array_foreach(s->gaps, i, v)
		printf("not looked at: %s%s%s\n", text(v, "path"), *text(v, "path") ? ": " : "",
		    text(v, "why"));
	json_decref(grants);
	json_decref(logins);
}

int
cmd_accounts(int argc, char **argv)
{
	static const struct option own[] = { { "json", no_argument, NULL, 'J' }, { NULL, 0, NULL, 0 } };
	struct common c = common_new(help);
	bool json = false;

	c.e->accounts = true;
	while (common_next(&c, argc, argv, own) != -1)
		json = true;
	common_end(&c, argc, argv, "");
	examine(c.e);
	json_array_clear(c.e->survey->findings);
	if (json)
		survey_write(c.e->survey, STDOUT_FILENO);
	else
		show_all(c.e->survey);
	if (fflush(stdout) == EOF)
		die(EX_IOERR, "cannot write the list");
	return survey_covered(c.e->survey) ? EX_OK : 20;
}
