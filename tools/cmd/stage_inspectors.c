/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_inspectors - what does each inspector say of each system? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../finding/record.h"
#include "../inspect/inspect.h"
#include "../lib/die.h"
#include "sight.h"

/* One inspector on one system. */
struct question {
	struct examination	*e;
	const json_t		*os;
	const struct inspector	*who;
	struct sight		 sight[MAX_MOUNTS];
	struct span		 point[MAX_MOUNTS];	/* "/" first, then by length */
	size_t			 n;
	struct disk		 disk[MAX_MOUNTS];
	const struct medium	*medium[MAX_MOUNTS];	/* that each is */
	size_t			 disks;
	json_t			*covered;
};

static void
open_views(void *arg, struct child *c)
{
	struct question *q = arg;

	for (size_t i = 0; i < q->n; i++)
		if (q->sight[i].place.medium)
			sight_open(&q->sight[i], c);
	for (size_t i = 0; i < q->disks; i++)
		q->disk[i].fd = medium_open(q->medium[i]->path);
}

static void
gap(int out, struct span point, const char *why)
{
	record_write(out, RECORD_GAP, json_pack("{s:o, s:s}",
	    "path", record_text(point, MAX_PATH), "why", why));
}

static void
ask(void *arg, int out)
{
	struct question *q = arg;
	struct tree *tree = need(1, sizeof *tree);
	const char *trouble;
	struct view *view;

	for (size_t i = 0; i < q->n; i++) {
		view = NULL;
		if (q->sight[i].place.medium) {
			if (sight_view(&q->sight[i], &trouble) == VIEW_OK)
				view = &q->sight[i].view;
			else
				gap(out, q->point[i], trouble);
		}
		if (i == 0 && !view)
			return;		/* nothing told: lost */
		if (i == 0)
			tree_root(tree, view);
		else if (tree_mount(tree, q->point[i], view) != VIEW_OK)
			gap(out, q->point[i], "cannot be joined to the system");
	}
	tree->disk = q->disk;
	tree->disks = q->disks;
	inspect(q->who, tree, out);
	free(tree);
}

static bool
may_say(const struct inspector *who, const json_t *body)
{
	enum finding f = finding_named(json_string_value(json_object_get(body, "name")));
	const enum finding *may = who->may;

	while (*may != FINDING_COUNT && *may != f)
		may++;
	return f != FINDING_COUNT && *may == f;
}

static void
progress(const struct question *q, const json_t *body)
{
	char text[128];

	if (!q->e->progress)
		return;
	snprintf(text, sizeof text, "%s: %lld files, %lld MB", q->who->name,
	    (long long)json_integer_value(json_object_get(body, "files")),
	    (long long)json_integer_value(json_object_get(body, "bytes")) / 1000000);
	q->e->progress(text);
}

static void
stamp(const struct question *q, json_t *body)
{
	json_object_set_new(body, "inspector", json_string(q->who->name));
	json_object_set(body, "system", json_object_get(q->os, "id"));
}

static const char *
hear(void *arg, struct span line)
{
	struct question *q = arg;
	const char *why = NULL;
	json_t *body;
	enum record kind = record_read(line, &body, &why);

	if (kind == RECORD_COUNT)
		return why;
	stamp(q, body);
	if (q->covered)
		why = "it spoke on after its last word";
	else if (kind == RECORD_PROGRESS)
		progress(q, body);
	else if (kind == RECORD_COVERED)
		q->covered = json_incref(body);
	else if (kind == RECORD_SOURCE || kind == RECORD_AUTORUN || kind == RECORD_LOGIN ||
	    kind == RECORD_SEEN || kind == RECORD_ACCOUNT || kind == RECORD_GRANT)
		survey_add(q->e->survey, kind, json_incref(body));
	else if (kind == RECORD_FILE && q->e->file)
		q->e->file(body);
	else if (kind == RECORD_GAP)
		survey_gap(q->e->survey, json_incref(body));
	else if (kind == RECORD_FINDING && may_say(q->who, body))
		survey_add(q->e->survey, RECORD_FINDING, json_incref(body));
	else
		why = "it said what it may not say";
	json_decref(body);
	return why;
}

