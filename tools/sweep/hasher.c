/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hasher - what is the digest of each file in these chunks? */
#include <stdio.h>
#include <string.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "hasher.h"

#define TELL_EVERY	((uint64_t)64 << 20)	/* bytes between two progress records */
#define TELL_FILES	20000			/* or files */
#define MAX_NAMED	64			/* files on bad sectors told one by one */

void
hasher_open(struct hashing *h, const struct sweep *sweep, const struct ledger_made *made,
    struct ledger_digests *digests, int out)
{
	*h = (struct hashing){ .sweep = sweep, .made = made, .digests = digests, .out = out };
	for (int kind = 0; kind < HASH_KINDS; kind++)
		if (kind == HASH_SHA256 || sweep->hashes & 1U << kind)
			h->hasher[kind] = hash_open((enum hash)kind);
}

void
hasher_tell(struct hashing *h, bool always)
{
	if (!always && h->bytes - h->told_bytes < TELL_EVERY && h->files - h->told_files < TELL_FILES)
		return;
	h->told_bytes = h->bytes;
	h->told_files = h->files;
	record_write(h->out, RECORD_PROGRESS, json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I}",
	    "files", (json_int_t)h->files, "bytes", (json_int_t)(h->bytes & INT64_MAX),
	    "typed", (json_int_t)h->typed, "typed_bytes", (json_int_t)(h->typed_bytes & INT64_MAX),
	    "read", (json_int_t)h->read, "seeks", (json_int_t)h->seeks,
	    "back", (json_int_t)h->back));
}

void
hasher_close(struct hashing *h)
{
	const struct ledger l = { .made = h->made };
	unsigned char buf[MAX_PATH + 1];
	char why[96], hex[HASH_HEX];

	for (int t = 0; t < TROUBLES; t++) {
		static const char *const words[TROUBLES] = {
			[TROUBLE_BROKEN] = "the file's bytes cannot be read",
			[TROUBLE_LIMIT] = "the file has more zeros or pieces than are read",
		};
		struct span path = SPAN_NONE;
		json_t *body;

		if (!h->trouble[t].count)
			continue;
		if (h->trouble[t].count > 1)
			snprintf(why, sizeof why, "%s, and %llu more like it", words[t],
			    (unsigned long long)h->trouble[t].count - 1);
		else
			snprintf(why, sizeof why, "%s", words[t]);
		body = json_pack("{s:s}", "why", why);
		path = ledger_path(&l, ledger_name(&l, h->trouble[t].first), buf);
		if (path.n)
			json_object_set_new(body, "path", record_text(path, MAX_PATH));
		record_write(h->out, RECORD_GAP, body);
	}
	hasher_tell(h, true);
	for (int kind = 0; kind < HASH_KINDS; kind++)
		if (h->hasher[kind])
			hash_close(h->hasher[kind], hex);
}

/* --- one file --- */

static bool
asked(const struct hashing *h, int kind)
{
	return h->hasher[kind] &&
	    (kind == HASH_SHA256 || h->made->node[h->node].flags & NODE_SUMMED);
}

void
hasher_add(struct hashing *h, const void *bytes, size_t n)
{
	for (int kind = 0; kind < HASH_KINDS; kind++)
		if (asked(h, kind))
			hash_add(h->hasher[kind], bytes, n);
	h->bytes += n;
	hasher_tell(h, false);
}

static unsigned char *
digest_at(struct ledger_digests *d, uint32_t i, enum hash kind)
{
	switch (kind) {
	case HASH_MD5:
		return d->md5[i];
	case HASH_SHA1:
		return d->sha1[i];
	case HASH_SHA256:
		return d->sha256[i];
	case HASH_SHA384:
		return d->sha384[i];
	default:
		return d->sha512[i];
	}
}

