/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rpm_header - what does one package's header say, and who signed it?
 *
 * Format and checks of it: librpm's header.c.  The signature is over the magic
 * of headers and the immutable region as it stood in the package file.  What
 * rpm adds at installation stands behind the region and may replace tags of
 * it, so a signed header is read again from the region alone.
 */
#include <limits.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/header.h>
#include <rpm/rpmbase64.h>
#include <rpm/rpmtag.h>
#include <rpm/rpmtd.h>

#include "../lib/die.h"
#include "../lib/hash.h"
#include "rpm.h"

#define TAG_OPENPGP	278	/* rpm 6: any number of signatures, in base64 */

/* One list of the tag's elements, each a string or a number. */
struct list {
	struct rpmtd_s	td;
	size_t		n;	/* 0: absent, or of another type or length than it must be */
};

enum { BASE, DIR, DIR_OF, MODE, FLAGS, VERIFY, DIGEST, TARGET, USER, GROUP, CAPS, LANGS, OLD, LISTS };

static const struct {
	rpmTagVal	tag;
	rpmTagType	type;
} lists[LISTS] = {
	[BASE] = { RPMTAG_BASENAMES, RPM_STRING_ARRAY_TYPE },
	[DIR] = { RPMTAG_DIRNAMES, RPM_STRING_ARRAY_TYPE },
	[DIR_OF] = { RPMTAG_DIRINDEXES, RPM_INT32_TYPE },
	[MODE] = { RPMTAG_FILEMODES, RPM_INT16_TYPE },
	[FLAGS] = { RPMTAG_FILEFLAGS, RPM_INT32_TYPE },
	[VERIFY] = { RPMTAG_FILEVERIFYFLAGS, RPM_INT32_TYPE },
	[DIGEST] = { RPMTAG_FILEDIGESTS, RPM_STRING_ARRAY_TYPE },
	[TARGET] = { RPMTAG_FILELINKTOS, RPM_STRING_ARRAY_TYPE },
	[USER] = { RPMTAG_FILEUSERNAME, RPM_STRING_ARRAY_TYPE },
	[GROUP] = { RPMTAG_FILEGROUPNAME, RPM_STRING_ARRAY_TYPE },
	[CAPS] = { RPMTAG_FILECAPS, RPM_STRING_ARRAY_TYPE },
	[LANGS] = { RPMTAG_FILELANGS, RPM_STRING_ARRAY_TYPE },
	[OLD] = { RPMTAG_OLDFILENAMES, RPM_STRING_ARRAY_TYPE },
};

struct rpm_header {
	Header		h;		/* read from here */
	enum seal	seal;
	char		key[KEY_ID_HEX];
	unsigned char	sha256[32];	/* of the immutable region, when there is one */
	bool		hashed;
	struct list	list[LISTS];
	struct rpmtd_s	one;		/* the last text or number asked for */
};

/* An answer that stands against all others, or adds to them. */
static void
note(struct rpm_header *x, enum seal seal, const char *id)
{
	static const int rank[] = {
		[SEAL_NONE] = 0, [SEAL_STRANGER] = 1, [SEAL_SPENT] = 2, [SEAL_BAD] = 3, [SEAL_GOOD] = 4,
	};

	if (rank[seal] < rank[x->seal])
		return;
	x->seal = seal;
	memcpy(x->key, id, KEY_ID_HEX);
}

static void
check_one(struct rpm_header *x, const struct keyring *keys, struct span signature,
    const struct rpmtd_s *region)
{
	const struct span over[] = {
		{ rpm_header_magic, sizeof rpm_header_magic }, { region->data, region->count },
	};
	char id[KEY_ID_HEX];
	enum seal seal = keys_check(keys, signature, over, sizeof over / sizeof *over, id);

	note(x, seal, id);
}

/* Where rpm keeps signatures over the header alone; those over the payload too prove nothing here. */
static void
check_all(struct rpm_header *x, const struct keyring *keys, const struct rpmtd_s *region)
{
	static const rpmTagVal tags[] = { RPMTAG_RSAHEADER, RPMTAG_DSAHEADER };
	struct rpmtd_s td;
	const char *word;
	void *raw;
	size_t n;

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		if (headerGet(x->h, tags[i], &td, HEADERGET_MINMEM) && td.type == RPM_BIN_TYPE)
			check_one(x, keys, (struct span){ td.data, td.count }, region);
		rpmtdFreeData(&td);
	}
	if (headerGet(x->h, TAG_OPENPGP, &td, HEADERGET_MINMEM) && td.type == RPM_STRING_ARRAY_TYPE)
		while ((word = rpmtdNextString(&td)))
			if (rpmBase64Decode(word, &raw, &n) == 0) {
				check_one(x, keys, (struct span){ raw, n }, region);
				free(raw);
			}
	rpmtdFreeData(&td);
}

