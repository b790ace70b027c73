/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * walk - does any way through this stack let somebody in for nothing?
 *
 * libpam keeps an impression (none, good, bad) and the first status that made
 * it; a control says for each answer of a module what that does.  The states
 * are few, so all of them are visited.
 */
#include <string.h>

#include "walk.h"

enum action { DO_IGNORE, DO_OK, DO_DONE, DO_BAD, DO_DIE, DO_RESET, DO_JUMP };
enum impression { NONE, GOOD, BAD, IMPRESSIONS };

struct act {
	enum action	action;
	uint64_t	jump;
};

struct module {
	const char	*name;
	enum asks	 asks;
};

/* Linux-PAM's own modules and those that distributions put into auth stacks; others ask a secret. */
static const struct module modules[] = {
	{ "pam_permit.so", ASKS_NOTHING }, { "pam_debug.so", ASKS_NOTHING },
	{ "pam_env.so", ASKS_NOTHING }, { "pam_faildelay.so", ASKS_NOTHING },
	{ "pam_group.so", ASKS_NOTHING }, { "pam_motd.so", ASKS_NOTHING },
	{ "pam_mail.so", ASKS_NOTHING }, { "pam_limits.so", ASKS_NOTHING },
	{ "pam_keyinit.so", ASKS_NOTHING }, { "pam_loginuid.so", ASKS_NOTHING },
	{ "pam_umask.so", ASKS_NOTHING }, { "pam_cap.so", ASKS_NOTHING },
	{ "pam_nologin.so", ASKS_NOTHING }, { "pam_echo.so", ASKS_NOTHING },
	{ "pam_warn.so", ASKS_NOTHING }, { "pam_issue.so", ASKS_NOTHING },
	{ "pam_shells.so", ASKS_NOTHING }, { "pam_faillock.so", ASKS_NOTHING },
	{ "pam_tally.so", ASKS_NOTHING }, { "pam_tally2.so", ASKS_NOTHING },
	{ "pam_gnome_keyring.so", ASKS_NOTHING }, { "pam_kwallet5.so", ASKS_NOTHING },
	{ "pam_kwallet.so", ASKS_NOTHING }, { "pam_systemd.so", ASKS_NOTHING },
	{ "pam_selinux.so", ASKS_NOTHING }, { "pam_lastlog.so", ASKS_NOTHING },
	{ "pam_mkhomedir.so", ASKS_NOTHING }, { "pam_setquota.so", ASKS_NOTHING },
	{ "pam_ecryptfs.so", ASKS_NOTHING }, { "pam_mount.so", ASKS_NOTHING },
	{ "pam_filter.so", ASKS_NOTHING }, { "pam_canonicalize_user.so", ASKS_NOTHING },
	{ "pam_securetty.so", ASKS_NOTHING }, { "pam_sepermit.so", ASKS_CONDITION },
	{ "pam_succeed_if.so", ASKS_CONDITION },
	{ "pam_localuser.so", ASKS_CONDITION }, { "pam_usertype.so", ASKS_CONDITION },
	{ "pam_wheel.so", ASKS_CONDITION }, { "pam_listfile.so", ASKS_CONDITION },
	{ "pam_access.so", ASKS_CONDITION }, { "pam_time.so", ASKS_CONDITION },
	{ "pam_rhosts.so", ASKS_CONDITION }, { "pam_exec.so", ASKS_CONDITION },
	{ "pam_script.so", ASKS_CONDITION }, { "pam_python.so", ASKS_CONDITION },
	{ "pam_timestamp.so", ASKS_CONDITION }, { "pam_geoip.so", ASKS_CONDITION },
	{ "pam_deny.so", ASKS_ALWAYS_NO },
};

enum asks
walk_asks(const struct rule *r, bool daemon)
{
	struct span name = span_base(r->module);

	/* Who is root already needs no way in; where root asks for others, it says yes to them all. */
	if (span_is(name, "pam_rootok.so"))
		return daemon ? ASKS_NOTHING : ASKS_ALWAYS_NO;
	for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
		if (span_is(name, modules[i].name))
			return modules[i].asks;
	return ASKS_SECRET;
}

static struct act
action_named(struct span word)
{
	static const struct { const char *word; enum action action; } words[] = {
		{ "ignore", DO_IGNORE }, { "ok", DO_OK }, { "done", DO_DONE }, { "bad", DO_BAD },
		{ "die", DO_DIE }, { "reset", DO_RESET },
	};
	struct act a = { DO_BAD, 0 };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_is(word, words[i].word))
			a.action = words[i].action;
	if (span_decimal(word, &a.jump) && a.jump)
		a.action = DO_JUMP;
	return a;
}

static unsigned char
lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
}

static bool
keyword(struct span s, const char *want)
{
	if (s.n != strlen(want))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (lower(s.p[i]) != (unsigned char)want[i])
			return false;
	return true;
}

