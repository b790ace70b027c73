/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * servers - what do the settings of web servers, databases and monitoring load and run?
 *
 * Read from Apache's mod_so, mod_log_config and mod_rewrite pages, nginx's
 * load_module, php-fpm.conf's php_admin_value, PostgreSQL's "Client Connection Defaults" and "Archiving",
 * MariaDB's "Plugin Overview", redis.conf, NRPE's and Zabbix's sample files,
 * munin-node.conf(5), snmpd.conf(5), monit(1).
 */
#include "services.h"

#define NO_MORE	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } }

static const struct settings web[] = {
	{ "/etc/nginx/nginx.conf /etc/nginx/modules-enabled/*.conf /etc/nginx/conf.d/*"
	    " /etc/nginx/sites-enabled/* /usr/share/nginx/modules/*.conf", "#", " \t", NULL,
	    { { "load_module", MEANS_FILES, 0 }, { "perl_require", MEANS_FILES, 0 },
	    { "*_by_lua_file", MEANS_FILES, 0 }, { "js_include", MEANS_FILES, 0 } } },
	{ "/etc/apache2/apache2.conf /etc/apache2/*-enabled/* /etc/apache2/httpd.conf"
	    " /etc/apache2/conf.d/* /etc/httpd/conf/*.conf /etc/httpd/conf.d/*.conf"
	    " /etc/httpd/conf.modules.d/*.conf", "#", " \t", NULL,
	    { { "LoadModule", MEANS_FILE_LAST, 0 }, { "LoadFile", MEANS_FILES, 0 },
	    { "CustomLog", MEANS_TEXT, '|' }, { "ErrorLog", MEANS_TEXT, '|' },
	    { "TransferLog", MEANS_TEXT, '|' }, { "GlobalLog", MEANS_TEXT, '|' },
	    { "RewriteMap", MEANS_WORDS, ':' }, { "SSLPassPhraseDialog", MEANS_WORDS, '|' },
	    { "PerlRequire", MEANS_FILES, 0 }, { "WSGIImportScript", MEANS_FILES, 0 } } },
	{ "/etc/lighttpd/lighttpd.conf /etc/lighttpd/conf-enabled/*", "#", " \t=", NULL,
	    { { "include_shell", MEANS_TEXT, 0 }, { "*bin-path*", MEANS_FILES, 0 },
	    { "accesslog.filename", MEANS_TEXT, '|' } } },
	NO_MORE,
};
static const struct settings pools[] = {
	{ "/etc/php/*/fpm/pool.d/*.conf /etc/php/*/fpm/php-fpm.conf /etc/php-fpm.d/*.conf"
	    " /etc/php-fpm.conf /etc/php*/php-fpm.d/*.conf", "#;[", " \t=", "www-data",
	    { { "php*value[auto_*pend_file]", MEANS_FILES, 0 },
	    { "php*value[*extension]", MEANS_FILES, 0 }, { "php*value[sendmail_path]", MEANS_TEXT, 0 },
	    { "env[LD_PRELOAD]", MEANS_FILES, 0 } } },
	NO_MORE,
};
static const struct settings postgresql[] = {
	{ "/etc/postgresql/*/*/postgresql.conf /etc/postgresql/*/*/conf.d/*.conf"
	    " /var/lib/postgresql/*/*/postgresql.auto.conf /var/lib/pgsql/data/*.conf"
	    " /var/lib/pgsql/*/data/*.conf", "#", " \t=", "postgres",
	    { { "*_preload_libraries", MEANS_FILES, 0 }, { "archive_command", MEANS_TEXT, 0 },
	    { "restore_command", MEANS_TEXT, 0 }, { "archive_cleanup_command", MEANS_TEXT, 0 },
	    { "recovery_end_command", MEANS_TEXT, 0 }, { "ssl_passphrase_command", MEANS_TEXT, 0 },
	    { "archive_library", MEANS_FILES, 0 } } },
	{ "/etc/mysql/my.cnf /etc/mysql/conf.d/*.cnf /etc/mysql/*.conf.d/*.cnf /etc/my.cnf"
	    " /etc/my.cnf.d/*.cnf ~/.my.cnf", "#;[", " \t=", "mysql",
	    { { "plugin*load*", MEANS_FILES, 0 }, { "init*file", MEANS_FILES, 0 },
	    { "malloc*lib", MEANS_FILES, 0 }, { "ld*preload", MEANS_FILES, 0 } } },
	{ "/etc/redis/*.conf /etc/redis.conf /etc/valkey/*.conf", "#", " \t", "redis",
	    { { "loadmodule", MEANS_FILES, 0 } } },
	NO_MORE,
};
static const struct settings monitoring[] = {
	{ "/etc/nagios/nrpe.cfg /etc/nagios/nrpe_local.cfg /etc/nagios/nrpe.d/*.cfg /etc/nrpe.d/*.cfg",
	    "#", "=", NULL, { { "command[*]", MEANS_TEXT, 0 }, { "command_prefix", MEANS_TEXT, 0 } } },
	{ "/etc/zabbix/*.conf /etc/zabbix/*.d/*", "#", "=", NULL,
	    { { "UserParameter", MEANS_TEXT, ',' }, { "LoadModule", MEANS_FILES, 0 } } },
	{ "/etc/snmp/snmpd.conf /etc/snmp/snmpd.conf.d/*", "#", " \t", NULL,
	    { { "pass*", MEANS_FILES, 0 }, { "exec*", MEANS_FILES, 0 },
	    { "extend*", MEANS_FILES, 0 }, { "sh", MEANS_FILES, 0 },
	    { "dlmod", MEANS_FILE_LAST, 0 } } },
	{ "/etc/munin/plugin-conf.d/*", "#[", " \t", NULL, { { "command", MEANS_TEXT, 0 } } },
	{ "/etc/monit/monitrc /etc/monit/conf.d/* /etc/monit/conf-enabled/* /etc/monitrc", "#", "\"",
	    NULL, { { "*start*program*", MEANS_TEXT, 0 }, { "*stop*program*", MEANS_TEXT, 0 },
	    { "*exec*", MEANS_TEXT, 0 }, { "check program*", MEANS_TEXT, 0 } } },
	{ "/etc/collectd/collectd.conf /etc/collectd/collectd.conf.d/*", "#", " \t", NULL,
	    { { "Exec", MEANS_FILES, 0 }, { "NotificationExec", MEANS_FILES, 0 } } },
	{ "/etc/telegraf/telegraf.conf /etc/telegraf/telegraf.d/*.conf", "#[", " \t=[", NULL,
	    { { "commands", MEANS_FILES, 0 }, { "command", MEANS_FILES, 0 } } },
	NO_MORE,
};
static const char *const agents[] = {
	"/etc/munin/plugins/*", "/usr/local/lib/nagios/plugins/*", "/usr/lib/check_mk_agent/*/*",
	"/etc/sensu/plugins/*", NULL
};

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
services_web_servers(struct startup *s)
{
	startup_vendor(s, "/usr/lib/apache2/modules", 0);
	startup_vendor(s, "/usr/lib/nginx/modules", 0);
	startup_vendor(s, "/usr/lib64/httpd/modules", 0);
	startup_vendor(s, "/usr/lib64/nginx/modules", 0);
	settings_run(s, web);
}

