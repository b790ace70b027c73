/* SPDX-License-Identifier: GPL-3.0-or-later */
/* policy - what does each finding weigh here? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/die.h"
#include "policy.h"

#define MAX_POLICY	((size_t)1 << 20)	/* bytes; the default has 4,000 */

const char *const weight_name[] = { "note", "review", "rebuild" };

/* Weights as far as a text gives them. */
struct reading {
	struct policy	*policy;
	const char	*file;
	unsigned int	 line;
	bool		 given[FINDING_COUNT];
};

static _Noreturn void
refuse(const struct reading *r, const char *what, struct span word)
{
	errno = 0;
	die(EX_CONFIG, "%s:%u: %s: %.*s", r->file, r->line, what, (int)(word.n > 60 ? 60 : word.n),
	    (const char *)word.p);
}

static void
require(struct reading *r, struct span name)
{
	struct policy *p = r->policy;

	if (name.n == 0 || name.n >= sizeof *p->required || p->nrequired == MAX_REQUIRED)
		refuse(r, "cannot require", name);
	memcpy(p->required[p->nrequired], name.p, name.n);
	p->required[p->nrequired++][name.n] = '\0';
}

static void
packs_since(struct reading *r, struct span date)
{
	char *to = r->policy->packs_since;

	if (*to || date.n != sizeof r->policy->packs_since - 1)
		refuse(r, "packs-since takes one date, YYYY-MM-DD, not", date);
	for (size_t i = 0; i < date.n; i++)
		if (i == 4 || i == 7 ? date.p[i] != '-' : date.p[i] < '0' || date.p[i] > '9')
			refuse(r, "packs-since takes one date, YYYY-MM-DD, not", date);
	memcpy(to, date.p, date.n);
}

static void
weigh(struct reading *r, struct span name, struct span weight)
{
	char text[64] = "";
	enum finding f;
	int w;

	if (name.n < sizeof text)
		memcpy(text, name.p, name.n);
	if ((f = finding_named(text)) == FINDING_COUNT)
		refuse(r, "no finding has this name", name);
	if (r->given[f])
		refuse(r, "weighed twice", name);
	for (w = NOTE; w <= REBUILD && !span_is(weight, weight_name[w]); w++)
		;
	if (w > REBUILD)
		refuse(r, "a weight is note, review or rebuild, not", weight);
	r->given[f] = true;
	r->policy->weight[f] = (enum weight)w;
}

static void
read_lines(struct reading *r, struct span text)
{
	struct span line, first, second;

	while (span_line(&text, &line)) {
		r->line++;
		line = span_before(line, '#');
		if (!span_field(&line, " \t\r", &first))
			continue;
		if (!span_field(&line, " \t\r", &second))
			refuse(r, "half a line", first);
		if (span_is(first, "require"))
			require(r, second);
		else if (span_is(first, "packs-since"))
			packs_since(r, second);
		else
			weigh(r, first, second);
		if (span_field(&line, " \t\r", &first))
			refuse(r, "too much on the line", first);
	}
}

static void
read_floor(struct policy *floor)
{
	struct reading r = { .policy = floor, .file = "floor.policy" };

	memset(floor, 0, sizeof *floor);	/* NOTE, unless it says more */
	read_lines(&r, span_of(floor_policy_text));
}

enum weight
policy_floor(enum finding f)
{
	struct policy floor;

	read_floor(&floor);
	return floor.weight[f];
}

static bool
requires(const struct policy *p, const char *name)
{
	for (unsigned int i = 0; i < p->nrequired; i++)
		if (strcmp(p->required[i], name) == 0)
			return true;
	return false;
}

static void
hold_to_floor(const struct reading *r)
{
	const struct policy *p = r->policy;
	struct policy floor;

	read_floor(&floor);
	for (int f = 0; f < FINDING_COUNT; f++) {
		errno = 0;
		if (!r->given[f])
			die(EX_CONFIG, "%s: does not weigh %s", r->file, finding_text[f].name);
		if (p->weight[f] < floor.weight[f])
			die(EX_CONFIG, "%s: %s may not weigh less than %s", r->file,
			    finding_text[f].name, weight_name[floor.weight[f]]);
	}
	for (unsigned int i = 0; i < floor.nrequired; i++)
		if (!requires(p, floor.required[i]))
			die(EX_CONFIG, "%s: must require %s", r->file, floor.required[i]);
}

void
policy_parse(struct policy *p, const char *file, struct span text)
{
	struct reading r = { .policy = p, .file = file };

	memset(p, 0, sizeof *p);
	snprintf(p->name, sizeof p->name, "%s", strrchr(file, '/') ? strrchr(file, '/') + 1 : file);
	hash_span(HASH_SHA256, text, p->sha256);
	read_lines(&r, text);
	hold_to_floor(&r);
}

void
policy_load(struct policy *p, const char *file)
{
	char *text;
	size_t n;
	FILE *in;

	if (!file) {
		policy_parse(p, "default", span_of(default_policy_text));
		return;
	}
	if (!(in = fopen(file, "r")))
		die(EX_NOINPUT, "cannot read the policy %s", file);
	text = need(MAX_POLICY, 1);
	n = fread(text, 1, MAX_POLICY, in);
	if (ferror(in))
		die(EX_NOINPUT, "cannot read the policy %s", file);
	if (n == MAX_POLICY)
		die(EX_CONFIG, "%s is too long for a policy", file);
	fclose(in);
	policy_parse(p, file, (struct span){ (unsigned char *)text, n });
	free(text);
}
