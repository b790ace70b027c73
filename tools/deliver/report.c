/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report - what is there to be known of one inspection, and where is it kept? */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "../trust/keyfile.h"
#include "report.h"

#define MAX_REASON	1024	/* characters of a site's own words */

void
report_time(time_t when, char text[32])
{
	struct tm utc;

	if (!gmtime_r(&when, &utc) || !strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc))
		*text = '\0';
}

void
report_clock(char text[32])
{
	report_time(time(NULL), text);
}

void
report_catalogue(char hex[HASH_HEX])
{
	struct hasher *h = hash_open(HASH_SHA256);

	for (int f = 0; f < FINDING_COUNT; f++) {
		const char *const texts[] = {
			finding_text[f].name, finding_text[f].technique,
			finding_text[f].says, finding_text[f].advice,
		};

		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
			hash_add(h, texts[i], strlen(texts[i]) + 1);
	}
	hash_close(h, hex);
}

/* SHA-256 of this very program: which one judged, whatever it calls itself. */
static void
own_digest(char hex[HASH_HEX])
{
	struct hasher *h = hash_open(HASH_SHA256);
	static unsigned char part[65536];
	int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;

	while (fd != -1 && (n = read(fd, part, sizeof part)) > 0)
		hash_add(h, part, (size_t)n);
	if (n == -1)
		die(EX_OSERR, "cannot read this program itself");
	close(fd);
	hash_close(h, hex);
}

/* Who vouches for a finding, and where that is written. */
static json_t *
allowed(const struct site_entry *e)
{
	return json_pack("{s:s, s:i, s:o, s:o, s:o}", "file", e->file->path, "line", (int)e->line,
	    "reason", record_text(e->reason, MAX_REASON), "by", record_text(e->by, MAX_REASON),
	    "until", record_text(e->until, MAX_REASON));
}

/* A finding as the reader wants it: with its sentence, technique, weight, and who allows it. */
static json_t *
told(const struct report *r, const json_t *body)
{
	json_t *copy = json_copy((json_t *)(uintptr_t)body);
	enum finding f = finding_named(json_string_value(json_object_get(body, "name")));
	const struct site_entry *e = r->site ? site_allows(r->site, body) : NULL;

	if (e)
		json_object_set_new(copy, "allowed", allowed(e));
	if (f == FINDING_COUNT)
		return copy;
	json_object_set_new(copy, "says", json_string(finding_text[f].says));
	json_object_set_new(copy, "technique", json_string(finding_text[f].technique));
	json_object_set_new(copy, "weight", json_string(weight_name[r->policy->weight[f]]));
	return copy;
}

static json_t *
findings(const struct report *r)
{
	json_t *all = json_array();
	const json_t *body;
	size_t i;

	json_array_foreach(r->survey->findings, i, body)
		json_array_append_new(all, told(r, body));
	return all;
}

/* The site files, and how many of their entries no longer hold. */
static json_t *
sites(const struct site *site)
{
	json_t *all = json_array(), *o;
	int entries, expired;

	for (unsigned int i = 0; site && i < site->nfiles; i++) {
		entries = expired = 0;
		for (size_t k = 0; k < site->n; k++)
			if (site->entry[k].file == &site->file[i]) {
				entries++;
				expired += site->entry[k].expired;
			}
		o = json_pack("{s:s, s:s, s:i, s:i}", "file", site->file[i].path,
		    "sha256", site->file[i].sha256, "entries", entries, "expired", expired);
		if (*site->file[i].by.name) {
			json_object_set_new(o, "signer", json_string(site->file[i].by.name));
			json_object_set_new(o, "key", json_string(site->file[i].by.key));
		}
		json_array_append_new(all, o);
	}
	return all;
}

/* The keys that the operator brought: they decide what is a vendor's word. */
static json_t *
keys(void)
{
	json_t *all = json_array(), *o;
	unsigned int n;
	const struct keyfile *f = keyfiles(&n);

	for (; n--; f++) {
		o = json_pack("{s:s, s:s, s:I}", "file", f->path, "sha256", f->sha256,
		    "keys", (json_int_t)f->n);
		if (*f->by.name) {
			json_object_set_new(o, "signer", json_string(f->by.name));
			json_object_set_new(o, "key", json_string(f->by.key));
		}
		json_array_append_new(all, o);
	}
	return all;
}

static json_t *
program(const struct report *r)
{
	char catalogue[HASH_HEX], own[HASH_HEX];

	report_catalogue(catalogue);
	own_digest(own);
	return json_pack("{s:s, s:s, s:s, s:{s:s, s:s}, s:o, s:o, s:b}", "version", ASSAY_VERSION,
	    "program_sha256", own, "catalogue_sha256", catalogue, "policy", "name", r->policy->name,
	    "sha256", r->policy->sha256, "site", sites(r->site), "keys", keys(),
	    "jailed", r->jailed);
}

char *
report_make(struct report *r)
{
	const struct survey *s = r->survey;
	json_t *document = json_pack("{s:o, s:O, s:s, s:s, s:O, s:O, s:O, s:O, s:o, s:O, s:O, s:O, s:O, s:O, s:s, s:i, s:O, s:O}",
	    "assay", program(r), "host", r->host, "started", r->started, "finished", r->finished,
	    "targets", r->targets, "references", r->references, "volumes", s->volumes, "systems", s->systems,
	    "findings", findings(r), "sources", s->sources, "logins", s->logins,
	    "seen-with", s->seen,
	    "coverage", s->covered, "gaps", s->gaps,
	    "verdict", verdict_name(r->judgement->verdict), "exit", (int)r->judgement->verdict,
	    "because", r->judgement->because, "stages", r->stages);
	char *text = document ? json_dumps(document, JSON_INDENT(1) | JSON_ENSURE_ASCII |
	    JSON_REAL_PRECISION(6)) : NULL;

	if (!text)
		die(EX_SOFTWARE, "the report cannot be made");
	json_decref(document);
	hash_span(HASH_SHA256, span_of(text), r->sha256);
	return text;
}

void
report_write(const char *file, const char *text)
{
	char part[MAX_PATH + 8];
	size_t n = strlen(text), at = 0;
	ssize_t did;
	int fd;

	if ((size_t)snprintf(part, sizeof part, "%s.part", file) >= sizeof part)
		die(EX_USAGE, "the report's path is too long");
	if ((fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)) == -1)
		die(EX_CANTCREAT, "cannot write the report %s", part);
	for (; at < n; at += (size_t)did)
		if ((did = write(fd, text + at, n - at)) == -1)
			die(EX_IOERR, "cannot write the report %s", part);
	if (fsync(fd) == -1 || close(fd) == -1 || rename(part, file) == -1)
		die(EX_IOERR, "cannot write the report %s", file);
}
