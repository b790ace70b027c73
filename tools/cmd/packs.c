/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packs - which of the reference packs that were brought may be believed? */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../deliver/report.h"
#include "../lib/die.h"
#include "../lib/escape.h"
#include "../lib/limits.h"
#include "packs.h"

#define MAX_PACK	((off_t)1 << 30)	/* bytes: sixty thousand packages */

/* Private and read-only: what is checked is what is read later. */
static struct span
map(const char *path)
{
	struct span s = SPAN_NONE;
	struct stat st;
	void *p;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return s;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= MAX_PACK) {
		p = mmap(NULL, (size_t)st.st_size + 1, PROT_READ, MAP_PRIVATE, fd, 0);
		if (p != MAP_FAILED)
			s = (struct span){ p, (size_t)st.st_size };
	}
	close(fd);
	return s;
}

void
brought_open(struct brought *b, const char *file, const char *allowed, bool unsigned_too)
{
	const char *why;

	*b = (struct brought){ .file = file, .bytes = map(file) };
	if (!b->bytes.p)
		die(EX_NOINPUT, "cannot read the reference pack %s", file);
	hash_span(HASH_SHA256, b->bytes, b->sha256);
	why = ours_check(file, b->bytes, PACK_NAMESPACE, allowed, &b->signer);
	b->is_signed = !why;
	if (why && !unsigned_too)
		b->refused = why;
	if ((why = pack_open(&b->pack, b->bytes)))
		b->refused = why;
}

void
brought_close(struct brought *b)
{
	munmap((void *)(uintptr_t)b->bytes.p, b->bytes.n + 1);
}

void
brought_origins(const struct brought *b, char *text, size_t size)
{
	struct pack_package p;
	struct span last = SPAN_NONE;
	size_t at = 0;

	*text = '\0';
	for (uint32_t i = 0; pack_package(&b->pack, i, &p) && size - at > 16; i++) {
		if (span_equal(p.origin, last))
			continue;
		last = p.origin;
		if (at)
			at += (size_t)snprintf(text + at, size - at, "; ");
		escape(p.origin, text + at, size - at);
		at += strlen(text + at);
	}
}

json_t *
brought_tell(const struct brought *b)
{
	char origins[256], made[32];
	json_t *o = json_object();

	json_object_set_new(o, "file", record_text(span_of(b->file), 4 * MAX_PATH));
	json_object_set_new(o, "sha256", json_string(b->sha256));
	json_object_set_new(o, "believed", json_boolean(!b->refused));
	if (b->refused)
		json_object_set_new(o, "why", json_string(b->refused));
	json_object_set_new(o, "signed", json_boolean(b->is_signed));
	if (b->is_signed) {
		json_object_set_new(o, "signer", json_string(b->signer.name));
		json_object_set_new(o, "key", json_string(b->signer.key));
	}
	if (b->pack.made) {
		report_time((time_t)b->pack.made, made);
		brought_origins(b, origins, sizeof origins);
		json_object_set_new(o, "made", json_string(made));
		json_object_set_new(o, "packages", json_integer(pack_packages(&b->pack)));
		json_object_set_new(o, "origin", json_string(origins));
	}
	return o;
}

void
packs_add(struct packs *p, const char *file)
{
	if (p->n == MAX_PACKS)
		die((errno = 0, EX_USAGE), "more than %d reference packs", MAX_PACKS);
	p->file[p->n++] = file;
}

static void
refuse(struct brought *b, struct survey *survey)
{
	char why[256];

	snprintf(why, sizeof why, "the reference pack was refused: %s", b->refused);
	survey_gap(survey, json_pack("{s:o, s:s}", "path",
	    record_text(span_of(b->file), 4 * MAX_PATH), "why", why));
}

void
packs_bring(struct packs *p, const char *allowed, const char *since, struct survey *survey)
{
	char made[32];

	hash_ready();
	for (unsigned int i = 0; i < p->n; i++) {
		struct brought *b = &p->at[i];

		brought_open(b, p->file[i], allowed, p->unsigned_too);
		report_time((time_t)b->pack.made, made);
		if (!b->refused && strncmp(made, since, strlen(since)) < 0)
			b->refused = "it is older than the policy allows";
		if (b->refused)
			refuse(b, survey);
		else
			pack_bring(&b->pack);
	}
}

json_t *
packs_tell(const struct packs *p)
{
	json_t *all = json_array();

	for (unsigned int i = 0; i < p->n; i++)
		json_array_append_new(all, brought_tell(&p->at[i]));
	return all;
}
