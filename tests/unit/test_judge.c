/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_judge - is KEEP earned by nothing found and nothing missed, and by that alone? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../../tools/policy/judge.h"

static struct survey *
clean(void)
{
	struct survey *s = survey_new();
	struct policy p;

	policy_load(&p, NULL);
	survey_add(s, RECORD_VOLUME, json_pack("{s:i, s:s, s:s}", "id", 0, "name", "disk", "state", "read"));
	survey_add(s, RECORD_SYSTEM, json_pack("{s:i, s:i, s:s}", "id", 0, "volume", 0, "name", "Debian"));
	for (size_t i = 0; i < p.nrequired; i++)
		survey_add(s, RECORD_COVERED, json_pack("{s:s, s:i, s:s}", "inspector",
		    p.required[i], "system", 0, "how", i ? "done" : "nothing"));
	return s;
}

/* Judge and give back what was judged. */
static enum verdict
verdict_of(struct survey *s)
{
	struct judgement j;
	struct policy p;

	policy_load(&p, NULL);
	judge(&j, s, &p, NULL);
	json_decref(j.because);
	survey_free(s);
	return j.verdict;
}

static struct survey *
found(struct survey *s, const char *name)
{
	survey_add(s, RECORD_FINDING, json_pack("{s:s, s:s, s:s, s:i}", "name", name, "path", "/x",
	    "inspector", "accounts", "system", 0));
	return s;
}

static struct survey *
covered(struct survey *s, const char *inspector, const char *how)
{
	json_t *c;
	size_t i;

	json_array_foreach(s->covered, i, c)
		if (strcmp(json_string_value(json_object_get(c, "inspector")), inspector) == 0) {
			if (how)
				json_object_set_new(c, "how", json_string(how));
			else
				json_array_remove(s->covered, i);
			break;
		}
	return s;
}

static void
nothing_found_and_nothing_missed_is_keep(void **state)
{
	(void)state;
	assert_int_equal(verdict_of(clean()), VERDICT_KEEP);
	assert_int_equal(verdict_of(found(clean(), "PACKAGE_DISK_WORD")), VERDICT_KEEP);
}

static void
weights_decide(void **state)
{
	(void)state;
	assert_int_equal(verdict_of(found(clean(), "ACCOUNT_NAME_ODD")), VERDICT_INCONCLUSIVE);
	assert_int_equal(verdict_of(found(clean(), "ACCOUNT_SECOND_ROOT")), VERDICT_REBUILD);
	assert_int_equal(verdict_of(found(found(clean(), "ACCOUNT_NAME_ODD"),
	    "ACCOUNT_SECOND_ROOT")), VERDICT_REBUILD);
	assert_int_equal(verdict_of(found(clean(), "NO_SUCH_FINDING")), VERDICT_INCONCLUSIVE);
}

static void
what_was_missed_forbids_keep(void **state)
{
	static const char *const hows[] = { "partial", "lost", NULL };
	struct survey *s;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(verdict_of(covered(clean(), "packages", hows[i])), VERDICT_INCONCLUSIVE);
		assert_int_equal(verdict_of(covered(clean(), "accounts", hows[i])), VERDICT_INCONCLUSIVE);
	}
	s = clean();
	survey_gap(s, json_pack("{s:s}", "why", "x"));
	assert_int_equal(verdict_of(s), VERDICT_INCONCLUSIVE);
	s = clean();
	survey_add(s, RECORD_VOLUME, json_pack("{s:i, s:s, s:s}", "id", 1, "name", "b", "state", "unread"));
	assert_int_equal(verdict_of(s), VERDICT_INCONCLUSIVE);
	s = clean();
	survey_add(s, RECORD_SYSTEM, json_pack("{s:i, s:i, s:s}", "id", 1, "volume", 1, "name", "Other"));
	assert_int_equal(verdict_of(s), VERDICT_INCONCLUSIVE);
	s = clean();
	s->whole = false;
	assert_int_equal(verdict_of(s), VERDICT_INCONCLUSIVE);
	assert_int_equal(verdict_of(survey_new()), VERDICT_INCONCLUSIVE);
}

static void
a_rebuild_stays_one_whatever_was_missed(void **state)
{
	struct survey *s = found(covered(clean(), "packages", "lost"), "ACCOUNT_SECOND_ROOT");

	(void)state;
	s->whole = false;
	assert_int_equal(verdict_of(s), VERDICT_REBUILD);
}

static void
reasons_come_heaviest_first_with_places(void **state)
{
	struct survey *s = found(found(found(clean(), "PACKAGE_DISK_WORD"), "ACCOUNT_NAME_ODD"),
	    "ACCOUNT_SECOND_ROOT");
	struct judgement j;
	struct policy p;

	(void)state;
	for (int i = 0; i < 5; i++)
		found(s, "ACCOUNT_SECOND_ROOT");
	policy_load(&p, NULL);
	judge(&j, s, &p, NULL);
	assert_int_equal(json_array_size(j.because), 3);
	assert_string_equal(json_string_value(json_object_get(json_array_get(j.because, 0), "name")),
	    "ACCOUNT_SECOND_ROOT");
	assert_int_equal(json_integer_value(json_object_get(json_array_get(j.because, 0), "count")), 6);
	assert_int_equal(json_array_size(json_object_get(json_array_get(j.because, 0), "where")), 3);
	assert_string_equal(json_string_value(json_object_get(json_array_get(j.because, 2), "weight")),
	    "note");
	json_decref(j.because);
	survey_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_found_and_nothing_missed_is_keep),
		cmocka_unit_test(weights_decide),
		cmocka_unit_test(what_was_missed_forbids_keep),
		cmocka_unit_test(a_rebuild_stays_one_whatever_was_missed),
		cmocka_unit_test(reasons_come_heaviest_first_with_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
