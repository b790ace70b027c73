/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * origins - where do packages come from, and whose keys vouch for them?
 *
 * Read from sources.list(5): "deb [OPTION=VALUE ...] URI SUITE ...", and
 * stanzas of "Field: value" with the same options under other names.
 */
#include "defences.h"

struct origin {
	struct autorun	a;		/* of the line that names where */
	struct span	uris;
	bool		rekeyed;	/* a key that no package brought is believed */
	bool		unchecked, on;
};

static struct span
host_of(struct span uri)
{
	uri = span_after(uri, ':');
	while (span_starts(uri, "/"))
		uri = span_skip(uri, 1);
	uri = span_before(uri, '/');
	if (span_has(uri, '@'))
		uri = span_after(uri, '@');
	return span_before(uri, ':');
}

/* A disk or directory of this machine's own. */
static bool
at_home(struct span uri)
{
	return span_starts(uri, "file:") || span_starts(uri, "copy:") || span_starts(uri, "cdrom:");
}

/* Names of files, or the key itself. */
static bool
foreign_key(struct startup *s, struct span keys)
{
	struct span key;
	struct vstat st;
	struct truth t;

	if (span_starts(keys, "-----BEGIN PGP PUBLIC KEY"))
		return true;
	while (span_field(&keys, ", \t", &key))
		if (span_starts(key, "/") && see_stat(s->in, key, &st) == VIEW_OK &&	/* without it apt takes nothing */
		    (!startup_truth(s, key, &t) || t.kind == TRUTH_UNOWNED))
			return true;
	return false;
}

static void
judge(struct startup *s, const struct origin *o)
{
	struct span uris = o->uris, uri, host;

	if (!o->on)
		return;
	while (span_field(&uris, " \t", &uri)) {
		host = host_of(uri);
		s->entries++;
		if (o->unchecked && !at_home(uri))
			defences_say(s, DEFENCE_PACKAGES_UNCHECKED, &o->a);
		if (defences_archive(host) && o->rekeyed)
			defences_say(s, DEFENCE_ARCHIVE_REKEYED, &o->a);
		if (!defences_archive(host) && !at_home(uri))
			defences_say(s, DEFENCE_ORIGIN_FOREIGN, &o->a);
	}
}

static void
option(struct startup *s, struct origin *o, struct span name, struct span value)
{
	if (defences_fit(name, "trusted allow-insecure allow-weak"))
		o->unchecked |= defences_fit(value, "yes true 1");
	else if (settings_fit(name, "signed-by", true))
		o->rekeyed |= foreign_key(s, value);
	else if (settings_fit(name, "enabled", true))
		o->on = !defences_fit(value, "no false 0");
}

static void
list(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, kind, options, word;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		struct origin o = { .a = l.a, .on = true };

		kind = settings_name(&line, " \t");
		if (!span_is(kind, "deb") && !span_is(kind, "deb-src"))
			continue;
		if (span_starts(line, "[")) {
			options = span_before(span_skip(line, 1), ']');
			line = span_trim(span_after(line, ']'));
			while (span_field(&options, " \t", &word))
				option(s, &o, span_before(word, '='), span_after(word, '='));
		}
		if (span_field(&line, " \t", &o.uris))
			judge(s, &o);
	}
}

/* A stanza ends at a blank line, which settings_next passes over: lines are taken here. */
static void
stanzas(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct origin o = { .on = true };
	struct span text, line, name = SPAN_NONE, value;

	(void)arg, (void)as;
	if (see_file(s->in, path, &text) != VIEW_OK)
		return;
	for (a.line = 1; span_line(&text, &line); a.line++) {
		if (span_trim(line).n == 0) {
			judge(s, &o);
			o = (struct origin){ .on = true };
			continue;
		}
		if (span_starts(line, "#"))
			continue;
		value = span_trim(line);
		if (!span_starts(line, " ") && !span_starts(line, "\t")) {	/* else the field goes on */
			name = span_trim(span_before(line, ':'));
			value = span_trim(span_after(line, ':'));
		}
		if (settings_fit(name, "URIs", true)) {
			o.uris = o.uris.n ? see_join(s->in, o.uris, span_of(" "), value) : value;
			o.a = a;
			o.a.said = line;
		} else {
			option(s, &o, name, value);
		}
	}
	judge(s, &o);
}

void
defences_apt_sources(struct startup *s)
{
	settings_files(s, "/etc/apt/sources.list", NULL, list);
	settings_files(s, "/etc/apt/sources.list.d/*.list", NULL, list);
	settings_files(s, "/etc/apt/sources.list.d/*.sources", NULL, stanzas);
}
