/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * syslog_ng - which log paths of syslog-ng end messages in nothing?
 *
 * Read from syslog-ng.conf(5): "destination NAME { drivers };" and "filter NAME
 * { conditions };" are named once, "log { ... };" joins them; "flags(final)"
 * keeps a message from all later paths.
 */
#include "defences.h"

#define MAX_NAMED	1024	/* filters and destinations of one configuration */

struct named {
	struct span	name, body;
	bool		destination;
};

struct conf {
	struct named	all[MAX_NAMED];
	size_t		n;
};

/* What stands between braces, from behind the first to before its own last. */
static struct span
braced(struct span *rest, unsigned *lines)
{
	struct span body = *rest;
	unsigned depth = 1;
	bool quoted = false, comment = false;
	size_t n = 0;

	for (; n < body.n; n++) {
		*lines += body.p[n] == '\n';
		comment = comment ? body.p[n] != '\n' : body.p[n] == '#' && !quoted;
		if (comment)
			continue;
		quoted ^= body.p[n] == '"';
		if (quoted)
			continue;
		depth += body.p[n] == '{';
		if (body.p[n] == '}' && --depth == 0)
			break;
	}
	*rest = span_skip(body, n + 1);
	return (struct span){ body.p, n };
}

/* The next "KIND NAME {": its words, and the body. */
static bool
object(struct span *rest, unsigned *line, unsigned *at, struct span *kind, struct span *name,
    struct span *body)
{
	struct span words;

	while (rest->n) {
		while (rest->n && (*rest->p == ';' || *rest->p == '\n' || *rest->p == ' ' ||
		    *rest->p == '\t' || *rest->p == '\r' || *rest->p == '}')) {
			*line += *rest->p == '\n';
			*rest = span_skip(*rest, 1);
		}
		words = span_before(span_before(span_before(*rest, '{'), ';'), '\n');
		*rest = span_skip(*rest, words.n);
		if (span_starts(words, "#") || span_starts(words, "@") || !span_starts(*rest, "{")) {
			while (rest->n && *rest->p != '\n' && !span_starts(*rest, ";"))
				*rest = span_skip(*rest, 1);
			continue;
		}
		*at = *line;
		*rest = span_skip(*rest, 1);
		*body = braced(rest, line);
		*name = SPAN_NONE;
		if (span_field(&words, " \t\r", kind)) {
			span_field(&words, " \t\r\"", name);
			return true;
		}
	}
	return false;
}

/* WORD(argument): the argument of the first there is from here on. */
static bool
argument(struct span *rest, const char *word, struct span *value)
{
	size_t n = span_of(word).n;

	for (; rest->n; *rest = span_skip(*rest, 1)) {
		if (!span_starts(*rest, word))
			continue;
		*value = span_trim(span_skip(*rest, n));
		if (!span_starts(*value, "("))
			continue;
		*value = span_trim(span_before(span_skip(*value, 1), ')'));
		*rest = span_skip(*rest, n);
		return true;
	}
	return false;
}

static const struct named *
find(const struct conf *c, struct span name, bool destination)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->all[i].destination == destination && span_equal(c->all[i].name, name))
			return &c->all[i];
	return NULL;
}

/* No driver, or files that keep nothing. */
static bool
nowhere(struct span body)
{
	struct span driver, value;

	while (span_has(body, '(')) {
		driver = span_before(body, '(');
		body = span_after(body, '(');
		value = settings_unquoted(span_before(span_before(body, ')'), ' '));
		if (!span_ends(span_trim(driver), "file") || !span_is(value, "/dev/null"))
			return false;
		/* What it has of its own, such as perm(0600), stands within its parentheses. */
		for (unsigned depth = 1; body.n && depth; body = span_skip(body, 1)) {
			depth += *body.p == '(';
			depth -= *body.p == ')';
		}
	}
	return true;
}

struct path {
	bool		kept, filtered, forked;
	enum finding	takes;
};

static void
filters(struct path *p, struct span conditions)
{
	p->filtered = true;
	if (defences_silenced(conditions) == DEFENCE_LOG_OFF)
		p->takes = DEFENCE_LOG_OFF;
}

/* What one log path takes, and whether it keeps any of it. */
static struct path
follow(const struct conf *c, struct span log)
{
	struct path p = { .takes = DEFENCE_LOG_FILTERED };
	struct span rest = log, name, kind, body;
	const struct named *to;
	unsigned line = 0, at;

	while (object(&rest, &line, &at, &kind, &name, &body)) {
		if (span_is(kind, "filter"))
			filters(&p, body);
		else if (span_is(kind, "destination"))
			p.kept |= !nowhere(body);
		else if (!span_is(kind, "source"))
			p.forked = true;
	}
	for (rest = log; argument(&rest, "destination", &name);)
		p.kept |= !(to = find(c, name, true)) || !nowhere(to->body);
	for (rest = log; argument(&rest, "filter", &name);)
		if ((to = find(c, name, false)))
			filters(&p, to->body);
	if (!p.filtered)
		p.takes = DEFENCE_LOG_OFF;
	return p;
}

static bool
final(struct span log)
{
	struct span flags;

	return argument(&log, "flags", &flags) && span_holds(flags, "final");
}

static void
one_file(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct conf *c = arg;
	struct span rest, kind, name, body;
	struct autorun a = startup_root(s, path);
	struct path p;
	unsigned line = 1;

	(void)as;
	if (!startup_file(s, path, false) || see_file(s->in, path, &rest) != VIEW_OK)
		return;
	while (object(&rest, &line, &a.line, &kind, &name, &body)) {
		if (span_is(kind, "log")) {
			s->entries++;
			a.said = span_before(span_trim(body), '\n');
			p = follow(c, body);
			/* What the paths within a path keep is not told here. */
			if (final(body) && !p.kept && !p.forked)
				defences_say(s, p.takes, &a);
		} else if (span_is(kind, "filter") || span_is(kind, "destination")) {
			if (c->n < MAX_NAMED)
				c->all[c->n++] = (struct named){ name, body, span_is(kind, "destination") };
			else
				say_gap(s->in, path, "more filters of syslog-ng than are kept");
		}
	}
}

void
defences_syslog_ng(struct startup *s)
{
	struct conf *c = see_room(s->in, 1, sizeof *c);

	settings_files(s, "/etc/syslog-ng/syslog-ng.conf", c, one_file);
	settings_files(s, "/etc/syslog-ng/conf.d/*.conf", c, one_file);
}
