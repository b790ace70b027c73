/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stack - which lines does PAM go through for a service? */
#include <string.h>

#include "../accounts/place.h"
#include "stack.h"

#define MAX_RULES	4096	/* of one service; the longest that distributions have is forty */
#define MAX_INCLUDES	32	/* deeper chains exist only to hurt a walker: distributions nest three */
#define MAX_TEXT	16384	/* bytes of one rule, its lines joined */

struct reading {
	struct inspection	*in;
	struct stack		*stack;
	const char		*type;		/* NULL: every line as it is, nothing followed */
	unsigned		 steps;
};

static void	read_file(struct reading *, struct span path, unsigned depth, unsigned level);

bool
stack_file(struct inspection *in, struct span name, struct span *path)
{
	static const char *const dirs[] = { "/etc/pam.d", "/usr/lib/pam.d", "/usr/etc/pam.d",
		"/usr/share/pam.d" };
	struct vstat st;

	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
		*path = span_starts(name, "/") ? name : see_path(in, span_of(dirs[i]), name);
		if (see_stat(in, *path, &st) == VIEW_OK && st.kind == V_FILE)
			return true;
	}
	return false;
}

static void
keep(struct reading *r, const struct rule *rule)
{
	struct stack *s = r->stack;
	struct rule *more;

	if (s->n == MAX_RULES) {
		say_gap(r->in, rule->path, "more PAM rules than are followed");
		return;
	}
	if (s->n == s->room) {
		s->room = s->room ? 2 * s->room : 16;
		more = see_room(r->in, s->room, sizeof *more);
		if (s->n)
			memcpy(more, s->at, s->n * sizeof *more);
		s->at = more;
	}
	s->at[s->n++] = *rule;
	s->foreign |= !rule->pristine;
}

/* Blank-separated, or all in brackets with "\]" for a bracket. */
static bool
word(struct span *rest, struct span *w)
{
	struct span s = span_trim(*rest);
	size_t i = 1;

	if (!span_starts(s, "["))
		return span_field(rest, " \t", w);
	while (i < s.n && s.p[i] != ']')
		i += s.p[i] == '\\' && i + 1 < s.n ? 2 : 1;
	*w = (struct span){ s.p + 1, (i < s.n ? i : s.n) - 1 };
	*rest = span_skip(s, i + 1);
	return true;
}

static unsigned char
lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
}

static bool
same(struct span s, const char *want)
{
	if (s.n != strlen(want))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (lower(s.p[i]) != (unsigned char)want[i])
			return false;
	return true;
}

static void
follow(struct reading *r, const struct rule *rule, struct span name, unsigned depth, unsigned level)
{
	struct span path;

	if (depth >= MAX_INCLUDES || ++r->steps > MAX_RULES)
		say_gap(r->in, rule->path, "more PAM includes than are followed");
	else if (stack_file(r->in, name, &path))
		read_file(r, path, depth + 1, level);
}

static void
take(struct reading *r, struct rule *rule, unsigned depth)
{
	struct span rest = rule->text;

	if (!word(&rest, &rule->type))
		return;
	if (span_is(rule->type, "@include")) {
		if (word(&rest, &rule->module) && r->type)
			follow(r, rule, rule->module, depth, rule->level);
		return;
	}
	rule->quiet = span_starts(rule->type, "-");
	if (rule->quiet)
		rule->type = span_skip(rule->type, 1);
	if (!word(&rest, &rule->control) || !word(&rest, &rule->module))
		return;
	rule->arguments = span_trim(rest);
	if (!r->type)
		keep(r, rule);
	else if (!same(rule->type, r->type))
		return;
	else if (same(rule->control, "include"))
		follow(r, rule, rule->module, depth, rule->level);
	else if (same(rule->control, "substack"))
		follow(r, rule, rule->module, depth, rule->level + 1);
	else
		keep(r, rule);
}

static void
read_file(struct reading *r, struct span path, unsigned depth, unsigned level)
{
	struct rule rule = { .path = path, .level = level, .pristine = place_pristine(r->in, path) };
	struct span text, line, part;
	unsigned number = 0;

	if (see_file(r->in, path, &text) != VIEW_OK)
		return;
	while (span_line(&text, &line)) {
		rule.line = ++number;
		rule.text = span_trim(span_before(line, '#'));
		while (span_ends(rule.text, "\\") && rule.text.n < MAX_TEXT && span_line(&text, &line)) {
			number++;
			part = span_trim(span_before(line, '#'));
			rule.text.n--;
			rule.text = see_join(r->in, rule.text, span_of(" "), part);
		}
		if (rule.text.n)
			take(r, &rule, depth);
	}
}

void
stack_read(struct inspection *in, struct stack *s, struct span path, const char *type)
{
	struct reading r = { .in = in, .stack = s, .type = type };

	*s = (struct stack){ 0 };
	read_file(&r, path, 0, 0);
}