static void
finish(struct question *q, const char *lost)
{
	if (lost || !q->covered) {
		json_decref(q->covered);
		q->covered = json_pack("{s:s, s:s}", "how", "lost",
		    "why", lost ? lost : "the inspector ended without a last word");
		stamp(q, q->covered);
	}
	survey_add(q->e->survey, RECORD_COVERED, q->covered);
}

static int
by_length(const void *a, const void *b)
{
	const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
	size_t m = json_string_length(json_object_get(x, "point"));
	size_t n = json_string_length(json_object_get(y, "point"));

	return (m > n) - (m < n);
}

/* Disks that volumes of the system's lie on, and for the first one those that hold no system's. */
static void
add_disks(struct question *q)
{
	const struct examination *e = q->e;
	bool first = q->os == json_array_get(e->survey->systems, 0);

	for (unsigned int i = 0; i < e->ntargets && q->disks < MAX_MOUNTS; i++) {
		const struct medium *m = &e->target[i];
		bool own = first && !stage_holds(e, i);

		for (size_t k = 0; k < q->n; k++)
			own = own || q->sight[k].place.medium == m;
		if (!own || m->kind == MEDIUM_DIRECTORY)
			continue;
		q->medium[q->disks] = m;
		q->disk[q->disks++] = (struct disk){ .name = span_of(m->path), .fd = -1, .size = m->size };
	}
}

/* The root, then each mount: shorter points first, so that /var is there for /var/log. */
static void
prepare(struct question *q)
{
	const json_t *mounts = json_object_get(q->os, "mounts"), *volume;
	size_t n = json_array_size(mounts), i;
	const json_t **sorted = need(n, sizeof *sorted);
	struct span point;

	q->sight[0].place = stage_place(q->e,
	    json_integer_value(json_object_get(q->os, "volume")));
	q->point[0] = span_of("/");
	q->n = 1;
	for (i = 0; i < n; i++)
		sorted[i] = json_array_get(mounts, i);
	if (n)
		qsort(sorted, n, sizeof *sorted, by_length);
	for (i = 0; i < n && q->n < MAX_MOUNTS; i++) {
		point = span_of(json_string_value(json_object_get(sorted[i], "point")));
		if (span_is(point, "/"))
			continue;
		q->point[q->n] = point;
		if ((volume = json_object_get(sorted[i], "volume")))
			q->sight[q->n].place = stage_place(q->e, json_integer_value(volume));
		q->n++;
	}
	free(sorted);
	add_disks(q);
}

static void
pose(struct question *q, struct child *c, struct examination *e, const json_t *os,
    const struct inspector *who)
{
	q->e = e;
	q->os = os;
	q->who = who;
	prepare(q);
	*c = (struct child){ .open = open_views, .work = ask, .line = hear, .arg = q };
}

void
stage_inspectors(struct examination *e)
{
	static const struct inspector *const timeline[] = { &timeline_inspector, NULL };
	const struct inspector *const *who = e->file ? timeline : inspectors;
	size_t systems = json_array_size(e->survey->systems), n = 0, most = 0;
	struct question *questions;
	struct child *children;

	while (who[most])
		most++;
	questions = need(systems * most, sizeof *questions);
	children = need(systems * most, sizeof *children);
	for (size_t s = 0; s < systems; s++)
		for (size_t i = 0; i < most; i++)
			if ((!e->autoruns || who[i]->autoruns) && (!e->accounts || who[i]->accounts)) {
				pose(&questions[n], &children[n], e,
				    json_array_get(e->survey->systems, s), who[i]);
				if (e->file)
					children[n].most = MAX_TIMELINE;
				n++;
			}
	child_run_all(children, n, e->jailed);
	for (size_t i = 0; i < n; i++)
		finish(&questions[i], children[i].lost);
	free(children);
	free(questions);
}
