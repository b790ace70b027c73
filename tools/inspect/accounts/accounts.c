/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * accounts - who can log in, and who hides among the accounts?
 *
 * passwd, shadow, group and gshadow line by line and against each other:
 * account tools keep them in step and write one form only, so what differs was
 * written by hand.
 */
#include "look.h"
#include "name.h"
#include "password.h"
#include "table.h"

#define FIRST_PERSON	1000	/* login.defs(5), UID_MIN of every distribution of today */

struct accounts {
	struct table	 passwd, shadow, group, gshadow;
	struct made	 made;
	bool		 old_shells;	/* a layout where system accounts have shells by design */
};

static void
look_at_number(struct inspection *in, const struct table *t, const struct row *r, int field)
{
	struct span s = r->field[field];
	uint64_t v;

	if (!span_decimal(s, &v) || v >= UINT32_MAX || (s.n > 1 && *s.p == '0'))
		table_say(in, ACCOUNT_NUMBER_ODD, t, r);
}

static void
look_at_name(struct inspection *in, const struct table *t, const struct row *r)
{
	struct span name = r->field[F_NAME];

	if (name_is_deceptive(name) || name_imitates(t, name))
		table_say(in, ACCOUNT_NAME_DECEPTIVE, t, r);
	else if (name_is_odd(name))
		table_say(in, ACCOUNT_NAME_ODD, t, r);
}

static void
look_at_shell(struct inspection *in, const struct table *t, const struct row *r)
{
	struct span shell = r->field[F_SHELL];

	for (size_t i = 0; i < shell.n; i++)
		if (shell.p[i] <= ' ' || shell.p[i] >= 0x7f) {
			table_say(in, ACCOUNT_SHELL_ODD, t, r);
			return;
		}
}

static bool
is_service(const struct row *r)
{
	return r->id > 0 && r->id < FIRST_PERSON && !name_is_system(r->field[F_NAME]);
}

/* The field that counts: passwd's own, or the shadow line's that 'x' points to. */
static void
look_at_password(struct inspection *in, const struct accounts *a, const struct row *r)
{
	const struct row *shadow = table_named(&a->shadow, r->field[F_NAME]);
	bool points = span_is(r->field[F_PASSWORD], "x");
	const struct table *t = points && shadow ? &a->shadow : &a->passwd;
	const struct row *holds = points && shadow ? shadow : r;
	struct span field = holds->field[F_PASSWORD];

	if (!points && password_opens(field))
		table_say(in, ACCOUNT_HASH_IN_PASSWD, &a->passwd, r);
	if (points && !shadow && a->shadow.answer == VIEW_OK)
		table_say(in, ACCOUNT_UNSHADOWED, &a->passwd, r);
	if (field.n == 0 && password_shell(r->field[F_SHELL]))
		table_say(in, ACCOUNT_PASSWORD_EMPTY, t, holds);
	if (!password_opens(field))
		return;
	if (password_weak(field))
		table_say(in, ACCOUNT_PASSWORD_WEAK, t, holds);
	if (name_is_system(r->field[F_NAME]))
		table_say(in, ACCOUNT_SYSTEM_PASSWORD, t, holds);
	else if (is_service(r))
		table_say(in, ACCOUNT_SERVICE_PASSWORD, t, holds);
}

static void
look_at_login(struct inspection *in, const struct accounts *a, const struct row *r)
{
	if (!password_shell(r->field[F_SHELL]))
		return;
	if (name_is_system(r->field[F_NAME]) ||
	    (is_service(r) && made_shut(&a->made, r->field[F_NAME]))) {
		if (!a->old_shells)
			table_say(in, ACCOUNT_SYSTEM_SHELL, &a->passwd, r);
	} else if (is_service(r))
		table_say(in, ACCOUNT_SERVICE_SHELL, &a->passwd, r);
}

/* Distributions before about 2013 gave all of their own accounts a shell. */
static bool
has_old_shells(const struct table *passwd)
{
	size_t with = 0, all = 0;

	for (size_t i = 0; i < passwd->n; i++) {
		if (!name_is_system(passwd->row[i].field[F_NAME]))
			continue;
		all++;
		with += password_shell(passwd->row[i].field[F_SHELL]);
	}
	return with > 3 && 2 * with > all;
}

static void
look_at_passwd(struct inspection *in, struct accounts *a)
{
	const struct table *t = &a->passwd;

	a->old_shells = has_old_shells(t);
	for (size_t i = 0; i < t->n; i++) {
		const struct row *r = &t->row[i];

		look_at_name(in, t, r);
		look_at_number(in, t, r, F_ID);
		look_at_number(in, t, r, F_GID);
		look_at_shell(in, t, r);
		if (r->id == 0 && !span_is(r->field[F_NAME], "root"))
			table_say(in, ACCOUNT_SECOND_ROOT, t, r);
		look_at_password(in, a, r);
		look_at_login(in, a, r);
	}
	for (size_t i = 1; i < t->n; i++)
		if (t->by_id[i]->id && t->by_id[i]->id == t->by_id[i - 1]->id)
			table_say(in, ACCOUNT_NUMBER_TWICE, t, t->by_id[i]);
}

/* Groups that give root's rights, or root's files, to their members. */
static bool
gives_rights(struct span group)
{
	static const char *const names[] = { "root", "sudo", "wheel", "admin", "shadow", "disk",
		"docker", "lxd", "incus-admin" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_is(group, names[i]))
			return true;
	return false;
}

