/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record - which accounts do systemd's user records define? */
#include <jansson.h>

#include "name.h"
#include "record.h"

static const char *const places[] = {
	"/etc/userdb", "/run/userdb", "/usr/local/lib/userdb", "/usr/lib/userdb",
	"/var/lib/systemd/home",
};

#define MAX_GROUPS	4096	/* bytes of the groups that one record names */
#define PLACES	(sizeof places / sizeof *places)

static struct span
text(struct inspection *in, const json_t *record, const char *key)
{
	const json_t *v = json_object_get(record, key);

	if (!json_is_string(v))
		return SPAN_NONE;
	return see_join(in, (struct span){ (const unsigned char *)json_string_value(v),
	    json_string_length(v) }, SPAN_NONE, SPAN_NONE);
}

static uint32_t
number(const json_t *record, const char *key, uint32_t otherwise)
{
	const json_t *v = json_object_get(record, key);
	json_int_t n = json_is_integer(v) ? json_integer_value(v) : -1;

	return n >= 0 && n < UINT32_MAX ? (uint32_t)n : otherwise;
}

/* The first of privileged.hashedPassword; it may stand in a file beside, which decides nothing here. */
static struct span
hashed(struct inspection *in, const json_t *record)
{
	const json_t *all = json_object_get(json_object_get(record, "privileged"), "hashedPassword");
	const json_t *v = json_array_get(all, 0);

	if (!json_is_string(v))
		return span_of("*");
	return see_join(in, (struct span){ (const unsigned char *)json_string_value(v),
	    json_string_length(v) }, SPAN_NONE, SPAN_NONE);
}

/* memberOf, as group(5) lists members. */
static struct span
groups(struct inspection *in, const json_t *record)
{
	const json_t *all = json_object_get(record, "memberOf"), *v;
	struct span list = SPAN_NONE;
	size_t i;

	json_array_foreach(all, i, v)
		if (json_is_string(v) && list.n < MAX_GROUPS)
			list = see_join(in, list, span_of(list.n ? "," : ""), (struct span){
			    (const unsigned char *)json_string_value(v), json_string_length(v) });
	return list;
}

static bool
take(struct inspection *in, struct span path, struct member *m)
{
	struct span bytes;
	json_t *record;

	if (see_file(in, path, &bytes) != VIEW_OK)
		return false;
	record = json_loadb((const char *)bytes.p, bytes.n, 0, NULL);
	if (!json_is_object(record)) {
		json_decref(record);
		say_gap(in, path, "is no user record that can be read");
		return false;
	}
	*m = (struct member){
		.name = text(in, record, "userName"), .home = text(in, record, "homeDirectory"),
		.shell = text(in, record, "shell"), .password = hashed(in, record),
		.uid = number(record, "uid", UINT32_MAX), .path = path, .groups = groups(in, record),
	};
	m->gid = number(record, "gid", m->uid);
	m->standing = roster_standing(m->name, m->uid);
	json_decref(record);
	return m->name.n > 0;
}

size_t
record_members(struct inspection *in, struct member **all)
{
	const struct span *names[PLACES];
	size_t count[PLACES], most = 0, n = 0;

	for (size_t i = 0; i < PLACES; i++)
		if (see_dir(in, span_of(places[i]), &names[i], &count[i]) == VIEW_OK)
			most += count[i];
		else
			count[i] = 0;
	*all = see_room(in, most + 1, sizeof **all);
	for (size_t i = 0; i < PLACES; i++)
		for (size_t j = 0; j < count[i]; j++) {
			struct span path = see_path(in, span_of(places[i]), names[i][j]);
			struct vstat st;

			if (!span_ends(path, ".user") && !span_ends(path, ".identity"))
				continue;
			/* UID.user is a link to NAME.user: one account, not two. */
			if (see_lstat(in, path, &st) == VIEW_OK && st.kind == V_FILE &&
			    take(in, path, &(*all)[n]))
				n++;
		}
	return n;
}

void
record_memberships(struct inspection *in, record_membership *see, void *arg)
{
	const struct span *names;
	size_t n;

	for (size_t i = 0; i < PLACES; i++) {
		if (see_dir(in, span_of(places[i]), &names, &n) != VIEW_OK)
			continue;
		for (size_t j = 0; j < n; j++) {
			struct span name = span_before(names[j], ':'), group = span_after(names[j], ':');

			if (!span_ends(group, ".membership") || !name.n)
				continue;
			group.n -= sizeof ".membership" - 1;
			see(arg, name, group, see_path(in, span_of(places[i]), names[j]));
		}
	}
}
