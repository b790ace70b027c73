/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_sweep - what does each volume hold, byte for byte? */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "../finding/record.h"
#include "../lib/die.h"
#include "../sweep/sweep.h"
#include "sight.h"
#include "summed.h"

#define MOST_DATA	((uint64_t)16 << 20)	/* of one data file: a database or a disk image is larger */

struct sweeping;

/* One volume. */
struct swept {
	struct sweeping		*all;
	json_int_t		 id;
	struct sight		 sight;
	struct sweep		 sweep;
	struct ledger_made	*made;		/* in the surveyor: its to write */
	struct ledger_digests	*digests;	/* in a hasher */
	struct ledger		*ledger;
	int			 made_fd, digests_fd;
	bool			 directory;
};

/* One hashing child. */
struct hand {
	struct swept		*of;
	bool			 viewed;	/* reads through a view */
	json_int_t		 files, bytes, typed, typed_bytes;
};

struct sweeping {
	struct examination	*e;
	struct swept		*volume;
	size_t			 n;
	struct hand		*hand;
	size_t			 hands;
	uint64_t		 files, bytes;	/* planned */
	double			 began;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- memory that children write, one set of them after the other, and all read later --- */

static int
memory_new(size_t size)
{
	int fd = memfd_create("ledger", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd == -1 || ftruncate(fd, (off_t)size) == -1)
		die(EX_OSERR, "no memory for a ledger");
	return fd;
}

static void *
memory_write(int fd, size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd, 0);

	if (p == MAP_FAILED)
		die(EX_OSERR, "a ledger cannot be mapped");
	return p;
}

/* Private, for kernels before 6.7 map no sealed memory shared; what is never written is no copy. */
static const void *
memory_seal(int fd, size_t size)
{
	const void *p;

	if (fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == -1 ||
	    (p = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_NORESERVE, fd, 0)) == MAP_FAILED)
		die(EX_OSERR, "a ledger cannot be sealed");
	close(fd);
	return p;
}

/* --- in the children --- */

static void
open_survey(void *arg, struct child *c)
{
	struct swept *v = arg;

	v->made = memory_write(c->memory, sizeof *v->made);
	sight_open(&v->sight, c);
}

static void
survey(void *arg, int out)
{
	struct swept *v = arg;
	const char *trouble;

	if (sight_view(&v->sight, &trouble) != VIEW_OK)
		die((errno = 0, EX_DATAERR), "no view");	/* it had one a stage ago: lost */
	sweep_survey(&v->sweep, &v->sight.view, v->made, out);
	summed_choose(&v->sight.view, v->made);
	sight_tell_bad(&v->sight, out);
}

static void
open_hand(void *arg, struct child *c)
{
	struct hand *h = arg;

	h->of->digests = memory_write(c->memory, sizeof *h->of->digests);
	sight_open(&h->of->sight, c);
}

static void
hash(void *arg, int out)
{
	struct hand *h = arg;
	struct swept *v = h->of;
	const char *trouble;

	if (!h->viewed)
		sweep_device(&v->sweep, v->sight.fd, v->ledger->made, v->digests, out);
	else if (sight_view(&v->sight, &trouble) != VIEW_OK)
		die((errno = 0, EX_DATAERR), "no view");
	else
		sweep_viewed(&v->sweep, &v->sight.view, v->ledger->made, v->digests, out);
}

/* --- in the parent --- */

static void
progress(const struct sweeping *s)
{
	double seconds = now() - s->began, rate;
	json_int_t files = 0, bytes = 0;
	char text[128], left[32] = "";

	if (!s->e->progress)
		return;
	for (size_t i = 0; i < s->hands; i++) {
		files += s->hand[i].files;
		bytes += s->hand[i].bytes;
	}
	rate = seconds > 0 ? (double)bytes / seconds : 0;
	if (rate > 0 && s->bytes > (uint64_t)bytes)
		snprintf(left, sizeof left, ", %.0f s left", ((double)s->bytes - (double)bytes) / rate);
	snprintf(text, sizeof text, "sweep: %lld of %llu files, %lld of %llu MB, %.0f MB/s%s",
	    (long long)files, (unsigned long long)s->files, (long long)bytes / 1000000,
	    (unsigned long long)s->bytes / 1000000, rate / 1e6, left);
	s->e->progress(text);
}

static const char *
hear(struct swept *v, struct hand *h, struct span line)
{
	const char *why = NULL;
	json_t *body;
	enum record kind = record_read(line, &body, &why);

	if (kind == RECORD_COUNT)
		return why;
	if (kind == RECORD_GAP) {
		json_object_set_new(body, "volume", json_integer(v->id));
		survey_gap(v->all->e->survey, json_incref(body));
	} else if (kind == RECORD_PROGRESS && h) {
		h->files = json_integer_value(json_object_get(body, "files"));
		h->bytes = json_integer_value(json_object_get(body, "bytes"));
		h->typed = json_integer_value(json_object_get(body, "typed"));
		h->typed_bytes = json_integer_value(json_object_get(body, "typed_bytes"));
		progress(v->all);
	} else
		why = "a record that has no place here";
	json_decref(body);
	return why;
}

static const char *
hear_survey(void *arg, struct span line)
{
	return hear(arg, NULL, line);
}

static const char *
hear_hand(void *arg, struct span line)
{
	struct hand *h = arg;

	return hear(h->of, h, line);
}

static void
lose(struct swept *v, const char *why)
{
	survey_gap(v->all->e->survey, json_pack("{s:I, s:s+}", "volume", v->id,
	    "why", "its files were not all swept: ", why));
}