static Header
import(const void *bytes, size_t n)
{
	/* Copied, so what librpm does to its bytes does not reach ours. */
	return n >= 8 && n <= INT_MAX ?
	    headerImport((void *)(uintptr_t)bytes, (unsigned)n, HEADERIMPORT_COPY) : NULL;
}

static bool
check(struct rpm_header *x, const struct keyring *keys)
{
	struct rpmtd_s region;
	Header sealed;
	bool ok = true;

	if (headerGet(x->h, RPMTAG_HEADERIMMUTABLE, &region, HEADERGET_DEFAULT) &&
	    region.type == RPM_BIN_TYPE) {
		check_all(x, keys, &region);
		x->hashed = EVP_Digest(region.data, region.count, x->sha256, NULL, EVP_sha256(), NULL);
	}
	if (x->seal == SEAL_GOOD) {
		sealed = import(region.data, region.count);
		headerFree(x->h);
		x->h = sealed;
		ok = sealed != NULL;
	}
	rpmtdFreeData(&region);
	return ok;
}

struct rpm_header *
rpm_header_open(struct span blob, const struct keyring *keys)
{
	struct rpm_header *x = need(1, sizeof *x);

	if (!(x->h = import(blob.p, blob.n)) || !check(x, keys)) {
		rpm_header_close(x);
		return NULL;
	}
	return x;
}

void
rpm_header_close(struct rpm_header *x)
{
	for (size_t i = 0; i < LISTS; i++)
		rpmtdFreeData(&x->list[i].td);
	rpmtdFreeData(&x->one);
	headerFree(x->h);
	free(x);
}

enum seal
rpm_header_seal(const struct rpm_header *x, const char **key)
{
	*key = x->key;
	return x->seal;
}

const unsigned char *
rpm_header_digest(const struct rpm_header *x)
{
	return x->hashed ? x->sha256 : NULL;
}

struct span
rpm_header_text(struct rpm_header *x, uint32_t tag)
{
	rpmtdFreeData(&x->one);
	if (!headerGet(x->h, tag, &x->one, HEADERGET_MINMEM) || x->one.type != RPM_STRING_TYPE ||
	    x->one.count != 1)
		return SPAN_NONE;
	return span_of(x->one.data);
}

bool
rpm_header_number(struct rpm_header *x, uint32_t tag, uint32_t *n)
{
	rpmtdFreeData(&x->one);
	if (!headerGet(x->h, tag, &x->one, HEADERGET_MINMEM) || x->one.type != RPM_INT32_TYPE ||
	    !x->one.count)
		return false;
	memcpy(n, x->one.data, sizeof *n);
	return true;
}

static uint32_t
number(const struct list *l, size_t i, uint32_t otherwise)
{
	uint16_t small;
	uint32_t n;

	if (i >= l->n)
		return otherwise;
	if (l->td.type == RPM_INT16_TYPE) {
		memcpy(&small, (const unsigned char *)l->td.data + i * sizeof small, sizeof small);
		return small;
	}
	memcpy(&n, (const unsigned char *)l->td.data + i * sizeof n, sizeof n);
	return n;
}

static struct span
text(const struct list *l, size_t i)
{
	return i < l->n ? span_of(((const char *const *)l->td.data)[i]) : SPAN_NONE;
}

bool
rpm_header_files(struct rpm_header *x, size_t *n)
{
	size_t dirs;

	for (size_t i = 0; i < LISTS; i++) {
		struct list *l = &x->list[i];

		rpmtdFreeData(&l->td);
		l->n = headerGet(x->h, lists[i].tag, &l->td, HEADERGET_MINMEM) &&
		    l->td.type == lists[i].type ? l->td.count : 0;
	}
	*n = x->list[BASE].n ? x->list[BASE].n : x->list[OLD].n;
	dirs = x->list[DIR].n;
	for (size_t i = 0; i < LISTS; i++)
		if (i != DIR && x->list[i].n != *n && (x->list[i].n || i == MODE))
			return false;
	for (size_t i = 0; x->list[BASE].n && i < *n; i++)
		if (number(&x->list[DIR_OF], i, UINT32_MAX) >= dirs)
			return false;
	return true;
}

void
rpm_header_file(const struct rpm_header *x, size_t i, struct rpm_file *f)
{
	const struct list *l = x->list;

	*f = (struct rpm_file){
		.dir = l[BASE].n ? text(&l[DIR], number(&l[DIR_OF], i, 0)) : SPAN_NONE,
		.base = l[BASE].n ? text(&l[BASE], i) : text(&l[OLD], i),
		.digest = text(&l[DIGEST], i), .target = text(&l[TARGET], i),
		.user = text(&l[USER], i), .group = text(&l[GROUP], i),
		.caps = text(&l[CAPS], i), .langs = text(&l[LANGS], i),
		.mode = number(&l[MODE], i, 0), .flags = number(&l[FLAGS], i, 0),
		.verify = number(&l[VERIFY], i, UINT32_MAX),
	};
}
