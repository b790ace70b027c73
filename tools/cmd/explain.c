/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain - what does a finding mean, and what is to be done about it? */
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "../policy/policy.h"
#include "cmd.h"

static const char help[] =
    "usage: assay explain [FINDING]\n"
    "\n"
    "Without a name, lists everything Assay can say; with one, tells what it means,\n"
    "the ATT&CK technique it may show, what it weighs, and what to do.\n"
    "\n"
    "Exit status: 0 explained, 64 there is no such finding.\n";

static void
explain(enum finding f, const struct policy *p)
{
	const struct finding_text *t = &finding_text[f];

	printf("%s\n  %s.\n\n  technique  %s\n  weight     %s (at least %s in any policy)\n"
	    "  to do      %s\n", t->name, t->says, t->technique, weight_name[p->weight[f]],
	    weight_name[policy_floor(f)], t->advice);
}

static void
list(const struct policy *p)
{
	for (int f = 0; f < FINDING_COUNT; f++)
		printf("%-26s %-8s %-10s %s\n", finding_text[f].name, weight_name[p->weight[f]],
		    finding_text[f].technique, finding_text[f].says);
}

/* Names that share a word with what was asked for. */
static void
suggest(const char *asked)
{
	struct span rest = span_of(asked), word;
	char text[64];

	while (span_field(&rest, "_- ", &word)) {
		if (word.n < 4 || word.n >= sizeof text)
			continue;
		memcpy(text, word.p, word.n);
		text[word.n] = '\0';
		for (int f = 0; f < FINDING_COUNT; f++)
			if (strcasestr(finding_text[f].name, text))
				fprintf(stderr, "  %s\n", finding_text[f].name);
	}
}

int
cmd_explain(int argc, char **argv)
{
	static const struct option known[] = {
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	struct policy p;
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		fputs(help, c == 'h' ? stdout : stderr);
		return c == 'h' ? EX_OK : EX_USAGE;
	}
	policy_load(&p, NULL);
	if (optind == argc) {
		list(&p);
		return EX_OK;
	}
	for (int f = 0; f < FINDING_COUNT; f++)
		if (strcasecmp(finding_text[f].name, argv[optind]) == 0) {
			explain((enum finding)f, &p);
			return EX_OK;
		}
	fprintf(stderr, "assay: no finding is called %s; `assay explain` lists them\n", argv[optind]);
	suggest(argv[optind]);
	return EX_USAGE;
}