static void
add_points(struct swept *v)
{
	const json_t *os, *mount;
	size_t i, j;

	json_array_foreach(v->all->e->survey->systems, i, os) {
		if (json_integer_value(json_object_get(os, "volume")) == v->id &&
		    v->sweep.points < MAX_MOUNTS)
			v->sweep.point[v->sweep.points++] = span_of("/");
		json_array_foreach(json_object_get(os, "mounts"), j, mount)
			if (json_object_get(mount, "volume") &&
			    json_integer_value(json_object_get(mount, "volume")) == v->id &&
			    v->sweep.points < MAX_MOUNTS)
				v->sweep.point[v->sweep.points++] =
				    span_of(json_string_value(json_object_get(mount, "point")));
	}
}

/* What no system mounts is told as a gap, and asked for by nobody. */
static void
choose(struct sweeping *s)
{
	struct examination *e = s->e;
	const json_t *v;
	size_t i;

	s->volume = need(json_array_size(e->survey->volumes), sizeof *s->volume);
	json_array_foreach(e->survey->volumes, i, v) {
		struct swept *swept = &s->volume[s->n];

		if (strcmp(json_string_value(json_object_get(v, "state")), "read") != 0 ||
		    !stage_mounted(e->survey, (json_int_t)i))
			continue;
		*swept = (struct swept){ .all = s, .id = (json_int_t)i, .ledger = &e->ledger[i] };
		swept->sight.place = stage_place(e, (json_int_t)i);
		swept->directory = swept->sight.place.medium->kind == MEDIUM_DIRECTORY;
		swept->sweep.offset = swept->sight.place.offset;
		swept->sweep.size = swept->sight.place.size;
		swept->sweep.most = e->deep ? UINT64_MAX : MOST_DATA;
		add_points(swept);
		s->n++;
	}
}

static void
survey_all(struct sweeping *s)
{
	struct child *children = need(s->n, sizeof *children);

	for (size_t i = 0; i < s->n; i++) {
		struct swept *v = &s->volume[i];

		v->made_fd = memory_new(sizeof *v->made);
		children[i] = (struct child){ .open = open_survey, .work = survey,
		    .line = hear_survey, .arg = v, .memory = v->made_fd };
	}
	child_run_all(children, s->n, s->e->jailed);
	for (size_t i = 0; i < s->n; i++) {
		struct swept *v = &s->volume[i];

		if (children[i].lost) {
			lose(v, children[i].lost);
			close(v->made_fd);
			continue;
		}
		v->ledger->made = memory_seal(v->made_fd, sizeof *v->made);
		s->files += v->ledger->made->files;
		s->bytes += v->ledger->made->bytes;
	}
	free(children);
}

/* A package database may lie on another volume than the files it lists. */
static void
agree_on_hashes(struct sweeping *s)
{
	uint32_t hashes = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->volume[i].ledger->made)
			hashes |= s->volume[i].ledger->made->hashes;
	for (size_t i = 0; i < s->n; i++)
		s->volume[i].sweep.hashes = hashes & ((1U << HASH_KINDS) - 1);
}

static void
add_hands(struct sweeping *s, struct swept *v, struct child *children, size_t n, bool viewed)
{
	for (size_t i = 0; i < n; i++) {
		struct hand *h = &s->hand[s->hands];

		*h = (struct hand){ .of = v, .viewed = viewed };
		children[s->hands++] = (struct child){ .open = open_hand, .work = hash,
		    .line = hear_hand, .arg = h, .memory = v->digests_fd };
	}
}

static void
hash_all(struct sweeping *s)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	size_t cores = online > 0 ? (size_t)online : 1;
	struct child *children = need(2 * cores * s->n, sizeof *children);

	s->hand = need(2 * cores * s->n, sizeof *s->hand);
	for (size_t i = 0; i < s->n; i++) {
		struct swept *v = &s->volume[i];
		const struct ledger_made *made = v->ledger->made;

		if (!made)
			continue;
		v->digests_fd = memory_new(sizeof *v->digests);
		if (made->raw_chunks)
			add_hands(s, v, children, cores, false);
		if (made->chunks > made->raw_chunks)
			add_hands(s, v, children, cores, true);
	}
	child_run_all(children, s->hands, s->e->jailed);
	for (size_t i = 0; i < s->hands; i++)
		if (children[i].lost)
			lose(s->hand[i].of, children[i].lost);
	for (size_t i = 0; i < s->n; i++)
		if (s->volume[i].ledger->made)
			s->volume[i].ledger->digests = memory_seal(s->volume[i].digests_fd,
			    sizeof *s->volume[i].digests);
	free(children);
}

/* What was read of each volume, and what was not, stands with it in the report. */
static void
tell(const struct sweeping *s)
{
	for (size_t i = 0; i < s->n; i++) {
		json_t *body = json_array_get(s->e->survey->volumes, (size_t)s->volume[i].id);
		json_int_t files = 0, bytes = 0, typed = 0, typed_bytes = 0;

		for (size_t k = 0; k < s->hands; k++) {
			const struct hand *h = &s->hand[k];

			if (h->of != &s->volume[i])
				continue;
			files += h->files;
			bytes += h->bytes;
			typed += h->typed;
			typed_bytes += h->typed_bytes;
		}
		json_object_set_new(body, "swept_files", json_integer(files));
		json_object_set_new(body, "swept_bytes", json_integer(bytes));
		json_object_set_new(body, "typed_files", json_integer(typed));
		json_object_set_new(body, "typed_bytes", json_integer(typed_bytes));
	}
}

void
stage_sweep(struct examination *e)
{
	struct sweeping s = { .e = e, .began = now() };

	e->ledger = need(json_array_size(e->survey->volumes), sizeof *e->ledger);
	choose(&s);
	survey_all(&s);
	agree_on_hashes(&s);
	s.began = now();
	hash_all(&s);
	tell(&s);
	free(s.hand);
	free(s.volume);
}