static void
look_at_group(struct inspection *in, const struct accounts *a)
{
	const struct table *t = &a->group;
	struct span rest, member;

	for (size_t i = 0; i < t->n; i++) {
		const struct row *r = &t->row[i];

		look_at_name(in, t, r);
		look_at_number(in, t, r, F_ID);
		if (password_opens(r->field[F_PASSWORD]))
			table_say(in, GROUP_PASSWORD, t, r);
		if (a->gshadow.answer == VIEW_OK && !table_named(&a->gshadow, r->field[F_NAME]))
			table_say(in, GROUP_UNSHADOWED, t, r);
		rest = r->field[F_MEMBERS];
		while (gives_rights(r->field[F_NAME]) && span_field(&rest, ",", &member))
			/* Alpine's own group file has adm in disk. */
			if (name_is_system(member) && !(span_is(r->field[F_NAME], "disk") &&
			    span_is(member, "adm")))
				table_say(in, GROUP_SYSTEM_MEMBER, t, r);
	}
	for (size_t i = 1; i < t->n; i++)
		if (t->by_id[i]->id == t->by_id[i - 1]->id)
			table_say(in, ACCOUNT_NUMBER_TWICE, t, t->by_id[i]);
}

/* Lines of a shadow file that belong to nobody. */
static void
look_for_strays(struct inspection *in, const struct table *shadow, const struct table *open)
{
	for (size_t i = 0; i < shadow->n; i++)
		if (!table_named(open, shadow->row[i].field[F_NAME]))
			table_say(in, ACCOUNT_SHADOW_ONLY, shadow, &shadow->row[i]);
}

static enum outcome
look(struct inspection *in)
{
	struct accounts a;
	struct roster all;

	table_read(in, &a.passwd, "/etc/passwd", 7);
	table_read(in, &a.shadow, "/etc/shadow", 9);
	table_read(in, &a.group, "/etc/group", 4);
	table_read(in, &a.gshadow, "/etc/gshadow", 4);
	if (a.passwd.answer == VIEW_ABSENT) {
		say_gap(in, a.passwd.path, "a system without accounts: it is not there");
		return PARTIAL;
	}
	table_say_odd(in, &a.passwd);
	table_say_odd(in, &a.shadow);
	table_say_odd(in, &a.group);
	table_say_odd(in, &a.gshadow);
	made_read(in, &a.made);
	look_at_passwd(in, &a);
	look_at_group(in, &a);
	name_look_alikes(in, &a.passwd);
	name_look_alikes(in, &a.group);
	look_for_strays(in, &a.shadow, &a.passwd);
	look_for_strays(in, &a.gshadow, &a.group);
	for (size_t i = 0; i < a.gshadow.n; i++)
		if (password_opens(a.gshadow.row[i].field[F_PASSWORD]))
			table_say(in, GROUP_PASSWORD, &a.gshadow, &a.gshadow.row[i]);
	table_say_twins(in, &a.passwd);
	table_say_twins(in, &a.shadow);
	table_say_twins(in, &a.group);
	table_say_twins(in, &a.gshadow);
	roster_read(in, &all);
	stores_look(in, &all);
	login_shell_look(in, &all);
	home_look(in, &all);
	strong_look(in, &all);
	older_look(in, (const struct table *const[]){ &a.passwd, &a.shadow, &a.group, &a.gshadow });
	dates_look(in, &a.shadow);
	stock_look(in, &all);
	nss_look(in);
	cached_look(in, &all);
	inside_look(in);
	residue_look(in, &all);
	return DONE;
}

const struct inspector accounts_inspector = {
	.name = "accounts",
	.asks = "who can log in, and who hides among the accounts?",
	.accounts = true,
	.may = (const enum finding[]){
	    ACCOUNT_SECOND_ROOT, ACCOUNT_HASH_IN_PASSWD, ACCOUNT_PASSWORD_EMPTY,
	    ACCOUNT_SYSTEM_PASSWORD, ACCOUNT_SYSTEM_SHELL, ACCOUNT_SERVICE_PASSWORD,
	    ACCOUNT_SERVICE_SHELL, ACCOUNT_NAME_DECEPTIVE, ACCOUNT_NAME_ODD, ACCOUNT_NAME_ALIKE,
	    ACCOUNT_SHELL_ODD, ACCOUNT_NUMBER_ODD, ACCOUNT_NAME_TWICE, ACCOUNT_NUMBER_TWICE, ACCOUNT_UNSHADOWED,
	    ACCOUNT_SHADOW_ONLY, ACCOUNT_LINE_MALFORMED, ACCOUNT_LINE_IMPORTS, GROUP_UNSHADOWED,
	    GROUP_PASSWORD, GROUP_SYSTEM_MEMBER, GROUP_SERVICE_MEMBER, GROUP_MEMBER_UNKNOWN,
	    ACCOUNT_ELSEWHERE, ACCOUNT_SHELL_MISSING, ACCOUNT_SHELL_FOREIGN, ACCOUNT_SHELL_SHADY,
	    ACCOUNT_SHELL_DISGUISED, ACCOUNT_HOME_MISSING, ACCOUNT_HOME_FOREIGN,
	    ACCOUNT_HOME_SHADY, ACCOUNT_HOME_SHARED, ACCOUNT_PRIMARY_STRONG, ACCOUNT_COPY_TELLS,
	    ACCOUNT_INSIDE, ACCOUNT_PASSWORD_WEAK, ACCOUNT_FILE_BY_HAND, ACCOUNT_LINE_INSERTED,
	    ACCOUNT_DATE_MISSING, ACCOUNT_DATE_OLD, ACCOUNT_SYSTEM_CHANGED, GROUP_MEMBER_ELSEWHERE,
	    ACCOUNT_CHANGED, ACCOUNT_DATE_ODD, ACCOUNT_RESIDUE, ACCOUNT_SYSTEM_LINGERS,
	    ACCOUNT_LENT, NSS_MODULE_FOREIGN, FINDING_COUNT },
	.look = look,
};
