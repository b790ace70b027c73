/* SPDX-License-Identifier: GPL-3.0-or-later */
/* password - could anyone log in with this? */
#include "password.h"

static bool
hash_letters(struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = s.p[i];

		if (!((c >= '.' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')))
			return false;
	}
	return true;
}

/* crypt(5): $id$..., _ for BSDi DES, 13 letters for DES.  '!' or '*' in front locks. */
bool
password_opens(struct span field)
{
	if (span_starts(field, "$"))
		return field.n > 3;
	if (span_starts(field, "_"))
		return field.n == 20 && hash_letters(span_skip(field, 1));
	return field.n == 13 && hash_letters(field);
}

bool
password_weak(struct span field)
{
	return password_opens(field) && (span_starts(field, "$1$") || !span_starts(field, "$"));
}

bool
password_shell(struct span shell)
{
	static const char *const none[] = {
		"nologin", "false", "true", "sync", "shutdown", "halt", "usernetctl", "git-shell",
	};
	struct span name = span_base(shell);

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (span_is(name, none[i]))
			return false;
	return true;
}
