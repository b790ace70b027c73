/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpkg_status - which packages does dpkg believe are installed?
 *
 * Grammar, from deb-control(5) and dpkg(1): stanzas parted by blank lines,
 * "Field: value", field names in any case, a line that starts with a blank
 * continues the field above.  Status holds three words: what is wanted, a
 * flag, and the state.
 */
#include <strings.h>

#include "database.h"

struct stanza {
	struct span	package, version, architecture, multi_arch, status;
	struct span	conffiles;
	unsigned	line;		/* where it starts; 0: nothing met yet */
};

static const struct {
	const char		*word;
	enum package_state	 state;
} states[] = {
	{ "not-installed", PACKAGE_GONE },
	{ "config-files", PACKAGE_CONFIG },
	{ "half-installed", PACKAGE_HALF },
	{ "unpacked", PACKAGE_WHOLE },
	{ "half-configured", PACKAGE_WHOLE },
	{ "triggers-awaited", PACKAGE_WHOLE },
	{ "triggers-pending", PACKAGE_WHOLE },
	{ "installed", PACKAGE_WHOLE },
};

static bool
state_of(struct span status, enum package_state *state)
{
	struct span word = SPAN_NONE;

	for (int i = 0; i < 3; i++)
		if (!span_field(&status, " \t", &word))
			return false;
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (span_is(word, states[i].word)) {
			*state = states[i].state;
			return true;
		}
	return false;
}

/* The name becomes part of a path: nothing but what dpkg allows (deb-control(5), Package). */
static bool
plain_name(struct span name)
{
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = name.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    (i && (c == '+' || c == '-' || c == '.' || c == '_'))))
			return false;
	}
	return name.n > 0 && name.n <= MAX_NAME;
}

/* A later word on a package (dpkg's journal in updates/) replaces the earlier. */
static void
keep(struct truth_db *db, struct span file, const struct package *met, enum status_text how)
{
	uint32_t i = package_named(db, db->manager, met->name);

	if (i == NOWHERE) {
		package_add(db, met);
		return;
	}
	if (how != STATUS_AGAIN)
		db_odd(db, file, met->line, "a second stanza for ", met->name);
	db->package.at[i] = *met;
	db->package.at[i].manager = db->manager;
}

static void
end(struct truth_db *db, struct span file, struct stanza *s, enum status_text how)
{
	struct package p = {
		.plain = s->package, .version = s->version, .arch = s->architecture,
		.conffiles = s->conffiles, .line = s->line, .state = PACKAGE_WHOLE,
	};

	if (!s->line)
		return;
	p.name = s->package;
	if (span_is(s->multi_arch, "same"))
		p.name = db_join(db, s->package, span_of(":"), s->architecture);
	if (!plain_name(s->package) || (p.name.n != s->package.n && !plain_name(s->architecture)))
		db_odd(db, file, s->line, "a stanza without a usable name: ", s->package);
	else if (how != STATUS_SPLIT && !state_of(s->status, &p.state))
		db_odd(db, file, s->line, "a package without a known state: ", s->package);
	else if (p.name.p && (p.state != PACKAGE_GONE || how == STATUS_AGAIN))
		keep(db, file, &p, how);
	*s = (struct stanza){ 0 };
}

static bool
is_field(struct span name, const char *want)
{
	return name.n == span_of(want).n &&
	    strncasecmp((const char *)name.p, want, name.n) == 0;
}

/* Answers the place where the field's text is kept, when it is one of ours. */
static struct span *
field_of(struct stanza *s, struct span name)
{
	if (is_field(name, "Package"))
		return &s->package;
	if (is_field(name, "Version"))
		return &s->version;
	if (is_field(name, "Architecture"))
		return &s->architecture;
	if (is_field(name, "Multi-Arch"))
		return &s->multi_arch;
	if (is_field(name, "Status"))
		return &s->status;
	return is_field(name, "Conffiles") ? &s->conffiles : NULL;
}

void
dpkg_status(struct truth_db *db, struct span file, struct span text, enum status_text how)
{
	struct stanza s = { 0 };
	struct span line, *field = NULL;

	for (unsigned at = 1; span_line(&text, &line); at++) {
		if (line.n && (*line.p == ' ' || *line.p == '\t')) {
			if (field)	/* lines of one text: what lies between is theirs too */
				field->n = (size_t)(line.p + line.n - field->p);
			continue;
		}
		field = NULL;
		if (span_trim(line).n == 0) {
			end(db, file, &s, how);
			continue;
		}
		if (!s.line)
			s.line = at;
		if (!span_has(line, ':'))
			db_odd(db, file, at, "not a field: ", line);
		else if ((field = field_of(&s, span_before(line, ':'))))
			*field = span_trim(span_after(line, ':'));
		if (field && !field->n)
			*field = (struct span){ line.p + line.n, 0 };
	}
	end(db, file, &s, how);
}