/* The brackets that a keyword stands for (pam.d(5)). */
static struct span
spelt_out(struct span control)
{
	static const struct { const char *word, *means; } words[] = {
		{ "required", "success=ok new_authtok_reqd=ok ignore=ignore default=bad" },
		{ "requisite", "success=ok new_authtok_reqd=ok ignore=ignore default=die" },
		{ "sufficient", "success=done new_authtok_reqd=done default=ignore" },
		{ "optional", "success=ok new_authtok_reqd=ok default=ignore" },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (keyword(control, words[i].word))
			return span_of(words[i].means);
	return control;
}

struct walk {
	const struct stack	*stack;
	unsigned char		*seen;		/* [line][impression][good status] */
	size_t			*todo;
	size_t			 n;
	bool			 opened;
};

static size_t
state(size_t line, enum impression i, bool good)
{
	return (line * IMPRESSIONS + i) * 2 + good;
}

static void
visit(struct walk *w, size_t line, enum impression i, bool good)
{
	size_t at = state(line, i, good);

	if (line >= w->stack->n)
		w->opened |= i == GOOD && good;
	else if (!w->seen[at]) {
		w->seen[at] = 1;
		w->todo[w->n++] = at;
	}
}

/* Behind a decision: past all that is as deep, or to the end. */
static size_t
decided(const struct stack *s, size_t line)
{
	unsigned level = s->at[line].level;

	do
		line++;
	while (line < s->n && s->at[line].level >= level);
	return line;
}

/* So many rules of this level over, substacks counting as one; false: there are too few. */
static bool
jumped(const struct stack *s, size_t *line, uint64_t jump)
{
	unsigned level = s->at[*line].level;

	while (jump && *line + 1 < s->n && s->at[*line + 1].level >= level) {
		do
			++*line;
		while (*line + 1 < s->n && s->at[*line + 1].level > level);
		jump--;
	}
	return jump == 0;
}

static void
act(struct walk *w, size_t line, enum impression i, bool good, struct act a, bool yes)
{
	switch (a.action) {
	case DO_RESET:
		i = NONE;
		break;
	case DO_OK:
	case DO_DONE:
		if (i == NONE || (i == GOOD && good)) {
			i = GOOD;
			good = yes;
		}
		if (i == GOOD && a.action == DO_DONE) {
			visit(w, decided(w->stack, line), i, good);
			return;
		}
		break;
	case DO_BAD:
	case DO_DIE:
		i = BAD;
		if (a.action == DO_DIE) {
			visit(w, decided(w->stack, line), i, good);
			return;
		}
		break;
	case DO_JUMP:
		if (!jumped(w->stack, &line, a.jump))
			i = BAD;
		break;
	default:
		break;
	}
	visit(w, line + 1, i, good);
}

/* May a module that does not say yes answer so?  One that asks for a secret does not stand aside. */
static bool
may_answer(enum asks asks, struct span answer)
{
	if (span_is(answer, "new_authtok_reqd") || asks == ASKS_NOTHING || asks == ASKS_ALWAYS_NO)
		return false;
	return asks == ASKS_CONDITION || !span_is(answer, "ignore");
}

static void
step(struct walk *w, size_t line, enum impression i, bool good, bool daemon, bool conditions)
{
	const struct rule *r = &w->stack->at[line];
	struct span rest = spelt_out(r->control), word, name;
	struct act a, otherwise = { DO_BAD, 0 }, success = { DO_BAD, 0 };
	enum asks asks = walk_asks(r, daemon);
	bool named = false, yes = asks == ASKS_NOTHING || (asks == ASKS_CONDITION && conditions);

	while (span_field(&rest, " \t", &word)) {
		name = span_before(word, '=');
		a = action_named(span_after(word, '='));
		if (span_is(name, "default"))
			otherwise = a;
		else if (span_is(name, "success")) {
			success = a;
			named = true;
		} else if (may_answer(asks, name))
			act(w, line, i, good, a, false);
	}
	if (!named)
		success = otherwise;
	/* A package's own rule that decides by a condition is the distribution's design. */
	if (yes && !(r->pristine && success.action == DO_DONE))
		act(w, line, i, good, success, true);
	if (asks != ASKS_NOTHING)
		act(w, line, i, good, otherwise, false);
}

bool
walk_opens(struct inspection *in, const struct stack *s, bool daemon, bool conditions)
{
	size_t states = (s->n + 1) * IMPRESSIONS * 2, at;
	struct walk w = { .stack = s };

	w.seen = see_room(in, states, 1);
	w.todo = see_room(in, states, sizeof *w.todo);
	if (s->n)
		visit(&w, 0, NONE, false);
	while (w.n && !w.opened) {
		at = w.todo[--w.n];
		step(&w, at / 2 / IMPRESSIONS, at / 2 % IMPRESSIONS, at % 2, daemon, conditions);
	}
	return w.opened;
}
