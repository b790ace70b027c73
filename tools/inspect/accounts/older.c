/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * older - what do older copies of the account files tell?
 *
 * shadow(5)'s tools keep the last state in passwd-, shadow- and so on; Debian's
 * dpkg keeps /var/backups/passwd.bak; people keep more.
 */
#include "look.h"
#include "password.h"

#define DAY	86400

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

static void
changed(struct inspection *in, const struct table *now)
{
	struct table then;

	table_read(in, &then, "/etc/passwd-", 7);
	if (then.answer != VIEW_OK)
		return;
	for (size_t i = 0; i < now->n; i++) {
		const struct row *r = &now->row[i], *was = table_named(&then, r->field[F_NAME]);

		if (!was && password_shell(r->field[F_SHELL]))
			table_say(in, ACCOUNT_CHANGED, now, r);
		for (int k = F_ID; was && k <= F_SHELL; k++)
			if (!span_equal(was->field[k], r->field[k]))
				say(in, ACCOUNT_CHANGED, now->path, r->number, see_join(in,
				    see_join(in, r->field[F_NAME], span_of(": "), was->field[k]),
				    span_of(" -> "), r->field[k]));
	}
	for (size_t i = 0; i < then.n; i++)
		if (!table_named(now, then.row[i].field[F_NAME]))
			table_say(in, ACCOUNT_CHANGED, &then, &then.row[i]);
}

/* A password set after the file was last written: the file's own times or the line were forged. */
static void
dates(struct inspection *in, const struct table *shadow)
{
	struct vstat st;
	uint64_t day;
	int64_t last;

	if (shadow->answer != VIEW_OK || see_stat(in, shadow->path, &st) != VIEW_OK)
		return;
	last = st.mtime.s > st.ctime.s ? st.mtime.s : st.ctime.s;
	for (size_t i = 0; i < shadow->n; i++)
		if (password_opens(shadow->row[i].field[F_PASSWORD]) && !shadow->row[i].field[F_ID].n)
			table_say(in, ACCOUNT_DATE_MISSING, shadow, &shadow->row[i]);
	for (size_t i = 0; last > 0 && i < shadow->n; i++)
		if (span_decimal(shadow->row[i].field[F_ID], &day) &&
		    day > (uint64_t)last / DAY + 2)	/* zones, and a clock that was set since */
			table_say(in, ACCOUNT_DATE_ODD, shadow, &shadow->row[i]);
}

void
older_look(struct inspection *in, const struct table *passwd, const struct table *shadow)
{
	static const char *const dirs[] = { "/etc", "/var/backups" };
	const struct span *names;
	size_t n;

	for (size_t d = 0; d < sizeof dirs / sizeof *dirs; d++) {
		if (see_dir(in, span_of(dirs[d]), &names, &n) != VIEW_OK)
			continue;
		for (size_t i = 0; i < n; i++)
			if (span_starts(names[i], "passwd") && !span_is(names[i], "passwd"))
				look_at_passwd(in, passwd, see_path(in, span_of(dirs[d]), names[i]));
	}
	changed(in, passwd);
	dates(in, shadow);
}
