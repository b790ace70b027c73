/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grants - who is let in at the console, by databases, panels, SNMP or Kerberos?
 *
 * agetty(8) --autologin, gdm's and lightdm's settings; PostgreSQL's
 * pg_hba.conf; MySQL's skip-grant-tables; snmpd.conf(5); k5login(5).
 */
#include "grants.h"

void
any_line(struct grants *g, struct span path, grants_line *see)
{
	struct span text, line;
	unsigned number = 0;
	struct vstat st;

	if (see_stat(g->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_file(g->in, path, &text) != VIEW_OK)
		return;
	g->found = true;
	while (span_line(&text, &line)) {
		number++;
		line = span_trim(line);
		if (line.n && *line.p != '#' && *line.p != ';')
			see(g, path, number, line);
	}
}

void
each_line(struct grants *g, struct span path, grants_line *see)
{
	if (!place_pristine(g->in, path))
		any_line(g, path, see);
}

void
each_file(struct grants *g, struct span dir, const char *end, grants_line *see)
{
	const struct span *names;
	size_t n;

	if (see_dir(g->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_ends(names[i], end))
			each_line(g, see_path(g->in, dir, names[i]), see);
}

static void
console(struct grants *g, struct span path, unsigned number, struct span line, struct span who)
{
	say_grant(g->in, who.n ? who : span_of("?"), "console", path, number, line);
	say(g->in, CONSOLE_AUTOLOGIN, path, number, line);
}

/* "agetty ... --autologin NAME", "-a NAME", or one word of both. */
static void
getty_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span word, who;
	bool getty = false;

	while (span_field(&line, " \t:=", &word)) {
		getty |= span_ends(word, "getty");
		if (!getty || !(span_is(word, "--autologin") || (span_starts(word, "-a") &&
		    !span_starts(word, "--"))))
			continue;
		who = span_skip(word, 2);
		if (span_starts(word, "--") || who.n == 0)
			if (!span_field(&line, " \t=", &who))
				who = SPAN_NONE;
		console(g, path, number, word, who);
		return;
	}
}

/* gdm: AutomaticLogin=NAME; lightdm: autologin-user=NAME; sddm: User=NAME under [Autologin]. */
static void
display_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span name = span_trim(span_before(line, '=')), who = span_trim(span_after(line, '='));

	if (who.n && (span_is(name, "AutomaticLogin") || span_is(name, "TimedLogin") ||
	    span_is(name, "autologin-user")))
		console(g, path, number, line, who);
}

static void
units(struct grants *g, struct span dir)
{
	const struct span *names, *inner;
	struct vstat st;
	size_t n, m;

	if (see_dir(g->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span path = see_path(g->in, dir, names[i]);

		if (see_lstat(g->in, path, &st) != VIEW_OK)
			continue;
		if (st.kind == V_FILE && span_ends(path, ".service"))
			each_line(g, path, getty_line);
		if (st.kind != V_DIR || !span_ends(path, ".service.d") ||
		    see_dir(g->in, path, &inner, &m) != VIEW_OK)
			continue;
		for (size_t j = 0; j < m; j++)
			if (span_ends(inner[j], ".conf"))
				each_line(g, see_path(g->in, path, inner[j]), getty_line);
	}
}

/* pg_hba.conf: type database user [address] method; "trust" asks for nothing. */
static void
postgres_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span rest = line, word;

	for (int i = 0; span_field(&rest, " \t", &word); i++)
		if (i >= 3 && span_is(word, "trust"))
			say(g->in, DATABASE_TRUSTS, path, number, line);
}

static void
mysql_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span name = span_trim(span_before(line, '='));

	if (span_is(name, "skip-grant-tables") || span_is(name, "skip_grant_tables"))
		say(g->in, DATABASE_TRUSTS, path, number, line);
}

