/* SPDX-License-Identifier: GPL-3.0-or-later */
/* site - does somebody vouch for exactly this? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/die.h"
#include "site.h"

#define BLANK	"FILL IN"	/* what a drafted entry holds until a person has decided */

enum { PATH, SHA256, ABOUT, REASON, BY, UNTIL, FINDING_NAME, KEYS };

static const char *const key_name[KEYS] = {
	"path", "sha256", "about", "reason", "by", "until", "finding",
};

struct reading {
	struct site		*site;
	const struct site_file	*file;
	const char		*today;
	unsigned int		 line, starts, faults;	/* starts: of the entry; 0: in none */
	struct span		 value[KEYS];
};

static void
fault(struct reading *r, unsigned int line, const char *what, struct span word)
{
	r->faults++;
	fprintf(stderr, "assay: %s:%u: %s%s%.*s\n", r->file->path, line, what, word.n ? ": " : "",
	    (int)(word.n > 80 ? 80 : word.n), word.n ? (const char *)word.p : "");
}

static bool
is_digest(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr("0123456789abcdef", s.p[i]))
			return false;
	return s.n == 64;
}

/* YYYY-MM-DD, which sorts as time does. */
static bool
is_day(struct span s)
{
	uint64_t month, day, year;

	return s.n == 10 && s.p[4] == '-' && s.p[7] == '-' &&
	    span_decimal((struct span){ s.p, 4 }, &year) &&
	    span_decimal((struct span){ s.p + 5, 2 }, &month) &&
	    span_decimal((struct span){ s.p + 8, 2 }, &day) &&
	    month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static enum finding
named(struct span name)
{
	char text[64] = "";

	if (name.n < sizeof text)
		memcpy(text, name.p, name.n);
	return finding_named(text);
}

static struct site_entry *
more(struct site *s)
{
	struct site_entry *grown;

	if (s->n == s->room) {
		grown = need(s->room ? 2 * s->room : 64, sizeof *grown);
		if (s->n)
			memcpy(grown, s->entry, s->n * sizeof *grown);
		free(s->entry);
		s->entry = grown;
		s->room = s->room ? 2 * s->room : 64;
	}
	return &s->entry[s->n++];
}

/* Everything that is wrong with an entry is told, not only the first. */
static void
check(struct reading *r, enum finding f)
{
	const struct span *v = r->value;

	for (int k = 0; k < KEYS; k++)
		if (v[k].n == 0 && k != SHA256 && k != ABOUT)
			fault(r, r->starts, "the entry lacks its", span_of(key_name[k]));
		else if (span_is(v[k], BLANK))
			fault(r, r->starts, "nobody has filled in the", span_of(key_name[k]));
	if (v[SHA256].n == 0 && v[ABOUT].n == 0)
		fault(r, r->starts, "the entry needs sha256 or about, or it would allow any content",
		    SPAN_NONE);
	if (v[SHA256].n && !is_digest(v[SHA256]))
		fault(r, r->starts, "sha256 takes 64 hexadecimal digits, not", v[SHA256]);
	if (v[UNTIL].n && !is_day(v[UNTIL]) && !span_is(v[UNTIL], BLANK))
		fault(r, r->starts, "until takes a day as YYYY-MM-DD, not", v[UNTIL]);
	if (v[FINDING_NAME].n && f == FINDING_COUNT)
		fault(r, r->starts, "no finding has this name (`assay explain` lists them)",
		    v[FINDING_NAME]);
	else if (v[FINDING_NAME].n && policy_floor(f) > NOTE)
		fault(r, r->starts, "no site can allow this finding", v[FINDING_NAME]);
}

static void
finish(struct reading *r)
{
	const struct span *v = r->value;
	enum finding f = named(v[FINDING_NAME]);
	unsigned int before = r->faults;

	if (!r->starts)
		return;
	check(r, f);
	if (r->faults == before)
		*more(r->site) = (struct site_entry){
			.file = r->file, .line = r->starts, .finding = f, .path = v[PATH],
			.sha256 = v[SHA256], .about = v[ABOUT], .reason = v[REASON], .by = v[BY],
			.until = v[UNTIL],
			.expired = span_compare(v[UNTIL], span_of(r->today)) < 0,
		};
	memset(r->value, 0, sizeof r->value);
	r->starts = 0;
}

static void
take(struct reading *r, struct span line)
{
	struct span key = span_before(line, ':'), value = span_trim(span_after(line, ':'));
	int k = 0;

	while (k < KEYS && !span_is(key, key_name[k]))
		k++;
	if (k == KEYS || !span_has(line, ':')) {
		fault(r, r->line, "a line is KEY: VALUE, and a KEY finding, path, sha256, about, "
		    "reason, by or until, not", key);
		return;
	}
	if (r->value[k].p)
		fault(r, r->line, "the entry has two of", key);
	r->value[k] = value;
	if (!r->starts)
		r->starts = r->line;
}

unsigned int
site_parse(struct site *s, struct site_file *file, struct span text, const char *today)
{
	struct reading r = { .site = s, .file = file, .today = today };
	struct span line;

	hash_span(HASH_SHA256, text, file->sha256);
	while (span_line(&text, &line)) {
		r.line++;
		line = span_trim(line);
		if (line.n == 0)
			finish(&r);
		else if (*line.p != '#')
			take(&r, line);
	}
	finish(&r);
	return r.faults;
}

void
site_load(struct site *s, const char *path, const struct ours *text, const char *today)
{
	struct site_file *file = &s->file[s->nfiles];

	errno = 0;
	if (s->nfiles == MAX_SITE_FILES)
		die(EX_USAGE, "more than %d site files", MAX_SITE_FILES);
	s->nfiles++;
	*file = (struct site_file){ .path = path, .by = text->by };
	if (site_parse(s, file, text->bytes, today))
		die((errno = 0, EX_CONFIG), "%s cannot be used: see above", path);
}

static struct span
text_of(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? span_of(s) : SPAN_NONE;
}

/*
 * Is what the entry names all that there is to the finding?  A whole file's
 * finding is bound by the file's digest, a line's by its words; words that the
 * report had to cut bind nothing.
 */
static bool
binds(const struct site_entry *e, const json_t *finding, struct span digest, struct span about)
{
	bool whole = !json_object_get(finding, "line");

	if (e->sha256.n && !span_equal(e->sha256, digest))
		return false;
	if (e->about.n && !span_equal(e->about, about))
		return false;
	if (e->sha256.n)
		return true;
	return !(whole && digest.n) && !span_ends(about, "...");
}

const struct site_entry *
site_allows(const struct site *s, const json_t *finding)
{
	struct span path = text_of(finding, "path"), about = text_of(finding, "about");
	struct span digest = text_of(json_object_get(finding, "file"), "sha256");
	const char *name = json_string_value(json_object_get(finding, "name"));
	enum finding f = name ? finding_named(name) : FINDING_COUNT;

	for (size_t i = 0; f != FINDING_COUNT && i < s->n; i++) {
		const struct site_entry *e = &s->entry[i];

		if (e->finding == f && !e->expired && span_equal(e->path, path) &&
		    binds(e, finding, digest, about))
			return e;
	}
	return NULL;
}
