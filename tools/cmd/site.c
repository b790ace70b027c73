/* SPDX-License-Identifier: GPL-3.0-or-later */
/* site - is a site file sound, and what would one for this report say? */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../deliver/report.h"
#include "../lib/die.h"
#include "../policy/site.h"
#include "cmd.h"

static const char help[] =
    "usage: assay site check FILE...\n"
    "       assay site suggest [--reason TEXT] [--by NAME] [--until DAY] REPORT\n"
    "\n"
    "A site file says what this site allows and who vouches for it; `assay inspect\n"
    "--site FILE` then lets exactly that pass.\n"
    "\n"
    "check    finds the faults of site files, and says which entries have expired\n"
    "suggest  drafts entries from the report of an inspection, for a person to read:\n"
    "         keep what is right here, delete the rest, then sign the file with\n"
    "         ssh-keygen -Y sign -n assay-site -f KEY FILE\n"
    "\n"
    "--reason TEXT, --by NAME, --until YYYY-MM-DD  fill these in; without them they\n"
    "are left open, and `check` refuses the file until somebody has filled them in\n"
    "\n"
    "An entry:\n"
    "  finding: PROGRAM_UNOWNED\n"
    "  path: /usr/bin/agent\n"
    "  sha256: 64 hexadecimal digits, of the file at that path\n"
    "  about: the words that the report shows (instead of, or besides, sha256)\n"
    "  reason: our backup agent, from its maker's own package\n"
    "  by: Alice Ng\n"
    "  until: 2027-06-30\n"
    "Entries are parted by empty lines; '#' starts a comment line.\n"
    "\n"
    "Exit status: 0 sound or drafted, 65 or 66 the report or a file cannot be read,\n"
    "78 a site file has faults.\n";

struct draft {
	const char	*reason, *by, *until;
};

static int
check(char **files, int n)
{
	struct site *site = need(1, sizeof *site);
	struct ours text;
	char today[32];
	size_t expired = 0;

	report_clock(today);
	today[10] = '\0';
	for (int i = 0; i < n; i++) {
		ours_read(&text, files[i], SITE_NAMESPACE, NULL, true, MAX_SITE_TEXT);
		site_load(site, files[i], &text, today);
	}
	for (size_t i = 0; i < site->n; i++)
		if (site->entry[i].expired) {
			expired++;
			printf("%s:%u: expired on %.*s: allows nothing\n", site->entry[i].file->path,
			    site->entry[i].line, (int)site->entry[i].until.n,
			    (const char *)site->entry[i].until.p);
		}
	printf("%zu entries, %zu expired, no fault\n", site->n, expired);
	return EX_OK;
}

static const char *
text(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

/* A line of ours from words of a report: whatever they hold, they stay one line. */
static void
tell(const char *key, const char *words)
{
	printf("%s: ", key);
	for (; *words; words++)
		putchar(*words >= ' ' && *words <= '~' ? *words : '?');
	putchar('\n');
}

/* What binds the entry to this content; none: no entry could. */
static bool
bind(const json_t *f)
{
	const char *digest = text(json_object_get(f, "file"), "sha256"), *about = text(f, "about");
	size_t n = strlen(about);
	bool line = json_object_get(f, "line"), cut = n >= 3 && strcmp(about + n - 3, "...") == 0;

	if (*digest && (!line || !n || cut))
		tell("sha256", digest);
	else if (n == 0 || cut)
		return false;
	if (n)
		tell("about", about);
	return true;
}

static void
draft(const json_t *f, const struct draft *d)
{
	printf("# %s\n", text(f, "says"));
	tell("finding", text(f, "name"));
	tell("path", text(f, "path"));
	if (!bind(f))
		printf("# nothing binds this to its content: it cannot be allowed\n");
	tell("reason", d->reason);
	tell("by", d->by);
	tell("until", d->until);
	putchar('\n');
}

static int
suggest(const char *file, const struct draft *d)
{
	json_t *report = json_load_file(file, JSON_REJECT_DUPLICATES, NULL), *f;
	json_t *findings = json_object_get(report, "findings");
	size_t i, heavy = 0, drafted = 0;
	enum finding who;

	errno = 0;
	if (!json_is_array(findings))
		die(EX_DATAERR, "%s is not a report of `assay inspect --report`", file);
	printf("# Drafted from %s: read each entry, delete what is not right here.\n\n", file);
	json_array_foreach(findings, i, f) {
		if (json_object_get(f, "allowed"))
			continue;
		heavy += strcmp(text(f, "weight"), "rebuild") == 0;
		who = finding_named(text(f, "name"));
		if (strcmp(text(f, "weight"), "review") == 0 && who != FINDING_COUNT &&
		    policy_floor(who) == NOTE) {
			draft(f, d);
			drafted++;
		}
	}
	fprintf(stderr, "assay: %zu entries drafted\n", drafted);
	if (heavy)
		fprintf(stderr, "assay: %zu findings that weigh rebuild are left out: "
		    "nobody should allow them from a draft\n", heavy);
	json_decref(report);
	return EX_OK;
}

int
cmd_site(int argc, char **argv)
{
	static const struct option known[] = {
		{ "reason", required_argument, NULL, 'r' }, { "by", required_argument, NULL, 'b' },
		{ "until", required_argument, NULL, 'u' }, { "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct draft d = { "FILL IN", "FILL IN", "FILL IN" };
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1)
		switch (c) {
		case 'r':
			d.reason = optarg;
			break;
		case 'b':
			d.by = optarg;
			break;
		case 'u':
			d.until = optarg;
			break;
		case 'h':
			fputs(help, stdout);
			return EX_OK;
		default:
			fputs(help, stderr);
			return EX_USAGE;
		}
	argc -= optind;
	argv += optind;
	if (argc >= 2 && strcmp(argv[0], "check") == 0)
		return check(argv + 1, argc - 1);
	if (argc == 2 && strcmp(argv[0], "suggest") == 0)
		return suggest(argv[1], &d);
	fputs(help, stderr);
	return EX_USAGE;
}
