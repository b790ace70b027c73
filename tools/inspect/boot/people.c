/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * people - which accounts does an initramfs bring?
 *
 * dracut and mkinitcpio copy root's lines of passwd and shadow, for their
 * emergency shell, and those of services without a password.
 */
#include "../accounts/password.h"
#include "../accounts/table.h"
#include "boot.h"

void
people_member(struct image *i, const struct member *m)
{
	struct span text = m->head, line, name, password, id;
	bool passwd = span_is(m->path, "etc/passwd");

	if (!passwd && !span_is(m->path, "etc/shadow"))
		return;
	if (m->head.n < m->size)	/* longer than any image's needs to be: made so that nobody reads it */
		image_say(i, INITRAMFS_ACCOUNT, m->path);
	while (span_line(&text, &line)) {
		if (!span_column(&line, ':', &name) || !span_column(&line, ':', &password) || span_is(name, "root"))
			continue;
		if (password_opens(password) || (passwd && span_column(&line, ':', &id) && table_number(id) == 0)) {
			image_say(i, INITRAMFS_ACCOUNT, m->path);
			return;
		}
	}
}
