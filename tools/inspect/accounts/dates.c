/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dates - do the days on which passwords were set fit the system's life, and each other?
 *
 * shadow(5): the third field counts days since 1970.  Those of the distribution's
 * own accounts tell when the system was made.
 */
#include "look.h"
#include "name.h"
#include "password.h"

#define DAY		86400
#define ENOUGH		3	/* accounts of the distribution that tell one day: fewer may be copies, too */

/* A password set after the file was last written: the file's own times or the line were forged. */
static void
ahead(struct inspection *in, const struct table *shadow)
{
	struct vstat st;
	uint64_t day;
	int64_t last;

	if (see_stat(in, shadow->path, &st) != VIEW_OK)
		return;
	last = st.mtime.s > st.ctime.s ? st.mtime.s : st.ctime.s;
	for (size_t i = 0; last > 0 && i < shadow->n; i++)
		if (span_decimal(shadow->row[i].field[F_ID], &day) &&
		    day > (uint64_t)last / DAY + 2)	/* zones, and a clock that was set since */
			table_say(in, ACCOUNT_DATE_ODD, shadow, &shadow->row[i]);
}

/* A password set before the accounts that came with the system: it was brought from elsewhere. */
static void
before(struct inspection *in, const struct table *shadow)
{
	uint64_t day, made = UINT64_MAX;
	size_t n = 0;

	for (size_t i = 0; i < shadow->n; i++)
		if (name_is_system(shadow->row[i].field[F_NAME]) &&
		    span_decimal(shadow->row[i].field[F_ID], &day)) {
			made = day < made ? day : made;
			n++;
		}
	/* 0 asks for another at the next login. */
	for (size_t i = 0; n >= ENOUGH && i < shadow->n; i++)
		if (password_opens(shadow->row[i].field[F_PASSWORD]) &&
		    span_decimal(shadow->row[i].field[F_ID], &day) && day && day + 1 < made)
			table_say(in, ACCOUNT_DATE_OLD, shadow, &shadow->row[i]);
}

void
dates_look(struct inspection *in, const struct table *shadow)
{
	if (shadow->answer != VIEW_OK)
		return;
	for (size_t i = 0; i < shadow->n; i++)
		if (password_opens(shadow->row[i].field[F_PASSWORD]) && !shadow->row[i].field[F_ID].n)
			table_say(in, ACCOUNT_DATE_MISSING, shadow, &shadow->row[i]);
	ahead(in, shadow);
	before(in, shadow);
}
