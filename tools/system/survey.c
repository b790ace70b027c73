/* SPDX-License-Identifier: GPL-3.0-or-later */
/* survey - which operating systems does this filesystem hold, and what do they mount? */
#include <stdlib.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "survey.h"

bool
root_has(const struct root *r, const char *path)
{
	struct vstat st;

	return tree_stat(&r->tree, span_of(path), TREE_NOFOLLOW, &st) == VIEW_OK;
}

/* The volume's own root may hold a system that forgot its name. */
static bool
holds_system(const struct root *r)
{
	if (!root_has(r, "/etc"))
		return false;
	if (root_has(r, "/etc/os-release") || root_has(r, "/usr/lib/os-release"))
		return true;
	return root_has(r, "/etc/passwd") && (root_has(r, "/usr") || root_has(r, "/bin"));
}

void
root_gap(const struct root *r, struct span path, const char *why)
{
	record_write(r->out, RECORD_GAP, json_pack("{s:o, s:s}",
	    "path", record_text(path, MAX_PATH), "why", why));
}

int
root_read(const struct root *root, struct span path, struct span *bytes)
{
	unsigned char *p;
	struct node node;
	struct vstat st;
	size_t at = 0, got = 1;
	int r;

	if ((r = tree_find(&root->tree, path, TREE_FOLLOW, &node)) != VIEW_OK ||
	    (r = node_stat(node, &st)) != VIEW_OK)
		return r;
	if (st.kind != V_FILE)
		return VIEW_ABSENT;
	if (st.size > MAX_SMALL_FILE || !(p = arena_alloc(root->arena, (size_t)st.size + 1)))
		return VIEW_LIMIT;
	while (at < st.size && got) {
		if ((r = node_read(node, at, p + at, (size_t)st.size - at, &got)) != VIEW_OK)
			return r;
		at += got;
	}
	*bytes = (struct span){ p, at };
	return at == st.size ? VIEW_OK : VIEW_BROKEN;
}

int
root_list(const struct root *r, struct span path, view_each_name *each, void *arg)
{
	struct node node;
	struct vstat st;
	int got = tree_find(&r->tree, path, TREE_FOLLOW, &node);

	if (got == VIEW_OK && (got = node_stat(node, &st)) == VIEW_OK)
		got = st.kind == V_DIR ? node_list(node, each, arg) : VIEW_ABSENT;
	return got;
}

/* os-release(5): NAME=value or NAME="value"; the quoting that matters is the outer pair. */
static void
say_release(json_t *os, struct span rest)
{
	static const struct {
		const char	*name, *key;
	} wanted[] = {
		{ "PRETTY_NAME", "name" }, { "ID", "distribution" }, { "VERSION_ID", "version" },
	};
	struct span line, value;

	while (span_line(&rest, &line))
		for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
			if (!span_is(span_before(line, '='), wanted[i].name))
				continue;
			value = span_trim(span_after(line, '='));
			if (value.n >= 2 && (*value.p == '"' || *value.p == '\'') &&
			    value.p[value.n - 1] == *value.p)
				value = (struct span){ value.p + 1, value.n - 2 };
			json_object_set_new(os, wanted[i].key, record_text(value, MAX_WORD));
		}
}

static void
say_system(struct root *r, const char *kind)
{
	json_t *os = json_pack("{s:s}", "name", "a system that does not say its name");
	struct span text, line;
	int got;

	if (!span_is(r->path, "/"))
		json_object_set_new(os, "root", record_text(r->path, MAX_PATH));
	if (kind)
		json_object_set_new(os, "how", json_string(kind));
	got = root_read(r, span_of("/etc/os-release"), &text);
	if (got == VIEW_ABSENT)
		got = root_read(r, span_of("/usr/lib/os-release"), &text);
	if (got == VIEW_OK)
		say_release(os, text);
	if (root_read(r, span_of("/etc/hostname"), &text) == VIEW_OK && span_line(&text, &line))
		json_object_set_new(os, "hostname", record_text(span_trim(line), MAX_WORD));
	record_write(r->out, RECORD_SYSTEM, os);
	if (got < 0)
		root_gap(r, span_of("/etc/os-release"), "cannot be read");
}

void
system_survey(struct view *view, int out)
{
	struct arena a = { .ceiling = MAX_ARENA };
	struct root *top = need(1, sizeof *top);

	*top = (struct root){ .path = span_of("/"), .arena = &a, .out = out };
	tree_root(&top->tree, view);
	boots_tell(top);
	if (holds_system(top)) {
		say_system(top, NULL);
		tables_tell(top);
	}
	roots_each(top, say_system);
	arena_free(&a);
	free(top);
}
