/* SPDX-License-Identifier: GPL-3.0-or-later */
/* inspect - look at disks, weigh what they show, and say the verdict everywhere it is wanted */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../deliver/console.h"
#include "../deliver/host.h"
#include "../lib/die.h"
#include "ask.h"
#include "cmd.h"
#include "options.h"

static const char help[] =
    "usage: assay inspect [OPTION]... TARGET... | --all\n"
    "\n"
    "Inspects the systems on the targets, changes nothing, and gives a verdict.\n"
    "\n"
    "TARGET             a disk, a disk image (with partitions, or one filesystem),\n"
    "                   or a directory\n"
    "--all              every disk of this machine\n"
    "--assemble         put RAID, LVM and LUKS together and mount what only the\n"
    "                   kernel reads, above snapshots in memory; needs root\n"
    "--key-file FILE    a key for LUKS volumes; again for more\n"
    "--memory MIB       so much memory at most for what putting together writes\n"
    "                   (default: a third of what is free)\n"
    "--ask SECONDS      ask for keys of LUKS volumes that none opens, on the consoles of\n"
    "                   --console or else this terminal; so long nobody need type\n"
    "--policy FILE      what findings weigh (default: the one built in)\n"
    "--site FILE        what this site allows (`assay site --help`); again for more\n"
    "--keys FILE        vendors' OpenPGP keys beside those built in; again for more\n"
    "--signers FILE     who may sign such files (default: " SIGNERS_FILE ")\n"
    "--unsigned-site    take site files that nobody signed; the report says so\n"
    "--unsigned-keys    the same of files of keys\n"
    "--reference PACK   what packages hold (`assay reference --help`); again for more\n"
    "--unsigned-reference  take packs that nobody signed; the report says so\n"
    "--report FILE      write the whole report, as JSON, to FILE\n"
    "--format text|json what goes to standard output: the verdict screen (default),\n"
    "                   or the report\n"
    "--console DEVICE   tell progress and the verdict to this terminal too; again\n"
    "                   for more\n"
    "--deep             hash data files whatever their size, not only programs,\n"
    "                   configuration and what is small\n"
    "--verbose          say every reason, and how long each stage took\n"
    "--no-jail          read evidence without the jail (for sanitizers; forbids KEEP)\n"
    "\n"
    "Exit status: 0 KEEP, 10 REBUILD, 20 INCONCLUSIVE; 64-78 the tool failed and\n"
    "there is no verdict.\n";

struct options {
	const char	*policy, *report, *site[MAX_SITE_FILES];
	unsigned int	 nsites;
	bool		 json, verbose, unsigned_site;
};

static struct console consoles[MAX_CONSOLES];
static unsigned int nconsoles;
static bool on_terminal;

static void
progress(const char *text)
{
	for (unsigned int i = 0; i < nconsoles; i++)
		console_progress(&consoles[i], text);
	if (on_terminal)
		fprintf(stderr, "\r%-*.*s\r", SCREEN_WIDTH, SCREEN_WIDTH, text);
}

static void
add_console(const char *path)
{
	if (nconsoles == MAX_CONSOLES)
		die((errno = 0, EX_USAGE), "more than %d consoles", MAX_CONSOLES);
	if (console_open(&consoles[nconsoles], path)) {
		nconsoles++;
		ask_on(path);
	}
	else	/* the verdict matters more than one of its screens */
		fprintf(stderr, "assay: cannot open the console %s: %s\n", path, strerror(errno));
}

static void
set_ask(struct examination *e, const char *seconds)
{
	uint64_t n;

	if (!span_decimal(span_of(seconds), &n) || n > 600)
		die((errno = 0, EX_USAGE), "--ask takes seconds, at most 600, not %s", seconds);
	ask_patience((unsigned int)n);
	e->ask_key = ask_key;
}

static void
add_site(struct options *o, const char *path)
{
	if (o->nsites == MAX_SITE_FILES)
		die((errno = 0, EX_USAGE), "more than %d site files", MAX_SITE_FILES);
	o->site[o->nsites++] = path;
}

