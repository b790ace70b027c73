/* SPDX-License-Identifier: GPL-3.0-or-later */
/* say - how does what an inspector says leave the jail? */
#include <assert.h>
#include <stdio.h>

#include "../finding/record.h"
#include "../sweep/ledger.h"
#include "inspection.h"

#define MAX_GAPS	200			/* more of one inspector's would tell no more */
#define MAX_TOLD_OF	20000			/* accounts, rights and packages of one inspector */
#define MAX_ABOUT	512			/* characters of evidence shown with a finding */
#define MAX_WHERE	(4 * MAX_PATH)		/* a path, were every byte escaped */
#define MAX_HASHED	((uint64_t)4 << 30)	/* bytes read again for findings' digests */

static const char *const outcome_name[] = { "done", "nothing", "partial" };
static const char *const when_name[] = {
	"boot", "kernel", "initramfs", "boot", "event", "timer", "login", "program", "package",
	"shutdown"
};
static const char *const kind_name[] = { "file", "directory", "link", "other" };

static bool
claimed(const struct inspector *who, enum finding f)
{
	const enum finding *may = who->may;

	while (*may != FINDING_COUNT && *may != f)
		may++;
	return *may == f;
}

static json_t *
when(struct vtime t)
{
	return json_pack("[I, I]", (json_int_t)t.s, (json_int_t)t.ns);
}

static void
tell_content(struct inspection *in, struct node node, const struct vstat *st, bool read, json_t *file)
{
	unsigned char target[MAX_LINK + 1];
	char hex[HASH_HEX];
	size_t got;

	if (st->kind == V_LINK && node_link(node, target, sizeof target, &got) == VIEW_OK)
		json_object_set_new(file, "target",
		    record_text((struct span){ target, got }, MAX_WHERE));
	if (st->kind != V_FILE)
		return;
	if (ledger_digest(node.view->ledger, st, HASH_SHA256, hex) != VIEW_OK) {
		if (!read || st->size > MAX_HASHED - in->hashed)
			return;
		in->hashed += st->size;
		if (inspection_digest(in, node, st, HASH_SHA256, hex) != VIEW_OK)
			return;
	}
	json_object_set_new(file, "sha256", json_string(hex));
}

/* What a file looks like now, read for its digest if need be; NULL when it is not there. */
static json_t *
file_facts(struct inspection *in, struct span path, bool read)
{
	struct node node;
	struct vstat st;
	char mode[12];
	json_t *file;

	if (tree_find(in->tree, path, TREE_NOFOLLOW, &node) != VIEW_OK ||
	    node_stat(node, &st) != VIEW_OK)
		return NULL;
	snprintf(mode, sizeof mode, "%06o", st.mode & 0177777U);
	file = json_pack("{s:s, s:I, s:s, s:I, s:I, s:I, s:o, s:o, s:o}",
	    "kind", kind_name[st.kind], "ino", (json_int_t)(st.ino & INT64_MAX), "mode", mode,
	    "uid", (json_int_t)st.uid, "gid", (json_int_t)st.gid,
	    "size", (json_int_t)(st.size & INT64_MAX),
	    "mtime", when(st.mtime), "atime", when(st.atime), "ctime", when(st.ctime));
	if (st.has_btime)
		json_object_set_new(file, "btime", when(st.btime));
	tell_content(in, node, &st, read, file);
	return file;
}

/* Where it is written; the databases are opened for lines of settings alone. */
static void
set_line(struct inspection *in, json_t *body, struct span path, unsigned line)
{
	if (!line)
		return;
	json_object_set_new(body, "line", json_integer(line));
	if ((in->truth_asked || span_starts(path, "/etc/")) &&
	    see_line(in, path, line) == LINE_ADDED)
		json_object_set_new(body, "added", json_true());
}

void
say(struct inspection *in, enum finding f, struct span path, unsigned line, struct span about)
{
	json_t *body, *file;

	assert(claimed(in->who, f));
	if (in->said == MAX_FINDINGS) {
		say_gap(in, path, "more findings than are kept");
		return;
	}
	in->said++;
	body = json_pack("{s:s, s:o}", "name", finding_text[f].name,
	    "path", record_text(path, MAX_WHERE));
	set_line(in, body, path, line);
	if (about.n)
		json_object_set_new(body, "about", record_text(about, MAX_ABOUT));
	if ((file = file_facts(in, path, true)))
		json_object_set_new(body, "file", file);
	record_write(in->out, RECORD_FINDING, body);
}

static void
set_text(json_t *body, const char *key, struct span text, size_t most)
{
	if (text.n)
		json_object_set_new(body, key, record_text(text, most));
}

void
say_autorun(struct inspection *in, const struct runs *r)
{
	json_t *body = json_pack("{s:s, s:o, s:s, s:s, s:s}", "source", r->source,
	    "path", record_text(r->path, MAX_WHERE), "written", r->written,
	    "when", when_name[r->when], "truth", r->truth);

	set_line(in, body, r->path, r->line);
	set_text(body, "user", r->user, MAX_ABOUT);
	set_text(body, "command", r->command, MAX_ABOUT);
	set_text(body, "via", r->via, MAX_WHERE);
	if (r->via.n && r->via_line) {
		json_object_set_new(body, "via_line", json_integer(r->via_line));
		if (see_line(in, r->via, r->via_line) == LINE_ADDED)
			json_object_set_new(body, "via_added", json_true());
	}
	set_text(body, "object", r->object, MAX_WHERE);
	set_text(body, "package", r->package, MAX_ABOUT);
	record_write(in->out, RECORD_AUTORUN, body);
}

