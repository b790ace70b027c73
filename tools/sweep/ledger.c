/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ledger - what does the ledger say of this node, when its maker may have lied? */
#include <string.h>
#include <sys/stat.h>

#include "ledger.h"

static uint32_t
at_most(uint32_t n, uint32_t most)
{
	return n < most ? n : most;
}

uint32_t
ledger_count(const struct ledger *l)
{
	return at_most(l->made->nodes, MAX_LEDGER_NODES);
}

uint32_t
ledger_find(const struct ledger *l, uint64_t fs, uint64_t ino)
{
	uint32_t low = 0, count = ledger_count(l), high = count, middle;
	const struct ledger_node *n;

	while (low < high) {
		middle = low + (high - low) / 2;
		n = &l->made->node[middle];
		if (n->fs < fs || (n->fs == fs && n->ino < ino))
			low = middle + 1;
		else
			high = middle;
	}
	n = &l->made->node[low];
	return low < count && n->fs == fs && n->ino == ino ? low : LEDGER_NONE;
}

void
ledger_stat(const struct ledger *l, uint32_t node, struct vstat *st)
{
	const struct ledger_node *n = &l->made->node[node];

	*st = (struct vstat){
		.kind = S_ISREG(n->mode) ? V_FILE : S_ISDIR(n->mode) ? V_DIR :
		    S_ISLNK(n->mode) ? V_LINK : V_OTHER,
		.mode = n->mode, .uid = n->uid, .gid = n->gid, .nlink = n->nlink,
		.ino = n->ino, .size = n->size, .dev = n->dev, .fs = n->fs,
		.mtime = { n->mtime, n->mtime_ns }, .atime = { n->atime, n->atime_ns },
		.ctime = { n->ctime, n->ctime_ns }, .btime = { n->btime, n->btime_ns },
		.has_btime = n->flags & NODE_BTIME, .immutable = n->flags & NODE_IMMUTABLE,
	};
}

enum ledger_kind
ledger_kind(const struct ledger *l, uint32_t node)
{
	uint8_t kind = l->digests ? l->digests->read[node].kind : KIND_UNKNOWN;

	return kind < KIND_COUNT ? (enum ledger_kind)kind : KIND_UNKNOWN;
}

enum ledger_state
ledger_state(const struct ledger *l, uint32_t node)
{
	uint8_t state = l->digests ? l->digests->read[node].state : STATE_NONE;

	return state < STATE_COUNT ? (enum ledger_state)state : STATE_NONE;
}

int
ledger_xattr(const struct ledger *l, uint32_t node, view_each_xattr *each, void *arg)
{
	const struct ledger_node *n = &l->made->node[node];
	uint32_t all = at_most(l->made->text_n, MAX_LEDGER_TEXT), length;
	struct span rest, name, value;
	int r = VIEW_OK;

	if (n->xattrs > all || n->xattrs_n > all - n->xattrs)
		return VIEW_BROKEN;
	rest = (struct span){ l->made->text + n->xattrs, n->xattrs_n };
	while (rest.n && r == VIEW_OK) {
		if (!span_has(rest, '\0') || !span_column(&rest, '\0', &name) ||
		    rest.n < sizeof length)
			return VIEW_BROKEN;
		memcpy(&length, rest.p, sizeof length);
		rest = span_skip(rest, sizeof length);
		if (length > rest.n)
			return VIEW_BROKEN;
		value = (struct span){ rest.p, length };
		rest = span_skip(rest, length);
		r = each(arg, name, value);
	}
	return r == VIEW_OK && n->flags & NODE_XATTRS_CUT ? VIEW_LIMIT : r;
}

static const unsigned char *
digest_of(const struct ledger_digests *d, uint32_t node, enum hash kind)
{
	switch (kind) {
	case HASH_MD5:
		return d->md5[node];
	case HASH_SHA1:
		return d->sha1[node];
	case HASH_SHA256:
		return d->sha256[node];
	case HASH_SHA384:
		return d->sha384[node];
	default:
		return d->sha512[node];
	}
}

/* A directory of the running kernel may have changed since it was swept. */
static bool
same(const struct ledger_node *n, const struct vstat *st)
{
	return S_ISREG(n->mode) && n->size == st->size &&
	    n->ctime == st->ctime.s && n->ctime_ns == st->ctime.ns;
}

uint32_t
ledger_known(const struct ledger *l, const struct vstat *st)
{
	uint32_t i = l && l->digests ? ledger_find(l, st->fs, st->ino) : LEDGER_NONE;

	return i != LEDGER_NONE && same(&l->made->node[i], st) ? i : LEDGER_NONE;
}

int
ledger_digest(const struct ledger *l, const struct vstat *st, enum hash kind, char hex[HASH_HEX])
{
	uint32_t i = ledger_known(l, st);
	const struct ledger_read *read;

	if (i == LEDGER_NONE)
		return VIEW_ABSENT;
	read = &l->digests->read[i];
	if (read->state == STATE_BROKEN)
		return VIEW_BROKEN;
	if (read->state == STATE_LIMIT)
		return VIEW_LIMIT;
	if (read->state != STATE_HASHED || !(read->hashes & 1U << kind))
		return VIEW_ABSENT;
	hash_hex(digest_of(l->digests, i, kind), hash_size(kind), hex);
	return VIEW_OK;
}

static uint32_t
good_name(const struct ledger *l, uint32_t name)
{
	return name < at_most(l->made->names, MAX_LEDGER_NODES) ? name : LEDGER_NONE;
}

uint32_t
ledger_name(const struct ledger *l, uint32_t node)
{
	return good_name(l, l->made->node[node].name);
}

/* Names of one node stand in falling order, so that they end. */
uint32_t
ledger_next(const struct ledger *l, uint32_t name)
{
	uint32_t next = l->made->name[name].next;

	return next < name ? good_name(l, next) : LEDGER_NONE;
}

static struct span
name_text(const struct ledger *l, const struct ledger_name *name)
{
	uint32_t all = at_most(l->made->text_n, MAX_LEDGER_TEXT);

	if (name->n == 0 || name->n > MAX_NAME || name->text > all || name->n > all - name->text)
		return SPAN_NONE;
	return (struct span){ l->made->text + name->text, name->n };
}

struct span
ledger_path(const struct ledger *l, uint32_t name, unsigned char buf[MAX_PATH + 1])
{
	uint32_t count = ledger_count(l);
	size_t at = MAX_PATH + 1;
	const struct ledger_name *n;
	struct span text;

	for (unsigned depth = 0; depth < MAX_DEPTH; depth++) {
		if (good_name(l, name) == LEDGER_NONE)
			return SPAN_NONE;
		n = &l->made->name[name];
		text = name_text(l, n);
		if (!text.n || text.n + 1 > at || n->parent >= count)
			return SPAN_NONE;
		at -= text.n;
		memcpy(buf + at, text.p, text.n);
		buf[--at] = '/';
		if (n->parent == l->made->root)
			return (struct span){ buf + at, MAX_PATH + 1 - at };
		name = l->made->node[n->parent].name;
	}
	return SPAN_NONE;
}

const char *
ledger_kind_name(enum ledger_kind kind)
{
	static const char *const names[KIND_COUNT] = {
		"unknown", "empty", "elf", "script", "pe", "java", "text", "packed", "archive", "data",
	};

	return names[kind];
}
