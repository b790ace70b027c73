/* SPDX-License-Identifier: GPL-3.0-or-later */
/* judge - weigh again what `assay look` printed */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../finding/survey.h"
#include "../lib/die.h"
#include "../lib/limits.h"
#include "../policy/judge.h"
#include "cmd.h"

static const char help[] =
    "usage: assay judge [--policy FILE] [--format text|json] < FINDINGS\n"
    "\n"
    "Weighs the lines that `assay look` printed.  Lines that are cut, missing or\n"
    "damaged are never taken for clean: they forbid KEEP.\n"
    "\n"
    "--policy FILE       what findings weigh (default: the one built in)\n"
    "--format text|json  how the verdict and its reasons are printed\n"
    "\n"
    "Exit status: 0 KEEP, 10 REBUILD, 20 INCONCLUSIVE; 64-78 the tool failed.\n";

/* One line; what is no record, or comes after the end, makes the survey less than whole. */
static void
take(struct survey *s, struct span line, json_int_t *lines, bool *ended)
{
	const char *why;
	json_t *body;
	enum record kind = record_read(line, &body, &why);

	if (kind == RECORD_COUNT || *ended) {
		s->whole = false;
		json_decref(body);
		return;
	}
	if (kind == RECORD_END) {
		*ended = true;
		if (json_integer_value(json_object_get(body, "records")) != *lines)
			s->whole = false;
		json_decref(body);
		return;
	}
	++*lines;
	survey_add(s, kind, body);
}

static void
read_all(struct survey *s, FILE *in)
{
	bool ended = false;
	json_int_t lines = 0;
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	while ((n = getline(&line, &room, in)) != -1) {
		if (n > MAX_RECORD)
			s->whole = false;
		else
			take(s, (struct span){ (unsigned char *)line,
			    (size_t)n - (line[n - 1] == '\n') }, &lines, &ended);
	}
	if (ferror(in))
		die(EX_IOERR, "cannot read the findings");
	if (!ended)
		s->whole = false;
	free(line);
}

static void
print_text(const struct judgement *j)
{
	const json_t *r, *place;
	size_t i, k;

	printf("%s\n", verdict_name(j->verdict));
	json_array_foreach(j->because, i, r) {
		printf("%-8s %s: %s (%lld)\n", json_string_value(json_object_get(r, "weight")),
		    json_string_value(json_object_get(r, "name")),
		    json_string_value(json_object_get(r, "says")),
		    (long long)json_integer_value(json_object_get(r, "count")));
		json_array_foreach(json_object_get(r, "where"), k, place)
			printf("         %s\n", json_string_value(place));
	}
}

static void
print_json(const struct judgement *j, const struct policy *p)
{
	json_t *o = json_pack("{s:s, s:i, s:{s:s, s:s}, s:O}", "verdict", verdict_name(j->verdict),
	    "exit", (int)j->verdict, "policy", "name", p->name, "sha256", p->sha256,
	    "because", j->because);

	if (!o || json_dumpf(o, stdout, JSON_COMPACT | JSON_ENSURE_ASCII) == -1)
		die(EX_IOERR, "cannot write the verdict");
	putchar('\n');
	json_decref(o);
}

int
cmd_judge(int argc, char **argv)
{
	static const struct option known[] = {
		{ "policy", required_argument, NULL, 'p' }, { "format", required_argument, NULL, 'f' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	struct survey *s = survey_new();
	const char *file = NULL;
	struct judgement j;
	struct policy p;
	bool json = false;
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1)
		switch (c) {
		case 'p':
			file = optarg;
			break;
		case 'f':
			json = strcmp(optarg, "json") == 0;
			if (!json && strcmp(optarg, "text") != 0)
				die((errno = 0, EX_USAGE), "--format is text or json, not %s", optarg);
			break;
		case 'h':
			fputs(help, stdout);
			return EX_OK;
		default:
			fputs(help, stderr);
			return EX_USAGE;
		}
	if (optind != argc)
		die((errno = 0, EX_USAGE), "judge reads standard input; it takes no file");
	policy_load(&p, file);
	read_all(s, stdin);
	judge(&j, s, &p, NULL);
	if (json)
		print_json(&j, &p);
	else
		print_text(&j);
	if (fflush(stdout) == EOF)
		die(EX_IOERR, "cannot write the verdict");
	json_decref(j.because);
	survey_free(s);
	return (int)j.verdict;
}
