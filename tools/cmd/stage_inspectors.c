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
	const json_t		*mount[MAX_MOUNTS];	/* what each is; the first is the root */
	size_t			 n, left;		/* and how many more there were */
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

static struct span
text(const json_t *body, const char *key)
{
	const char *s = json_string_value(json_object_get(body, key));

	return s ? span_of(s) : SPAN_NONE;
}

/* A directory of the system's own that is bound; a file holds a filesystem, unless it is bound over one. */
static void
join_within(struct tree *tree, const json_t *mount, struct span point, int out)
{
	struct span source = text(mount, "source");
	struct vstat st, here;
	int r = tree_stat(tree, source, TREE_FOLLOW, &st);

	if (r == VIEW_OK && st.kind == V_FILE && !(tree_stat(tree, point, TREE_FOLLOW, &here) == VIEW_OK &&
	    here.kind == V_FILE)) {
		gap(out, point, "what a file holds is mounted there, and not opened");
		tree_mount(tree, point, NULL);
	} else if (r == VIEW_OK)
		r = tree_bind(tree, point, source);
	else if (r == VIEW_ABSENT && !json_is_true(json_object_get(mount, "optional")))
		gap(out, point, "what is to be bound there does not exist");
	if (r < 0)
		gap(out, point, "cannot be joined to the system");
}

static int
join_view(struct tree *tree, const json_t *mount, struct span point, const struct view *view)
{
	struct span dir = text(mount, "root");

	return view && dir.n ? tree_mount_part(tree, point, view, dir) : tree_mount(tree, point, view);
}

/* Where the kernel would mount: links on the way are followed, as far as there are any. */
static struct span
point_of(const struct tree *tree, const json_t *mount, struct arena *a)
{
	struct span point = text(mount, "point"), real;

	return tree_real(tree, a, point, TREE_FOLLOW, &real) == VIEW_OK ? real : point;
}

static bool
join(struct question *q, struct tree *tree, struct arena *a, int out)
{
	const char *trouble;
	struct view *view;
	struct span point;

	for (size_t i = 0; i < q->n; i++) {
		point = i ? point_of(tree, q->mount[i], a) : span_of("/");
		view = NULL;
		if (q->sight[i].place.medium) {
			if (sight_view(&q->sight[i], &trouble) == VIEW_OK)
				view = &q->sight[i].view;
			else
				gap(out, point, trouble);
		}
		if (i == 0) {
			if (!view)
				return false;
			tree_root(tree, view);
			if (text(q->os, "root").n && tree_reroot(tree, text(q->os, "root")) != VIEW_OK)
				return false;
		} else if (json_is_true(json_object_get(q->mount[i], "within")))
			join_within(tree, q->mount[i], point, out);
		else if (join_view(tree, q->mount[i], point, view) != VIEW_OK)
			gap(out, point, "cannot be joined to the system");
	}
	if (q->left)
		gap(out, span_of("/"), "the system has more mounts than are joined");
	return true;
}

static void
ask(void *arg, int out)
{
	struct question *q = arg;
	struct tree *tree = need(1, sizeof *tree);
	struct arena a = { .ceiling = MAX_ARENA };

	if (!join(q, tree, &a, out))
		return;			/* nothing told: lost */
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
	    kind == RECORD_PACKAGE || kind == RECORD_SEEN || kind == RECORD_ACCOUNT ||
	    kind == RECORD_GRANT)
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

/* Volumes first, so that what is bound is there: shorter points before longer ones, /var before /var/log. */
static bool
after(const json_t *x, const json_t *y)
{
	bool bound = json_is_true(json_object_get(x, "within"));

	if (bound != json_is_true(json_object_get(y, "within")))
		return bound;
	return json_string_length(json_object_get(x, "point")) >
	    json_string_length(json_object_get(y, "point"));
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

/* The root, then each mount. */
static void
prepare(struct question *q)
{
	const json_t *mounts = json_object_get(q->os, "mounts"), *volume;
	size_t n = json_array_size(mounts), i, k;
	const json_t **sorted = need(n, sizeof *sorted);

	q->sight[0].place = stage_place(q->e,
	    json_integer_value(json_object_get(q->os, "volume")));
	q->n = 1;
	for (i = 0; i < n; i++) {	/* of two at one point the later one stays the later */
		for (k = i; k && after(sorted[k - 1], json_array_get(mounts, i)); k--)
			sorted[k] = sorted[k - 1];
		sorted[k] = json_array_get(mounts, i);
	}
	for (i = 0; i < n; i++) {
		struct span point = text(sorted[i], "point"), type = text(sorted[i], "type");

		if (span_is(point, "/") || !span_starts(point, "/") || span_is(type, "crypt") ||
		    span_is(type, "array"))
			continue;
		if (q->n == MAX_MOUNTS) {
			q->left++;
			continue;
		}
		q->mount[q->n] = sorted[i];
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