void
services_pools(struct startup *s)
{
	settings_run(s, pools);
}

/* Aria's data file of a table without rows is one page: what is longer holds some, or did. */
#define EMPTY_TABLE	8192

/* What a database keeps in its own tables: events that its scheduler runs, functions from libraries. */
static void
kept(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct vstat st;

	(void)arg, (void)as;
	if (see_stat(s->in, path, &st) == VIEW_OK && st.size > EMPTY_TABLE)
		startup_entry(s, &a, path);
}

void
services_events(struct startup *s)
{
	static const char *const tables[] = { "/var/lib/mysql/mysql/event.MAD",
		"/var/lib/mysql/mysql/func.MAD", NULL };

	for (size_t i = 0; tables[i]; i++)
		settings_files(s, tables[i], NULL, kept);
}

void
services_databases(struct startup *s)
{
	startup_vendor(s, "/usr/lib/mysql/plugin", 0);
	startup_vendor(s, "/usr/lib64/mariadb/plugin", 0);
	settings_run(s, postgresql);
	settings_files(s, "/etc/redis/*.conf", NULL, redis);
	settings_files(s, "/etc/redis.conf", NULL, redis);
}

void
services_monitoring(struct startup *s)
{
	startup_vendor(s, "/usr/lib/nagios/plugins", 0);
	startup_vendor(s, "/usr/share/munin/plugins", 0);
	settings_run(s, monitoring);
	settings_programs(s, agents);
}
