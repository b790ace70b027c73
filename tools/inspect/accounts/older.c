/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * older - what do older copies of the account files tell?
 *
 * shadow(5)'s tools keep the last state in passwd-, shadow- and so on; Debian's
 * dpkg keeps /var/backups/passwd.bak; people keep more.  A copy of passwd is
 * looked at whatever it is called, the tools' own of all four line by line.
 */
#include "look.h"
#include "password.h"

/* A second root, or a password in passwd, that a copy holds and the file itself no longer. */
static void
look_at_passwd(struct inspection *in, const struct table *now, struct span path)
{
	struct table then;

	table_read_path(in, &then, path, 7);
	for (size_t i = 0; i < then.n; i++) {
		const struct row *r = &then.row[i], *kept = table_named(now, r->field[F_NAME]);
		bool root = r->id == 0 && !span_is(r->field[F_NAME], "root");

		if ((root && (!kept || kept->id != 0)) || (password_opens(r->field[F_PASSWORD]) &&
		    (!kept || !password_opens(kept->field[F_PASSWORD]))))
			table_say(in, ACCOUNT_COPY_TELLS, &then, r);
	}
}

/* A field as it may be shown: of a password its scheme, never its hash. */
static struct span
shown(struct inspection *in, int k, struct span field)
{
	if (k != F_PASSWORD || field.n <= TABLE_SHOWN)
		return field;
	field.n = TABLE_SHOWN;
	return see_join(in, field, span_of("..."), SPAN_NONE);
}

/* Who was added, is gone, or has another field than in the copy. */
static void
changed(struct inspection *in, const struct table *now, const struct table *then)
{
	bool passwd = span_is(now->path, "/etc/passwd");

	for (size_t i = 0; i < now->n; i++) {
		const struct row *r = &now->row[i], *was = table_named(then, r->field[F_NAME]);

		/* Of a new account one line is enough; a group counts by its members. */
		if (!was && (passwd ? password_shell(r->field[F_SHELL]) : now->fields == 4 &&
		    r->field[F_MEMBERS].n))
			table_say(in, ACCOUNT_CHANGED, now, r);
		for (int k = F_PASSWORD; was && k < now->fields; k++)
			if (!span_equal(was->field[k], r->field[k]) && !(k == F_ID && now->fields == 9))
				say(in, ACCOUNT_CHANGED, now->path, r->number, see_join(in,
				    see_join(in, r->field[F_NAME], span_of(": "), shown(in, k, was->field[k])),
				    span_of(" -> "), shown(in, k, r->field[k])));
	}
	for (size_t i = 0; passwd && i < then->n; i++)
		if (!table_named(now, then->row[i].field[F_NAME]))
			table_say(in, ACCOUNT_CHANGED, then, &then->row[i]);
}

/* Account tools put what is new behind all else: what has older lines behind it was put in by hand. */
static void
inserted(struct inspection *in, const struct table *now, const struct table *then)
{
	size_t last = now->n;

	while (last && !table_named(then, now->row[last - 1].field[F_NAME]))
		last--;
	for (size_t i = 0; i < last; i++)
		if (!table_named(then, now->row[i].field[F_NAME]))
			table_say(in, ACCOUNT_LINE_INSERTED, now, &now->row[i]);
}

void
older_look(struct inspection *in, const struct table *const now[4])
{
	static const char *const dirs[] = { "/etc", "/var/backups" };
	const struct span *names;
	struct table then;
	size_t n;

	for (size_t d = 0; d < sizeof dirs / sizeof *dirs; d++) {
		if (see_dir(in, span_of(dirs[d]), &names, &n) != VIEW_OK)
			continue;
		for (size_t i = 0; i < n; i++)
			if (span_starts(names[i], "passwd") && !span_is(names[i], "passwd"))
				look_at_passwd(in, now[0], see_path(in, span_of(dirs[d]), names[i]));
	}
	for (size_t i = 0; i < 4; i++) {
		table_read_path(in, &then, see_join(in, now[i]->path, span_of("-"), SPAN_NONE), now[i]->fields);
		if (now[i]->answer != VIEW_OK || then.answer != VIEW_OK)
			continue;
		changed(in, now[i], &then);
		if (i == 0)
			inserted(in, now[i], &then);
	}
}
