/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cached - which accounts do caches and databases beside /etc/passwd hold?
 *
 * nscd keeps its answers (nscd-client.h: a header of 36 bytes - version, found,
 * the lengths of name and password, uid, gid, the lengths of the rest - then the
 * five texts, each ended by a NUL).  nss_db's passwd.db, glibc's own and Berkeley
 * DB's, and libnss-cache's passwd.cache hold lines of passwd(5).  What is found
 * is put down as such lines; the rest of the formats does not matter.
 */
#include <stdio.h>
#include <string.h>

#include "look.h"
#include "password.h"

#define MAX_CACHE	((size_t)16 << 20)	/* bytes: a campus of 50,000 accounts has 5 MB */
#define MAX_LINES	65536	/* accounts of one cache that are looked at: that campus, and old answers */
#define MAX_FIELD	1024	/* bytes of one text of an account */
#define HEADER		36
#define VERSION		2	/* of nscd's answers, since glibc 2.0 */

struct lines {
	unsigned char	*p;
	size_t		 n, room, lines;
};

static void
put(struct lines *out, struct span s)
{
	if (s.n > out->room - out->n)
		return;
	for (size_t i = 0; i < s.n; i++)	/* a text of a cache may hold what no line can */
		out->p[out->n++] = s.p[i] >= ' ' && s.p[i] != 0x7f ? s.p[i] : '?';
}

static void
end_field(struct lines *out, char c)
{
	if (out->n < out->room)
		out->p[out->n++] = (unsigned char)c;
}

static uint32_t
number(struct span s, size_t at)
{
	return (uint32_t)bytes_le(s.p + at, 4);
}

/* An answer that starts here; *size of it.  nscd runs on the machine itself: its numbers are its CPU's. */
static bool
answer(struct span s, struct span text[5], size_t *size)
{
	static const size_t length[5] = { 8, 12, 24, 28, 32 };

	if (s.n < HEADER || number(s, 0) != VERSION || number(s, 4) != 1)
		return false;
	*size = HEADER;
	for (int i = 0; i < 5; i++) {
		uint32_t n = number(s, length[i]);

		if (n == 0 || n > MAX_FIELD || n > s.n - *size || s.p[*size + n - 1] != '\0')
			return false;
		text[i] = (struct span){ s.p + *size, n - 1 };
		*size += n;
	}
	return text[0].n > 0;
}

static void
of_nscd(struct span s, struct lines *out)
{
	struct span text[5];
	char ids[32];
	size_t size;

	for (; s.n >= HEADER && out->lines < MAX_LINES; s = span_skip(s, size)) {
		if (!answer(s, text, &size)) {
			size = 4;
			continue;
		}
		size = (size + 3) / 4 * 4;
		out->lines++;
		snprintf(ids, sizeof ids, "%u:%u", number(s, 16), number(s, 20));
		for (int i = 0; i < 5; i++) {
			put(out, text[i]);
			end_field(out, i < 4 ? ':' : '\n');
			if (i == 1) {
				put(out, span_of(ids));
				end_field(out, ':');
			}
		}
	}
}

/* Runs of what a line may hold, with as many colons as it has. */
static void
of_database(struct span s, struct lines *out)
{
	size_t n, colons;

	for (; s.n && out->lines < MAX_LINES; s = span_skip(s, n + 1)) {
		for (n = colons = 0; n < s.n && s.p[n] >= ' ' && s.p[n] != 0x7f; n++)
			colons += s.p[n] == ':';
		if (colons != 6)
			continue;
		put(out, (struct span){ s.p, n });
		end_field(out, '\n');
		out->lines++;
	}
}

static struct span
shown(struct inspection *in, const struct row *r)
{
	struct span s = see_join(in, r->field[F_NAME], span_of(": "), r->field[F_ID]);

	s = see_join(in, s, span_of(", "), r->field[F_HOME]);
	return see_join(in, s, span_of(", "), r->field[F_SHELL]);
}

static void
look_at(struct inspection *in, const struct roster *all, struct span path, const struct row *r, bool live)
{
	const struct member *m = roster_named(all, r->field[F_NAME]);

	if (!m)
		say_grant(in, r->field[F_NAME], "cached", path, 0, shown(in, r));
	if (r->id == 0 && !span_is(r->field[F_NAME], "root") && (!m || m->uid != 0))
		say(in, live ? ACCOUNT_SECOND_ROOT : ACCOUNT_COPY_TELLS, path, 0, shown(in, r));
	else if (m && (m->uid != r->id || !span_equal(m->home, r->field[F_HOME]) ||
	    !span_equal(m->shell, r->field[F_SHELL])))
		say(in, ACCOUNT_CHANGED, path, 0, shown(in, r));
}

/* Is the source asked for accounts?  nsswitch.conf(5): "passwd: files db". */
static bool
asked(struct inspection *in, const char *service)
{
	struct span path = span_of("/etc/nsswitch.conf"), text, line, rest, word;
	struct vstat st;

	if (see_stat(in, path, &st) != VIEW_OK || see_file(in, path, &text) != VIEW_OK)
		return false;
	while (span_line(&text, &line)) {
		if (!span_is(span_trim(span_before(line, ':')), "passwd"))
			continue;
		rest = span_after(span_before(line, '#'), ':');
		while (span_field(&rest, " \t\r", &word))
			if (span_is(word, service))
				return true;
	}
	return false;
}

static void
look_in(struct inspection *in, const struct roster *all, const char *file, const char *service,
    void (*read)(struct span, struct lines *))
{
	struct span path = span_of(file), bytes;
	struct lines out = { 0 };
	struct table t;
	struct vstat st;
	bool live;

	if (see_stat(in, path, &st) != VIEW_OK || st.kind != V_FILE || st.size == 0)
		return;
	if (st.size > MAX_CACHE) {
		say_gap(in, path, "a larger cache of accounts than is read");
		return;
	}
	if (see_table(in, path, &bytes) != VIEW_OK)
		return;
	/* An answer's texts and the numbers in words are no longer than its header and they. */
	out.room = bytes.n + 1;
	out.p = see_room(in, out.room, 1);
	read(bytes, &out);
	if (out.lines == MAX_LINES)
		say_gap(in, path, "more cached accounts than are looked at");
	table_read_text(in, &t, path, (struct span){ out.p, out.n }, 7);
	live = service && asked(in, service);
	for (size_t i = 0; i < t.n; i++)
		/* By name and by number, old and new: an answer may stand there more than once. */
		if (span_decimal(t.by_name[i]->field[F_ID], &(uint64_t){ 0 }) &&
		    span_decimal(t.by_name[i]->field[F_GID], &(uint64_t){ 0 }) &&
		    (i == 0 || !span_equal(t.by_name[i]->line, t.by_name[i - 1]->line)))
			look_at(in, all, path, t.by_name[i], live);
}

void
cached_look(struct inspection *in, const struct roster *all)
{
	static const struct {
		const char	*file, *service;	/* in nsswitch.conf; NULL: nobody asks it by that */
		void		(*read)(struct span, struct lines *);
	} caches[] = {
		{ "/var/cache/nscd/passwd", NULL, of_nscd }, { "/var/db/nscd/passwd", NULL, of_nscd },
		{ "/var/db/passwd.db", "db", of_database }, { "/var/lib/misc/passwd.db", "db", of_database },
		{ "/etc/passwd.cache", "cache", of_database },
		{ "/etc/oslogin_passwd.cache", "cache_oslogin", of_database },
	};

	for (size_t i = 0; i < sizeof caches / sizeof *caches; i++)
		look_in(in, all, caches[i].file, caches[i].service, caches[i].read);
}