void
say_file(struct inspection *in, struct span path, const char *truth, struct span package)
{
	json_t *body, *file = file_facts(in, path, false);

	if (!file)
		return;
	body = json_pack("{s:o, s:s, s:o}", "path", record_text(path, MAX_WHERE), "truth", truth,
	    "file", file);
	set_text(body, "package", package, MAX_ABOUT);
	record_write(in->out, RECORD_FILE, body);
}

void
say_login(struct inspection *in, const struct login *l)
{
	json_t *body = json_pack("{s:o, s:[I, i], s:o}", "account", record_text(l->account, MAX_ABOUT),
	    "at", (json_int_t)l->at, 0, "path", record_text(l->path, MAX_WHERE));

	json_object_set_new(body, "how", json_string(l->how));
	set_text(body, "records", l->records, MAX_ABOUT);
	set_text(body, "from", l->from, MAX_ABOUT);
	set_text(body, "terminal", l->terminal, MAX_ABOUT);
	record_write(in->out, RECORD_LOGIN, body);
}

void
say_seen(struct inspection *in, const struct seen *s)
{
	json_t *body = json_pack("{s:o, s:o, s:o, s:I}", "machine", record_text(s->machine, MAX_ABOUT),
	    "how", record_text(s->how, MAX_ABOUT), "path", record_text(s->path, MAX_WHERE),
	    "times", (json_int_t)s->times);

	set_text(body, "account", s->account, MAX_ABOUT);
	record_write(in->out, RECORD_SEEN, body);
}

void
say_source(struct inspection *in, const char *name, size_t entries)
{
	record_write(in->out, RECORD_SOURCE, json_pack("{s:s, s:I}", "name", name,
	    "entries", (json_int_t)entries));
}

static bool
room_to_tell(struct inspection *in, struct span path)
{
	if (in->told_of == MAX_TOLD_OF)
		say_gap(in, path, "more accounts, rights and packages than are told");
	return in->told_of < MAX_TOLD_OF && ++in->told_of;
}

void
say_package(struct inspection *in, const struct truth_package *p)
{
	if (room_to_tell(in, p->database))
		record_write(in->out, RECORD_PACKAGE, json_pack("{s:o, s:o, s:o, s:o}",
		    "name", record_text(p->name, MAX_ABOUT), "version", record_text(p->version, MAX_ABOUT),
		    "arch", record_text(p->arch, MAX_ABOUT), "path", record_text(p->database, MAX_WHERE)));
}

void
say_account(struct inspection *in, const struct entrant *e)
{
	json_t *body;

	if (!room_to_tell(in, e->path))
		return;
	body = json_pack("{s:o, s:I, s:I, s:s, s:o}", "name", record_text(e->name, MAX_ABOUT),
	    "uid", (json_int_t)e->uid, "gid", (json_int_t)e->gid, "password", e->password,
	    "path", record_text(e->path, MAX_WHERE));
	if (e->line)
		json_object_set_new(body, "line", json_integer(e->line));
	set_text(body, "home", e->home, MAX_WHERE);
	set_text(body, "shell", e->shell, MAX_WHERE);
	set_text(body, "password_path", e->secret, MAX_WHERE);
	if (e->secret_line)
		json_object_set_new(body, "password_line", json_integer(e->secret_line));
	record_write(in->out, RECORD_ACCOUNT, body);
}

void
say_grant(struct inspection *in, struct span to, const char *kind, struct span path, unsigned line,
    struct span about)
{
	json_t *body;

	if (!room_to_tell(in, path))
		return;
	body = json_pack("{s:o, s:s, s:o}", "to", record_text(to, MAX_ABOUT), "kind", kind,
	    "path", record_text(path, MAX_WHERE));
	set_line(in, body, path, line);
	set_text(body, "about", about, MAX_ABOUT);
	record_write(in->out, RECORD_GRANT, body);
}

void
say_gap(struct inspection *in, struct span path, const char *why)
{
	json_t *body;

	if (++in->gaps > MAX_GAPS)
		return;
	body = json_pack("{s:s}", "why", why);
	if (path.n)
		json_object_set_new(body, "path", record_text(path, MAX_WHERE));
	record_write(in->out, RECORD_GAP, body);
}

void
inspect(const struct inspector *who, const struct tree *tree, int out)
{
	struct inspection in = {
		.who = who, .tree = tree, .whole = tree, .out = out, .arena.ceiling = MAX_ARENA,
	};
	enum outcome how = who->look(&in);

	if (in.gaps)
		how = PARTIAL;
	record_write(out, RECORD_COVERED, json_pack("{s:s, s:I, s:I}", "how", outcome_name[how],
	    "files", (json_int_t)in.files, "bytes", (json_int_t)in.bytes));
	arena_free(&in.arena);
}
