/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * older - what do older copies of the account files tell?
 *
 * shadow(5)'s tools keep the last state in passwd-, shadow- and so on; Debian's
 * daily job /var/backups/passwd.bak and its like; people keep more.  Copies are
 * looked at whatever they are called for what was open once, the tools' own line by line.
 */
#include "look.h"
#include "name.h"
#include "password.h"

/* A second root, or a password in passwd, that a copy holds and the file itself no longer. */
static bool
was_open(const struct row *r, const struct row *kept)
{
	bool root = r->id == 0 && !span_is(r->field[F_NAME], "root");

	return (root && (!kept || kept->id != 0)) || (password_opens(r->field[F_PASSWORD]) &&
	    (!kept || !password_opens(kept->field[F_PASSWORD])));
}

/* A password of the distribution's own account; anybody else's may have been locked or removed since. */
static bool
had_password(const struct row *r, const struct row *kept)
{
	return name_is_system(r->field[F_NAME]) && password_opens(r->field[F_PASSWORD]) &&
	    (!kept || !password_opens(kept->field[F_PASSWORD]));
}

/* A distribution's own account that was in a group with root's rights. */
static bool
had_rights(const struct row *r, const struct row *kept)
{
	struct span rest = r->field[F_MEMBERS], one, now, name;
	bool still;

	while (strong_group(r->field[F_NAME]) && span_field(&rest, ",", &one)) {
		now = kept ? kept->field[F_MEMBERS] : SPAN_NONE;
		still = !name_is_system(one);
		while (!still && span_field(&now, ",", &name))
			still = span_equal(name, one);
		if (!still)
			return true;
	}
	return false;
}

static bool
tells(const struct row *r, const struct row *kept, size_t file)
{
	return file == 0 ? was_open(r, kept) : file == 1 ? had_password(r, kept) : had_rights(r, kept);
}

static void
look_at(struct inspection *in, const struct table *now, struct span path, size_t file)
{
	struct table then;
	struct vstat st;

	if (see_lstat(in, path, &st) != VIEW_OK || st.kind != V_FILE)
		return;
	table_read_path(in, &then, path, now->fields);
	for (size_t i = 0; i < then.n; i++)
		if (tells(&then.row[i], table_named(now, then.row[i].field[F_NAME]), file))
			table_say(in, ACCOUNT_COPY_TELLS, &then, &then.row[i]);
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

/* Told of a younger copy already: the line, or its field k, is not there either as it is now. */
static bool
told(const struct table *younger, const struct row *r, int k)
{
	const struct row *was = younger ? table_named(younger, r->field[F_NAME]) : r;

	return !was || (k && !span_equal(was->field[k], r->field[k]));
}

/* Who was added, is gone, or has another field than in the copy; younger: one that was told, or NULL. */
static void
changed(struct inspection *in, const struct table *now, const struct table *then,
    const struct table *younger)
{
	bool passwd = span_is(now->path, "/etc/passwd");

	for (size_t i = 0; i < now->n; i++) {
		const struct row *r = &now->row[i], *was = table_named(then, r->field[F_NAME]);

		if (told(younger, r, 0))
			continue;
		/* Of a new account one line is enough; a group counts by its members. */
		if (!was && (passwd ? password_shell(r->field[F_SHELL]) : now->fields == 4 &&
		    r->field[F_MEMBERS].n))
			table_say(in, ACCOUNT_CHANGED, now, r);
		for (int k = F_PASSWORD; was && k < now->fields; k++)
			if (!span_equal(was->field[k], r->field[k]) && !told(younger, r, k) &&
			    !(k == F_ID && now->fields == 9))
				say(in, ACCOUNT_CHANGED, now->path, r->number, see_join(in,
				    see_join(in, r->field[F_NAME], span_of(": "), shown(in, k, was->field[k])),
				    span_of(" -> "), shown(in, k, r->field[k])));
	}
	for (size_t i = 0; passwd && i < then->n; i++)
		if (!table_named(now, then->row[i].field[F_NAME]) &&
		    (!younger || !table_named(younger, then->row[i].field[F_NAME])))
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

/* "passwd-", "passwd.bak", "passwd~": the file's name, and no more letters. */
static bool
copies(struct span name, struct span file)
{
	unsigned char c = name.n > file.n ? name.p[file.n] : 'x';

	return name.n > file.n && span_equal((struct span){ name.p, file.n }, file) &&
	    !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !span_ends(name, ".cache");
}

static void
one_file(struct inspection *in, const struct table *now, size_t file)
{
	static const char *const dirs[] = { "/etc", "/var/backups" };
	struct span base = span_base(now->path);
	struct table then, bak;
	const struct span *names;
	size_t n;

	for (size_t d = 0; d < sizeof dirs / sizeof *dirs; d++) {
		if (see_dir(in, span_of(dirs[d]), &names, &n) != VIEW_OK)
			continue;
		for (size_t i = 0; i < n; i++)
			if (copies(names[i], base))
				look_at(in, now, see_path(in, span_of(dirs[d]), names[i]), file);
	}
	table_read_path(in, &then, see_join(in, now->path, span_of("-"), SPAN_NONE), now->fields);
	table_read_path(in, &bak, see_join(in, see_path(in, span_of("/var/backups"), base), span_of(".bak"),
	    SPAN_NONE), now->fields);
	if (now->answer == VIEW_OK && then.answer == VIEW_OK)
		changed(in, now, &then, NULL);
	if (now->answer == VIEW_OK && then.answer == VIEW_OK && file == 0)
		inserted(in, now, &then);
	if (now->answer == VIEW_OK && bak.answer == VIEW_OK)
		changed(in, now, &bak, then.answer == VIEW_OK ? &then : NULL);
}

void
older_look(struct inspection *in, const struct table *const now[4])
{
	for (size_t i = 0; i < 4; i++)
		one_file(in, now[i], i);
}
