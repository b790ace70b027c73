/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables - what does MariaDB keep in its own tables that it runs by itself, and does it reach out?
 *
 * Its sql/share/system tables: event holds what the scheduler runs, func and
 * plugin name libraries that are loaded with the server; triggers lie as text
 * beside their tables (NAME.TRG).  Pages as grants/mariadb.c has them: of 8192
 * bytes, at whose end stand the place and size of each row.  SQL that runs by
 * itself has little to do with files and programs; what is written so may also
 * be a nightly export.
 */
#include "../../lib/limits.h"
#include "services.h"

#define PAGE		8192
#define PAGE_HEAD	12
#define PAGE_END	4	/* the checksum */
#define PAGE_TYPE	7	/* the mask of a page's kind */
#define HEAD_PAGE	1	/* rows begin here */
#define ROW_DELETED	0x04

/* Where a server looks for a library that it knows by name alone. */
const char *const mariadb_plugins[] = {
	"/usr/lib/mysql/plugin", "/usr/lib64/mariadb/plugin", "/usr/lib64/mysql/plugin",
	"/usr/lib/*/mariadb*/plugin", NULL
};

static unsigned char
lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* Is the word there, in any case? */
static bool
holds(struct span text, const char *word)
{
	for (; text.n; text = span_skip(text, 1)) {
		size_t n = 0;

		while (word[n] && n < text.n && lower(text.p[n]) == (unsigned char)word[n])
			n++;
		if (!word[n])
			return true;
	}
	return false;
}

bool
database_reaches(struct span sql)
{
	static const char *const words[] = { "into outfile", "into dumpfile", "sys_exec(", "sys_eval(",
		"sys_bineval(", "load_file(", "create function", " soname ", NULL };

	for (size_t i = 0; words[i]; i++)
		if (holds(sql, words[i]))
			return true;
	return false;
}

void
database_script(struct startup *s, struct span path)
{
	struct span text, line;

	if (!span_starts(path, "/") || !startup_file(s, path, false) ||
	    startup_trust(s, path) == TRUST_PACKAGED || see_file(s->in, path, &text) != VIEW_OK)
		return;
	for (unsigned n = 1; span_line(&text, &line); n++)
		if (database_reaches(line))
			startup_say(s, DATABASE_CODE_REACHES, path, n, line);
}

static void
library(struct startup *s, void *arg, struct span path, const struct person *as)
{
	(void)as;
	command_words(s, arg, &path, 1);
}

/* Names of libraries in a row: NAME.so, wherever it stands. */
static void
row_libraries(struct startup *s, struct autorun *a, struct span row)
{
	static const char other[] = "-._";
	size_t from = 0;

	for (size_t i = 0; i <= row.n; i++) {
		unsigned char c = i < row.n ? row.p[i] : 0;
		struct span name = { row.p + from, i - from };

		if ((c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == (unsigned char)other[0] ||
		    c == (unsigned char)other[1] || c == (unsigned char)other[2])
			continue;
		from = i + 1;
		if (!span_ends(name, ".so") || name.n == 3)
			continue;
		a->said = see_join(s->in, name, SPAN_NONE, SPAN_NONE);
		for (size_t d = 0; mariadb_plugins[d]; d++)
			settings_files_of(s, see_path(s->in, span_of(mariadb_plugins[d]), name), a, library);
	}
}

/* Each row of a table that is still there. */
static void
rows(struct startup *s, struct autorun *a, struct span bytes,
    void (*each)(struct startup *, struct autorun *, struct span row))
{
	struct span page;

	while (take_span(&bytes, PAGE, &page)) {
		if ((page.p[7] & PAGE_TYPE) != HEAD_PAGE)
			continue;
		for (size_t i = 1; i <= page.p[8]; i++) {
			const unsigned char *entry = page.p + PAGE - PAGE_END - 4 * i;
			size_t at = bytes_le(entry, 2), n = bytes_le(entry + 2, 2);

			if (at >= PAGE_HEAD && at < PAGE && n <= PAGE - at && n &&
			    !(page.p[at] & ROW_DELETED))
				each(s, a, (struct span){ page.p + at, n });
		}
	}
}

static void
loaded(struct startup *s, void *arg, struct span path, const struct person *as)
{
	const struct person *mysql = people_named(s, span_of("mysql"));
	struct autorun a = startup_root(s, path);
	struct span bytes;

	(void)arg;
	if (see_table(s->in, path, &bytes) != VIEW_OK)
		return;
	a.as = mysql ? *mysql : *as;
	a.trust = TRUST_STRANGER;
	startup_entry(s, &a, SPAN_NONE);
	rows(s, &a, bytes, row_libraries);
}

/* What the scheduler runs; long bodies lie in pages of their own, so all of the file is searched. */
static void
events(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct span bytes;

	(void)arg, (void)as;
	if (see_table(s->in, path, &bytes) != VIEW_OK)
		return;
	startup_entry(s, &a, SPAN_NONE);
	if (bytes.n > PAGE && database_reaches(bytes))
		startup_say(s, DATABASE_CODE_REACHES, path, 0, SPAN_NONE);
}

static void
trigger(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct span text;

	(void)arg, (void)as;
	if (see_file(s->in, path, &text) != VIEW_OK)
		return;
	startup_entry(s, &a, SPAN_NONE);
	if (database_reaches(text))
		startup_say(s, DATABASE_CODE_REACHES, path, 0, SPAN_NONE);
}

void
services_events(struct startup *s)
{
	settings_files(s, "/var/lib/mysql/mysql/func.MAD", NULL, loaded);
	settings_files(s, "/var/lib/mysql/mysql/plugin.MAD", NULL, loaded);
	settings_files(s, "/var/lib/mysql/mysql/event.MAD", NULL, events);
	settings_files(s, "/var/lib/mysql/*/*.TRG", NULL, trigger);
}
