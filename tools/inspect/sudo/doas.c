/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * doas - which rights does doas.conf(5) give?
 *
 * permit|deny [nopass] [persist] [keepenv] [setenv { ... }] identity
 * [as target] [cmd command [args ...]]; an identity is a user or :group.
 */
#include "../accounts/place.h"
#include "sudo.h"

static void
options(struct span *rest, struct span *word, struct right *r)
{
	while (span_field(rest, " \t", word)) {
		if (span_is(*word, "nopass"))
			r->asks = false;
		else if (span_is(*word, "setenv"))
			*rest = span_after(*rest, '}');
		else if (!span_is(*word, "persist") && !span_is(*word, "keepenv") &&
		    !span_is(*word, "nolog"))
			return;
	}
	*word = SPAN_NONE;
}

static void
rule(struct sudo *s, const struct statement *from)
{
	struct right r = { .from = from, .command = span_of("ALL"), .as_root = true, .asks = true };
	struct span rest = span_before(from->text, '#'), word;

	if (!span_field(&rest, " \t", &word) || !span_is(word, "permit"))
		return;
	options(&rest, &word, &r);
	r.who = span_starts(word, ":") ? see_join(s->in, span_of("%"), span_skip(word, 1), SPAN_NONE) :
	    word;
	while (span_field(&rest, " \t", &word))
		if (span_is(word, "as") && span_field(&rest, " \t", &word))
			r.as_root = span_is(word, "root") || span_is(word, "0");
		else if (span_is(word, "cmd")) {
			r.command = span_trim(rest);
			break;
		}
	s->last = NULL;		/* the statement is another, though it stands at one address */
	right_judge(s, &r);
}

static void
file(struct sudo *s, struct span path)
{
	struct statement from = { .path = path, .pristine = place_pristine(s->in, path) };
	struct span text, line;
	struct vstat st;

	if (see_stat(s->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
	    see_file(s->in, path, &text) != VIEW_OK)
		return;
	s->found = true;
	if (st.uid != 0 || st.mode & 002 || (st.mode & 020 && st.gid != 0))
		say(s->in, SUDO_FILE_OPEN, path, 0, SPAN_NONE);
	while (span_line(&text, &line)) {
		from.line++;
		from.text = span_trim(line);
		if (place_hides(line))
			say(s->in, SUDO_LINE_DISGUISED, path, from.line, line);
		rule(s, &from);
	}
}

void
doas_look(struct sudo *s)
{
	const struct span *names;
	size_t n;

	file(s, span_of("/etc/doas.conf"));
	if (see_dir(s->in, span_of("/etc/doas.d"), &names, &n) != VIEW_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (span_ends(names[i], ".conf"))
			file(s, see_path(s->in, span_of("/etc/doas.d"), names[i]));
}