static void
set_format(struct options *o, const char *format)
{
	o->json = strcmp(format, "json") == 0;
	if (!o->json && strcmp(format, "text") != 0)
		die((errno = 0, EX_USAGE), "--format is text or json, not %s", format);
}

static void
read_options(struct options *o, struct common *c, int argc, char **argv)
{
	static const struct option own[] = {
		{ "policy", required_argument, NULL, 'p' }, { "report", required_argument, NULL, 'r' },
		{ "format", required_argument, NULL, 'f' }, { "console", required_argument, NULL, 'c' },
		{ "ask", required_argument, NULL, 'a' }, { "verbose", no_argument, NULL, 'v' }, { "deep", no_argument, NULL, 'd' },
		{ "site", required_argument, NULL, 's' }, { "unsigned-site", no_argument, NULL, 'u' },
		{ NULL, 0, NULL, 0 },
	};
	int said;

	while ((said = common_next(c, argc, argv, own)) != -1)
		switch (said) {
		case 'p':
			o->policy = optarg;
			break;
		case 'r':
			o->report = optarg;
			break;
		case 'f':
			set_format(o, optarg);
			break;
		case 'c':
			add_console(optarg);
			break;
		case 'a':
			set_ask(c->e, optarg);
			break;
		case 'd':
			c->e->deep = true;
			break;
		case 'v':
			o->verbose = true;
			break;
		case 's':
			add_site(o, optarg);
			break;
		case 'u':
			o->unsigned_site = true;
			break;
		}
	common_end(c, argc, argv, NULL);
}

static json_t *
targets(const struct examination *e)
{
	json_t *all = json_array();

	for (unsigned int i = 0; i < e->nasked; i++)
		json_array_append_new(all, record_text(span_of(e->target[i].path), 4 * MAX_PATH));
	return all;
}

static void
deliver(struct report *r, const struct options *o)
{
	char *document = report_make(r), *screen;

	if (o->report)
		report_write(o->report, document);
	for (unsigned int i = 0; i < nconsoles; i++)
		console_verdict(&consoles[i], r);
	if (on_terminal)
		fprintf(stderr, "\r%*s\r", SCREEN_WIDTH, "");
	if (o->json)
		puts(document);
	else {
		screen = screen_make(r, o->verbose ? 0 : SCREEN_LINES + 15);
		fputs(screen, stdout);
		free(screen);
	}
	free(document);
	if (fflush(stdout) == EOF)
		die(EX_IOERR, "cannot write the verdict");
}

static struct site *
sites(const struct options *o, const char *signers)
{
	struct site *site = need(1, sizeof *site);
	struct ours text;
	char today[32];

	report_clock(today);
	today[10] = '\0';
	for (unsigned int i = 0; i < o->nsites; i++) {
		ours_read(&text, o->site[i], SITE_NAMESPACE, signers, o->unsigned_site,
		    MAX_SITE_TEXT);
		site_load(site, o->site[i], &text, today);
	}
	return site;
}

int
cmd_inspect(int argc, char **argv)
{
	struct common c = common_new(help);
	struct examination *e = c.e;
	struct policy policy;
	struct judgement judgement;
	struct options o = { 0 };
	struct site *site;
	struct report r = { .policy = &policy, .judgement = &judgement };

	e->progress = progress;
	on_terminal = isatty(STDERR_FILENO);
	read_options(&o, &c, argc, argv);
	if (nconsoles == 0)
		ask_on("/dev/tty");
	policy_load(&policy, o.policy);	/* a policy that cannot be used stops us first */
	site = sites(&o, c.signers);
	packs_bring(c.packs, c.signers, policy.packs_since, e->survey);
	report_clock(r.started);
	examine(e);
	examine_done(e);
	report_clock(r.finished);
	judge(&judgement, e->survey, &policy, site);

	r.survey = e->survey;
	r.site = site;
	r.host = host_identity();
	r.targets = targets(e);
	r.references = packs_tell(c.packs);
	r.stages = e->stages;
	r.jailed = e->jailed;
	r.file = o.report;
	deliver(&r, &o);
	return (int)judgement.verdict;
}
