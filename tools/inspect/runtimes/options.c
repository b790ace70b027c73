/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options - which options do Java and Node read from files before they run anything?
 *
 * Read from java(1) and npmrc(5): jvm.options holds an option a line, npm's
 * settings options for node and the shell that scripts are given to.
 */
#include "runtimes.h"

static const char *const jvm[] = {
	"/etc/*/jvm.options", "/etc/*/jvm.options.d/*.options", "/opt/*/config/jvm.options",
	"/opt/*/config/jvm.options.d/*.options", "/opt/*/bin/*.vmoptions",
	NULL
};

static void
options(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, word;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		while (span_field(&line, " \t", &word)) {
			/* 8-17:-javaagent: only for these versions. */
			while (word.n && ((*word.p >= '0' && *word.p <= '9') || *word.p == ':' ||
			    (*word.p == '-' && !span_starts(word, "-j") && !span_starts(word, "-a") &&
			    !span_starts(word, "-X"))))
				word = span_skip(word, 1);
			if (!span_starts(word, "-javaagent:") && !span_starts(word, "-agentpath:") &&
			    !span_starts(word, "-Xbootclasspath"))
				continue;
			environ_word(s, &l.a, see_join(s->in, span_of("JAVA_TOOL_OPTIONS="), word,
			    SPAN_NONE));
			word = span_before(span_after(word, ':'), '=');
			if (span_starts(word, "/"))
				command_words(s, &l.a, &word, 1);
		}
	}
}

static void
npm(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, name;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#;"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		line = settings_unquoted(line);
		if (span_is(name, "node-options"))
			environ_word(s, &l.a, see_join(s->in, span_of("NODE_OPTIONS="), line, SPAN_NONE));
		else if (span_is(name, "script-shell") && span_starts(line, "/"))
			command_words(s, &l.a, &line, 1);
	}
}

void
runtimes_options(struct startup *s)
{
	static const char *const npmrc[] = { "/etc/npmrc", "/usr/etc/npmrc", "/usr/local/etc/npmrc",
		"~/.npmrc", NULL };

	for (size_t i = 0; jvm[i]; i++)
		settings_files(s, jvm[i], NULL, options);
	for (size_t i = 0; npmrc[i]; i++)
		settings_files(s, npmrc[i], NULL, npm);
}