/* A file that lies on a bad sector, while there are few of them.  False: to be counted only. */
static bool
name_sick(struct hashing *h)
{
	const struct ledger l = { .made = h->made };
	unsigned char buf[MAX_PATH + 1];
	struct span path = ledger_path(&l, ledger_name(&l, h->node), buf);
	char why[96];

	if (h->bad.last == MEDIUM_NOT_BAD || h->named == MAX_NAMED || !path.n)
		return false;
	h->named++;
	snprintf(why, sizeof why, "the file cannot be read: its disk fails at sector %llu",
	    (unsigned long long)(h->bad.last / MEDIUM_SECTOR));
	record_write(h->out, RECORD_GAP, json_pack("{s:o, s:s}",
	    "path", record_text(path, MAX_PATH), "why", why));
	return true;
}

static void
settle(struct hashing *h, enum ledger_state state)
{
	struct ledger_read *read = &h->digests->read[h->node];
	enum trouble t = state == STATE_BROKEN ? TROUBLE_BROKEN : TROUBLE_LIMIT;
	unsigned char raw[HASH_BYTES];

	read->hashes = 0;
	for (int kind = 0; kind < HASH_KINDS; kind++) {
		if (!asked(h, kind))
			continue;
		hash_take(h->hasher[kind], raw);	/* and ready for the next file */
		if (state != STATE_HASHED)
			continue;
		memcpy(digest_at(h->digests, h->node, (enum hash)kind), raw, hash_size((enum hash)kind));
		read->hashes |= (uint8_t)(1U << kind);
	}
	read->state = (uint8_t)state;
	h->files++;
	if (state == STATE_TYPED) {
		h->typed++;
		h->typed_bytes += h->made->node[h->node].size;
	} else if (state != STATE_HASHED && !(t == TROUBLE_BROKEN && name_sick(h)) &&
	    h->trouble[t].count++ == 0)
		h->trouble[t].first = h->node;
	hasher_tell(h, false);
}

static void
file(struct hashing *h, uint32_t i, hasher_read *head, hasher_read *body)
{
	const struct ledger_node *node = &h->made->node[i];
	enum ledger_kind kind;
	int r = VIEW_OK;

	h->node = i;
	h->head_n = 0;
	h->bad.last = MEDIUM_NOT_BAD;
	if (node->flags & (NODE_BROKEN | NODE_LIMIT)) {
		settle(h, node->flags & NODE_BROKEN ? STATE_BROKEN : STATE_LIMIT);
		return;
	}
	if (node->flags & NODE_LARGE) {
		r = head(h);
		kind = kind_by_head((struct span){ h->head, h->head_n });
		h->digests->read[i].kind = (uint8_t)kind;
		if (r != VIEW_OK || !kind_runs(kind)) {
			settle(h, r == VIEW_OK ? STATE_TYPED : STATE_BROKEN);
			return;
		}
		h->head_n = 0;
	}
	if (node->flags & NODE_SPARSE)
		r = VIEW_LIMIT;
	else if (node->size)
		r = body(h);
	h->digests->read[i].kind = (uint8_t)kind_by_head((struct span){ h->head, h->head_n });
	settle(h, r == VIEW_OK ? STATE_HASHED : r == VIEW_LIMIT ? STATE_LIMIT : STATE_BROKEN);
}

void
hasher_head(struct hashing *h, const void *bytes, size_t n)
{
	if (n > sizeof h->head - h->head_n)
		n = sizeof h->head - h->head_n;
	if (n)
		memcpy(h->head + h->head_n, bytes, n);
	h->head_n += n;
}

/* --- chunks --- */

void
hasher_chunk(struct hashing *h, uint32_t chunk, hasher_read *head, hasher_read *body)
{
	const struct ledger_made *made = h->made;
	uint32_t from = made->chunk[chunk], to, i;

	to = chunk + 1 < made->chunks && chunk + 1 < MAX_LEDGER_CHUNKS ? made->chunk[chunk + 1] : made->ordered;
	if (to > MAX_LEDGER_NODES)
		to = MAX_LEDGER_NODES;
	for (h->at = from; h->at < to; h->at++) {
		i = made->order[h->at];
		/* A file that a lying plan names again was read already. */
		if (i < MAX_LEDGER_NODES && h->digests->read[i].state == STATE_NONE)
			file(h, i, head, body);
	}
}
