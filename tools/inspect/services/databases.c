/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * databases - what do databases load as they start, and run by their own settings?
 *
 * Read from PostgreSQL's "Client Connection Defaults", "Archiving" and "File
 * Inclusion", MariaDB's "Plugin Overview", "Option Files" and "init_file", and
 * redis.conf.
 */
#include "services.h"

#define NO_MORE	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } }

static const struct settings postgresql[] = {
	{ "/etc/postgresql/*/*/postgresql.conf /etc/postgresql/*/*/conf.d/*.conf"
	    " /var/lib/postgresql/*/*/postgresql.auto.conf /var/lib/pgsql/data/*.conf"
	    " /var/lib/pgsql/*/data/*.conf", "#", " \t=", "postgres",
	    { { "*_preload_libraries", MEANS_FILES, 0 }, { "archive_command", MEANS_TEXT, 0 },
	    { "restore_command", MEANS_TEXT, 0 }, { "archive_cleanup_command", MEANS_TEXT, 0 },
	    { "recovery_end_command", MEANS_TEXT, 0 }, { "ssl_passphrase_command", MEANS_TEXT, 0 },
	    { "archive_library", MEANS_FILES, 0 } } },
	{ "/etc/redis/*.conf /etc/redis.conf /etc/valkey/*.conf", "#", " \t", "redis",
	    { { "loadmodule", MEANS_FILES, 0 } } },
	NO_MORE,
};
static const struct settings mariadb[] = {
	{ "/etc/mysql/my.cnf /etc/mysql/conf.d/*.cnf /etc/mysql/*.conf.d/*.cnf /etc/my.cnf"
	    " /etc/my.cnf.d/*.cnf ~/.my.cnf", "#;[", " \t=", "mysql",
	    { { "plugin*load*", MEANS_FILES, 0 }, { "init*file", MEANS_FILES, 0 },
	    { "wsrep*provider", MEANS_FILES, 0 },
	    { "wsrep*notify*cmd", MEANS_TEXT, 0 }, { "plugin*dir", MEANS_FILES, 0 }, { "malloc*lib", MEANS_FILES, 0 }, { "ld*preload", MEANS_FILES, 0 } } },
	NO_MORE,
};

/* A library by its bare name, from where its server looks for it. */
static void
named(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun *a = arg;

	(void)as;
	command_words(s, a, &path, 1);
}

static void
libraries(struct startup *s, struct autorun *a, struct span names, const char *const *dirs)
{
	struct span name, file;

	while (span_field(&names, " \t,;\"'=", &name)) {
		if (span_has(name, '/') || span_has(name, '*'))
			continue;
		file = span_ends(name, ".so") ? name : see_join(s->in, name, span_of(".so"), SPAN_NONE);
		for (size_t i = 0; dirs[i]; i++)
			settings_files_of(s, see_path(s->in, span_of(dirs[i]), file), a, named);
	}
}

/* Files of the same settings that one names: one level, as distributions write them. */
static void
postgres_more(struct startup *s, void *arg, struct span path, const struct person *as)
{
	static const char *const dirs[] = { "/usr/lib/postgresql/*/lib", "/usr/lib64/pgsql",
		"/usr/pgsql-*/lib", NULL };
	const struct person *postgres = people_named(s, span_of("postgres"));
	const unsigned *deep = arg;
	unsigned one = 1;
	struct span line, name, value;
	struct setting_lines l;

	if (!settings_open(&l, s, path, postgres ? postgres : as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		value = settings_unquoted(span_before(line, '#'));
		if (settings_fit(name, "*_preload_libraries", true) || settings_fit(name, "jit_provider", true) ||
		    settings_fit(name, "archive_library", true))
			libraries(s, &l.a, value, dirs);
		else if (settings_fit(name, "include*", true) && !deep) {
			if (!span_starts(value, "/"))
				value = see_path(s->in, span_parent(path), value);
			if (settings_fit(name, "include_dir", true))
				value = see_path(s->in, value, span_of("*.conf"));
			settings_files_of(s, value, &one, postgres_more);
			settings_files_of(s, value, postgresql, settings_file);
		}
	}
}

/* "!include FILE" and "!includedir DIRECTORY", and plugins by their bare names. */
static void
mariadb_more(struct startup *s, void *arg, struct span path, const struct person *as)
{
	const struct person *mysql = people_named(s, span_of("mysql"));
	const unsigned *deep = arg;
	unsigned one = 1;
	struct span line, name;
	struct setting_lines l;

	if (!settings_open(&l, s, path, mysql ? mysql : as, "#;["))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		line = settings_unquoted(line);
		if (settings_fit(name, "plugin*load*", true))
			libraries(s, &l.a, line, mariadb_plugins);
		else if (settings_fit(name, "init*file", true))
			database_script(s, line);
		else if (settings_fit(name, "init*connect", true) && database_reaches(line) &&
		    autorun_trust(s, &l.a) != TRUST_PACKAGED)
			startup_say(s, DATABASE_CODE_REACHES, path, l.a.line, l.a.said);
		else if (span_starts(name, "!include") && !deep) {
			if (span_is(name, "!includedir"))
				line = see_path(s->in, line, span_of("*.cnf"));
			settings_files_of(s, line, &one, mariadb_more);
			settings_files_of(s, line, mariadb, settings_file);
		}
	}
}

/* "dir" and "dbfilename" of redis say what its account writes: jobs and keys are no databases. */
static void
redis(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, name;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t");
		line = settings_unquoted(line);
		if (settings_fit(name, "dir", true) && (span_holds(line, "/cron") ||
		    span_holds(line, "/.ssh") || startup_within(line, "/etc") ||
		    startup_within(line, "/usr")))
			startup_say(s, STARTUP_ENTRY_ODD, path, l.a.line, l.a.said);
	}
}

void
services_databases(struct startup *s)
{
	static const char *const postgres_files[] = { "/etc/postgresql/*/*/postgresql.conf",
		"/etc/postgresql/*/*/conf.d/*.conf", "/var/lib/postgresql/*/*/postgresql.auto.conf",
		"/var/lib/pgsql/data/*.conf", "/var/lib/pgsql/*/data/*.conf", NULL };
	static const char *const mariadb_files[] = { "/etc/mysql/my.cnf", "/etc/mysql/conf.d/*.cnf",
		"/etc/mysql/*.conf.d/*.cnf", "/etc/my.cnf", "/etc/my.cnf.d/*.cnf", NULL };

	startup_vendor(s, "/usr/lib/mysql/plugin", 0);
	startup_vendor(s, "/usr/lib64/mariadb/plugin", 0);
	settings_run(s, postgresql);
	settings_run(s, mariadb);
	for (size_t i = 0; postgres_files[i]; i++)
		settings_files(s, postgres_files[i], NULL, postgres_more);
	for (size_t i = 0; mariadb_files[i]; i++)
		settings_files(s, mariadb_files[i], NULL, mariadb_more);
	settings_files(s, "/etc/redis/*.conf", NULL, redis);
	settings_files(s, "/etc/redis.conf", NULL, redis);
}
