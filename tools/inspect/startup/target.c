/* SPDX-License-Identifier: GPL-3.0-or-later */
/* target - is what an autorun starts a package's, where it belongs, and safe from others? */
#include <stdio.h>
#include <string.h>

#include "autorun.h"

#define STAFF	50	/* Debian's group for /usr/local, which base-files makes group-writable */

bool
target_volatile(struct span path)
{
	static const char *const dirs[] = {
		"/tmp", "/var/tmp", "/dev", "/run", "/var/run", "/var/lock", NULL
	};

	for (size_t i = 0; dirs[i]; i++)
		if (startup_within(path, dirs[i]) && path.n > strlen(dirs[i]))
			return true;
	return false;
}

static bool
blank(unsigned char c)
{
	return c <= ' ' || c == 0x7f;
}

bool
target_hidden(struct span path)
{
	struct span name;

	while (span_field(&path, "/", &name)) {
		if (*name.p == '.' || blank(*name.p) || blank(name.p[name.n - 1]))
			return true;
		for (size_t i = 0; i < name.n; i++)
			if (blank(name.p[i]) && name.p[i] != ' ')
				return true;
	}
	return false;
}

struct span
target_clean(struct startup *s, struct span path)
{
	unsigned char *out = see_room(s->in, path.n + 2, 1);
	struct span name;
	size_t n = 0;

	while (span_field(&path, "/", &name)) {
		if (span_is(name, "."))
			continue;
		if (span_is(name, "..")) {
			while (n && out[--n] != '/')
				;
			continue;
		}
		out[n++] = '/';
		memcpy(out + n, name.p, name.n);
		n += name.n;
	}
	if (n == 0)
		out[n++] = '/';
	return (struct span){ out, n };
}

static bool
others_may_write(const struct vstat *st, struct span path, const struct person *as)
{
	if (st->kind == V_DIR && (st->mode & 01000))
		return false;
	if (st->uid != 0 && st->uid != as->uid)
		return true;
	if (st->mode & 002)
		return true;
	if (!(st->mode & 020) || st->gid == 0 || st->gid == as->gid)
		return false;
	return st->gid != STAFF || !startup_within(path, "/usr/local");
}

/* The first of the file and the directories above it that others may change; .n 0: none. */
static struct span
weak_point(struct startup *s, struct span path, const struct person *as)
{
	struct vstat st;

	for (;; path = span_parent(path)) {
		if (see_stat(s->in, path, &st) == VIEW_OK && others_may_write(&st, path, as))
			return path;
		if (path.n <= 1)
			return SPAN_NONE;
	}
}

/* "FROM:LINE: COMMAND": what points at the program. */
static struct span
pointer(struct startup *s, const struct target *t)
{
	char number[20] = ": ";

	if (span_equal(t->from, t->path))
		return t->said;
	if (t->line)
		snprintf(number, sizeof number, ":%u: %s", t->line,
		    see_line(s->in, t->from, t->line) == LINE_ADDED ? "+ " : "");
	return see_join(s->in, t->from, span_of(number), t->said);
}

/* Of a program that is there the finding is its own; of one that is not, its entry's. */
static void
tell(struct startup *s, enum finding f, const struct target *t, bool there)
{
	if (there)
		startup_say(s, f, t->path, 0, pointer(s, t));
	else
		startup_say(s, f, t->from, t->line, t->said);
	s->foreign++;
}

static bool
tell_place(struct startup *s, const struct target *t, struct span real, bool there)
{
	bool hidden = target_hidden(t->path) || target_hidden(real);

	if (target_volatile(t->path) || target_volatile(real))
		tell(s, STARTUP_PROGRAM_VOLATILE, t, there);
	else if (hidden && (people_home(s, t->path) || people_home(s, real)))
		tell(s, STARTUP_PROGRAM_HOME, t, there);
	else if (hidden)
		tell(s, STARTUP_PROGRAM_HIDDEN, t, there);
	else
		return false;
	return true;
}

static void
judge_missing(struct startup *s, const struct autorun *a, const struct target *t)
{
	if (a->trust == TRUST_PACKAGED || t->strict == STRICT_INNER ||
	    startup_line(s, t->from, t->line, t->said) == LINE_PACKAGED ||
	    (a->lenient && (t->guarded || people_home(s, t->path))))
		return;
	if (!tell_place(s, t, t->path, false) && !t->guarded && a->trust == TRUST_STRANGER &&
	    !a->lenient)
		startup_say(s, STARTUP_PROGRAM_MISSING, t->from, t->line, t->said);
}

/* Is it a package's, and if it is a script also as the package made it? */
static bool
packaged(struct startup *s, struct span real, bool *known)
{
	struct span head;
	struct truth t;

	*known = see_owner(s->in, real, &t) == VIEW_OK;
	if (!*known || t.kind == TRUTH_UNOWNED)
		return false;
	if (see_head(s->in, real, 2, &head) != VIEW_OK || !span_is(head, "#!"))
		return true;
	return !startup_truth(s, real, &t) || t.kind != TRUTH_DIFFERS;
}

void
target_writable(struct startup *s, const struct autorun *a, const struct target *t)
{
	struct span weak = SPAN_NONE, real;

	if (see_real(s->in, t->path, &real) == VIEW_OK)
		weak = weak_point(s, real, &a->as);
	/* Whoever may change a link on the way chooses what is run. */
	if (weak.n == 0)
		weak = weak_point(s, target_clean(s, t->path), &a->as);
	if (weak.n)
		startup_say(s, STARTUP_PROGRAM_WRITABLE, weak, 0, pointer(s, t));
}

struct judged
target_judge(struct startup *s, const struct autorun *a, const struct target *asked)
{
	struct target t = *asked;
	struct judged j = { 0 };
	struct span real;
	struct vstat st;
	struct truth owner;
	bool known;
	int r;

	t.path = target_clean(s, t.path);
	if ((r = see_stat(s->in, asked->path, &st)) < 0)
		return j;
	if (r == VIEW_ABSENT) {
		if (t.strict != STRICT_INNER)
			told_object(s, a, &t, t.path);
		judge_missing(s, a, &t);
		return j;
	}
	if (st.kind != V_FILE || see_real(s->in, asked->path, &real) != VIEW_OK)
		return j;
	j.there = true;
	j.foreign = !packaged(s, real, &known);
	if (t.strict != STRICT_INNER || j.foreign)
		told_object(s, a, &t, real);
	if (known && j.foreign)
		elf_judge(s, real);
	if (known && see_owner(s->in, real, &owner) == VIEW_OK && owner.kind != TRUTH_UNOWNED)
		known = false;		/* a package's, changed: the packages' inspector says so */
	else if (!t.own && tell_place(s, &t, real, true))
		return j;
	if (t.strict == STRICT_INNER)
		return j;
	if (t.own)
		;
	else if (known && !t.speaks)
		tell(s, STARTUP_PROGRAM_UNOWNED, &t, true);
	else if (known)
		startup_say(s, STARTUP_SCRIPT_LOCAL, t.path, 0, pointer(s, &t));
	target_writable(s, a, &t);
	return j;
}
