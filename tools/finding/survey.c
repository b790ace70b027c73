/* SPDX-License-Identifier: GPL-3.0-or-later */
/* survey - what is known of this machine so far? */
#include <stdlib.h>
#include <string.h>

#include "../lib/die.h"
#include "../lib/limits.h"
#include "survey.h"

struct survey *
survey_new(void)
{
	struct survey *s = need(1, sizeof *s);

	s->volumes = json_array();
	s->systems = json_array();
	s->findings = json_array();
	s->sources = json_array();
	s->autoruns = json_array();
	s->accounts = json_array();
	s->grants = json_array();
	s->logins = json_array();
	s->packages = json_array();
	s->seen = json_array();
	s->covered = json_array();
	s->gaps = json_array();
	s->whole = true;
	if (!s->volumes || !s->systems || !s->findings || !s->sources || !s->autoruns || !s->accounts || !s->grants ||
	    !s->logins || !s->packages || !s->seen || !s->covered || !s->gaps)
		die(EX_OSERR, "out of memory");
	return s;
}

static json_t *
kept(const struct survey *s, enum record kind)
{
	switch (kind) {
	case RECORD_VOLUME:
		return s->volumes;
	case RECORD_SYSTEM:
		return s->systems;
	case RECORD_FINDING:
		return s->findings;
	case RECORD_SOURCE:
		return s->sources;
	case RECORD_AUTORUN:
		return s->autoruns;
	case RECORD_ACCOUNT:
		return s->accounts;
	case RECORD_GRANT:
		return s->grants;
	case RECORD_LOGIN:
		return s->logins;
	case RECORD_PACKAGE:
		return s->packages;
	case RECORD_SEEN:
		return s->seen;
	case RECORD_COVERED:
		return s->covered;
	case RECORD_GAP:
		return s->gaps;
	default:
		return NULL;
	}
}

void
survey_add(struct survey *s, enum record kind, json_t *body)
{
	json_t *all = kept(s, kind);

	if (!all)
		json_decref(body);
	else if (json_array_append_new(all, body) != 0)
		die(EX_OSERR, "out of memory");
}

void
survey_gap(struct survey *s, json_t *body)
{
	survey_add(s, RECORD_GAP, body);
}

void
survey_write(const struct survey *s, int fd)
{
	static const enum record order[] = {
		RECORD_VOLUME, RECORD_SYSTEM, RECORD_FINDING, RECORD_SOURCE, RECORD_AUTORUN,
		RECORD_ACCOUNT, RECORD_GRANT, RECORD_LOGIN, RECORD_PACKAGE, RECORD_SEEN,
		RECORD_COVERED, RECORD_GAP,
	};
	json_int_t n = 0;
	json_t *body;
	size_t j;

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		json_array_foreach(kept(s, order[i]), j, body) {
			record_write(fd, order[i], json_incref(body));
			n++;
		}
	record_write(fd, RECORD_END, json_pack("{s:I}", "records", n));
}

bool
survey_covered(const struct survey *s)
{
	const json_t *c;
	const char *how;
	size_t i;

	json_array_foreach(s->covered, i, c) {
		how = json_string_value(json_object_get(c, "how"));
		if (!how || strcmp(how, "partial") == 0 || strcmp(how, "lost") == 0)
			return false;
	}
	return json_array_size(s->gaps) == 0 && json_array_size(s->systems) > 0;
}

void
survey_free(struct survey *s)
{
	json_decref(s->volumes);
	json_decref(s->systems);
	json_decref(s->findings);
	json_decref(s->sources);
	json_decref(s->autoruns);
	json_decref(s->accounts);
	json_decref(s->grants);
	json_decref(s->logins);
	json_decref(s->packages);
	json_decref(s->seen);
	json_decref(s->covered);
	json_decref(s->gaps);
	free(s);
}
