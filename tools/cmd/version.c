/* SPDX-License-Identifier: GPL-3.0-or-later */
/* version - which Assay is this, made of what, and by which policy does it judge? */
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

#include "../deliver/report.h"
#include "cmd.h"
#include "components.h"

static const char help[] =
    "usage: assay version [--json]\n"
    "\n"
    "Shows the version, the digests of the built-in policy and of the catalogue of\n"
    "findings, and the components with their versions and licences.\n";

static void
print_text(const struct policy *p, const char *catalogue)
{
	printf("assay %s\npolicy %s %s\ncatalogue %s\n", ASSAY_VERSION, p->name, p->sha256, catalogue);
	for (const struct component *c = components; c->name; c++)
		printf("%-12s %-10s %s\n", c->name, c->version, c->licence);
}

static void
print_json(const struct policy *p, const char *catalogue)
{
	json_t *all = json_array(), *o;

	for (const struct component *c = components; c->name; c++)
		json_array_append_new(all, json_pack("{s:s, s:s, s:s}", "name", c->name,
		    "version", c->version, "licence", c->licence));
	o = json_pack("{s:s, s:{s:s, s:s}, s:s, s:o}", "version", ASSAY_VERSION,
	    "policy", "name", p->name, "sha256", p->sha256,
	    "catalogue_sha256", catalogue, "components", all);
	json_dumpf(o, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(o);
}

int
cmd_version(int argc, char **argv)
{
	static const struct option known[] = {
		{ "json", no_argument, NULL, 'j' }, { "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	char catalogue[HASH_HEX];
	struct policy p;
	bool json = false;
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1)
		switch (c) {
		case 'j':
			json = true;
			break;
		case 'h':
			fputs(help, stdout);
			return EX_OK;
		default:
			fputs(help, stderr);
			return EX_USAGE;
		}
	policy_load(&p, NULL);
	report_catalogue(catalogue);
	(json ? print_json : print_text)(&p, catalogue);
	return EX_OK;
}