static void
snmp_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	struct span word;

	if (!span_field(&line, " \t", &word))
		return;
	if (span_is(word, "rwcommunity") || span_is(word, "rwcommunity6") || span_is(word, "rwuser"))
		say(g->in, SNMP_WRITES, path, number, word);	/* what follows is a secret */
	/* snmpd keeps the users of version 3 here, keys and all: only the name is told. */
	if ((span_is(word, "createUser") || span_is(word, "rwuser") || span_is(word, "rouser")) &&
	    span_field(&line, " \t", &word))
		say_grant(g->in, word, "snmp", path, number, SPAN_NONE);
}

static void
kerberos_line(struct grants *g, struct span path, unsigned number, struct span line)
{
	say_grant(g->in, line, "principal", path, number, SPAN_NONE);
	say(g->in, KERBEROS_LOGIN, path, number, line);
}

/* Each file of that name two directories down: a version, then a cluster. */
static void
clusters(struct grants *g, struct span dir, const char *name)
{
	const struct span *names, *inner;
	size_t n, m;

	if (see_dir(g->in, dir, &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		struct span version = see_path(g->in, dir, names[i]);

		if (see_dir(g->in, version, &inner, &m) != VIEW_OK)
			continue;
		for (size_t j = 0; j < m; j++)
			each_line(g, see_path(g->in, see_path(g->in, version, inner[j]), span_of(name)),
			    postgres_line);
	}
}

static enum outcome
look(struct inspection *in)
{
	static const struct {
		const char	*path;
		grants_line	*see;
	} files[] = {
		{ "/etc/inittab", getty_line },
		{ "/etc/gdm/custom.conf", display_line }, { "/etc/gdm3/custom.conf", display_line },
		{ "/etc/gdm3/daemon.conf", display_line }, { "/etc/lightdm/lightdm.conf", display_line },
		{ "/var/lib/pgsql/data/pg_hba.conf", postgres_line },
		{ "/var/lib/postgresql/data/pg_hba.conf", postgres_line },
		{ "/etc/my.cnf", mysql_line }, { "/etc/mysql/my.cnf", mysql_line },
		{ "/etc/snmp/snmpd.conf", snmp_line }, { "/var/lib/snmp/snmpd.conf", snmp_line },
	};
	struct grants g = { .in = in };

	roster_read(in, &g.roster);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		each_line(&g, span_of(files[i].path), files[i].see);
	units(&g, span_of("/etc/systemd/system"));
	clusters(&g, span_of("/etc/postgresql"), "pg_hba.conf");
	each_file(&g, span_of("/etc/lightdm/lightdm.conf.d"), ".conf", display_line);
	each_file(&g, span_of("/etc/my.cnf.d"), ".cnf", mysql_line);
	each_file(&g, span_of("/etc/mysql/conf.d"), ".cnf", mysql_line);
	each_file(&g, span_of("/etc/mysql/mariadb.conf.d"), ".cnf", mysql_line);
	each_file(&g, span_of("/etc/mysql/mysql.conf.d"), ".cnf", mysql_line);
	each_file(&g, span_of("/etc/snmp/snmpd.conf.d"), ".conf", snmp_line);
	for (size_t i = 0; i < g.roster.n; i++) {
		each_line(&g, see_path(in, g.roster.at[i].home, span_of(".k5login")), kerberos_line);
		each_line(&g, see_path(in, g.roster.at[i].home, span_of(".k5users")), kerberos_line);
	}
	kerberos_look(&g);
	remote_look(&g);
	postgres_look(&g);
	mariadb_look(&g);
	loader_look(&g);
	caches_look(&g);
	helpers_look(&g);
	polkit_look(&g);
	return g.found ? DONE : NOTHING;
}

const struct inspector grants_inspector = {
	.name = "grants",
	.asks = "who is let in at the console, by databases, panels, SNMP or Kerberos?",
	.accounts = true,
	.may = (const enum finding[]){
	    CONSOLE_AUTOLOGIN, DATABASE_TRUSTS, DATABASE_SUPERUSER, DATABASE_UNREAD, SNMP_WRITES,
	    KERBEROS_LOGIN, KEYTAB_OPEN, DESKTOP_OPEN, HELPER_OPEN, HELPER_SHADY, PANEL_ACCOUNT, PANEL_ROOT, FINDING_COUNT },
	.look = look,
};
