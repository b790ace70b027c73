/* SPDX-License-Identifier: GPL-3.0-or-later */
/* judge - can this machine stay? */
#include <stdio.h>
#include <string.h>

#include "../lib/limits.h"
#include "judge.h"

#define MAX_WHERE	3	/* places named for one reason; the report has them all */

const char *
verdict_name(enum verdict v)
{
	return v == VERDICT_KEEP ? "KEEP" : v == VERDICT_REBUILD ? "REBUILD" : "INCONCLUSIVE";
}

static const char *
text(const json_t *body, const char *key)
{
	const char *s = json_string_value(json_object_get(body, key));

	return s ? s : "";
}

/* The reason that this name and sentence belong to: there already, or new. */
static json_t *
reason(json_t *all, const char *weight, const char *name, const char *says)
{
	json_t *r;
	size_t i;

	json_array_foreach(all, i, r)
		if (strcmp(text(r, "name"), name) == 0 && strcmp(text(r, "says"), says) == 0)
			return r;
	r = json_pack("{s:s, s:s, s:i, s:s, s:[]}", "weight", weight, "name", name, "count", 0,
	    "says", says, "where");
	json_array_append_new(all, r);
	return r;
}

static void
count(json_t *r, const char *where)
{
	json_t *places = json_object_get(r, "where");

	json_object_set_new(r, "count",
	    json_integer(json_integer_value(json_object_get(r, "count")) + 1));
	if (*where && json_array_size(places) < MAX_WHERE)
		json_array_append_new(places, json_string(where));
}

static void
add_gap(struct judgement *j, json_t *gaps, const char *where, const char *why)
{
	j->gaps++;
	count(reason(gaps, "gap", "NOT_COVERED", why), where);
}

static void
weigh_finding(struct judgement *j, const struct policy *p, const json_t *body,
    const struct site *site, json_t *by_weight[REBUILD + 1], json_t *allowed, json_t *gaps)
{
	enum finding f = finding_named(text(body, "name"));
	enum weight w;

	if (f == FINDING_COUNT) {
		add_gap(j, gaps, text(body, "path"), "a finding that this version does not know");
		return;
	}
	if (site && site_allows(site, body)) {
		j->allowed++;
		count(reason(allowed, "site", finding_text[f].name, finding_text[f].says),
		    text(body, "path"));
		return;
	}
	w = p->weight[f];
	j->count[w]++;
	count(reason(by_weight[w], weight_name[w], finding_text[f].name, finding_text[f].says),
	    text(body, "path"));
}

static const json_t *
find_covered(const struct survey *s, const json_t *os, const char *inspector)
{
	const json_t *c;
	size_t i;

	json_array_foreach(s->covered, i, c)
		if (strcmp(text(c, "inspector"), inspector) == 0 &&
		    json_equal(json_object_get(c, "system"), json_object_get(os, "id")))
			return c;
	return NULL;
}

static void
check_inspector(struct judgement *j, const json_t *os, const json_t *covered,
    const char *inspector, json_t *gaps)
{
	char why[256];
	const char *how = covered ? text(covered, "how") : "missing";

	if (strcmp(how, "done") == 0 || strcmp(how, "nothing") == 0)
		return;
	if (strcmp(how, "partial") == 0)
		snprintf(why, sizeof why, "the inspector %s could not look at everything", inspector);
	else if (strcmp(how, "lost") == 0)
		snprintf(why, sizeof why, "the inspector %s was lost: %s", inspector,
		    text(covered, "why"));
	else
		snprintf(why, sizeof why, "the inspector %s did not report", inspector);
	add_gap(j, gaps, text(os, "name"), why);
}

/* An inspector that said something of how far it got is held to it, required or not. */
static void
check_coverage(struct judgement *j, const struct survey *s, const struct policy *p, json_t *gaps)
{
	const json_t *os, *c;
	size_t i, k;

	json_array_foreach(s->systems, i, os) {
		for (unsigned int r = 0; r < p->nrequired; r++)
			check_inspector(j, os, find_covered(s, os, p->required[r]),
			    p->required[r], gaps);
		json_array_foreach(s->covered, k, c) {
			unsigned int r = 0;

			while (r < p->nrequired && strcmp(p->required[r], text(c, "inspector")) != 0)
				r++;
			if (r == p->nrequired && json_equal(json_object_get(c, "system"),
			    json_object_get(os, "id")))
				check_inspector(j, os, c, text(c, "inspector"), gaps);
		}
	}
}

static void
check_volumes(struct judgement *j, const struct survey *s, json_t *gaps)
{
	const json_t *v;
	char why[512];
	size_t i;

	json_array_foreach(s->volumes, i, v) {
		if (strcmp(text(v, "state"), "unread") != 0)
			continue;
		snprintf(why, sizeof why, "not read (%.60s): %.300s",
		    *text(v, "type") ? text(v, "type") : text(v, "kind"), text(v, "why"));
		add_gap(j, gaps, text(v, "name"), why);
	}
}

void
judge(struct judgement *j, const struct survey *s, const struct policy *p, const struct site *site)
{
	json_t *by_weight[REBUILD + 1], *gaps = json_array(), *allowed = json_array(), *body;
	const json_t *v;
	size_t i;

	memset(j, 0, sizeof *j);
	for (int w = NOTE; w <= REBUILD; w++)
		by_weight[w] = json_array();
	json_array_foreach(s->findings, i, body)
		weigh_finding(j, p, body, site, by_weight, allowed, gaps);
	check_volumes(j, s, gaps);
	json_array_foreach(s->gaps, i, body) {
		v = json_object_get(body, "volume");
		v = v ? json_array_get(s->volumes, (size_t)json_integer_value(v)) : NULL;
		add_gap(j, gaps, *text(body, "path") ? text(body, "path") : text(v, "name"),
		    text(body, "why"));
	}
	check_coverage(j, s, p, gaps);
	if (json_array_size(s->systems) == 0)
		add_gap(j, gaps, "", "no installed system was inspected");
	if (!s->whole)
		add_gap(j, gaps, "", "the findings are cut short or damaged");

	j->because = by_weight[REBUILD];
	json_array_extend(j->because, by_weight[REVIEW]);
	json_array_extend(j->because, gaps);
	json_array_extend(j->because, allowed);
	json_array_extend(j->because, by_weight[NOTE]);
	json_decref(by_weight[REVIEW]);
	json_decref(by_weight[NOTE]);
	json_decref(gaps);
	json_decref(allowed);
	j->verdict = j->count[REBUILD] ? VERDICT_REBUILD :
	    j->count[REVIEW] || j->gaps ? VERDICT_INCONCLUSIVE : VERDICT_KEEP;
}
