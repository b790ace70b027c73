/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_shared - which systems of this run share what each should have for itself? */
#include <string.h>

#include "../finding/finding.h"
#include "stage.h"

static const char *
text(const json_t *body, const char *key)
{
	const char *s = json_string_value(json_object_get(body, key));

	return s ? s : "";
}

static void
tell(struct examination *e, const json_t *grant, const json_t *first)
{
	const json_t *os;
	const char *other = "";
	json_t *body;
	size_t i;

	json_array_foreach(e->survey->systems, i, os)
		if (json_equal(json_object_get(os, "id"), json_object_get(first, "system")))
			other = text(os, "name");
	body = json_pack("{s:s, s:O, s:O, s:O, s:o}", "name", finding_text[SSH_HOST_KEY_ELSEWHERE].name,
	    "inspector", json_object_get(grant, "inspector"), "system", json_object_get(grant, "system"),
	    "path", json_object_get(grant, "path"), "about",
	    json_sprintf("%s is also %s's", text(grant, "about"), *other ? other : "another system"));
	survey_add(e->survey, RECORD_FINDING, body);
}

/* A host key proves that a machine is the one that it was. */
void
stage_shared(struct examination *e)
{
	json_t *all = json_object();
	const json_t *grant, *first;
	size_t i;

	json_array_foreach(e->survey->grants, i, grant) {
		if (strcmp(text(grant, "kind"), "hostkey") != 0)
			continue;
		if (!(first = json_object_get(all, text(grant, "about"))))
			json_object_set(all, text(grant, "about"), (json_t *)(uintptr_t)grant);
		else if (!json_equal(json_object_get(first, "system"), json_object_get(grant, "system")))
			tell(e, grant, first);
	}
	json_decref(all);
}
