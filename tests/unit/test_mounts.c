/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_mounts - does each line of an fstab find its volume, or say why not? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../tools/system/system.h"

static json_t *
volumes(void)
{
	return json_loads("[{\"id\":0,\"kind\":\"disk\",\"state\":\"container\"},"
	    "{\"id\":1,\"kind\":\"partition\",\"parent\":0,\"target\":0,\"number\":1,\"state\":\"read\","
	    "\"uuid\":\"aaaa\",\"label\":\"root\"},"
	    "{\"id\":2,\"kind\":\"partition\",\"parent\":0,\"target\":0,\"number\":2,\"state\":\"read\","
	    "\"uuid\":\"bbbb\",\"label\":\"Data\",\"partuuid\":\"01-02\"},"
	    "{\"id\":3,\"kind\":\"partition\",\"parent\":0,\"target\":0,\"number\":3,\"state\":\"unread\","
	    "\"uuid\":\"ABCD-1234\"},"
	    "{\"id\":4,\"kind\":\"partition\",\"parent\":3,\"target\":0,\"number\":5,\"state\":\"read\","
	    "\"uuid\":\"twin\"},"
	    "{\"id\":5,\"kind\":\"image\",\"state\":\"read\",\"uuid\":\"twin\"}]", 0, NULL);
}

/* How one line is answered: NULL when left out, "" when found, else why not. */
static char *
answer(const char *source, const char *point, const char *type, const char *options,
    const char *root_source, json_int_t *id)
{
	json_t *v = volumes(), *mounts, *m;
	json_t *lines = json_pack("[{s:s, s:s, s:s, s:s, s:b}, {s:s, s:s, s:s, s:s, s:b}]",
	    "source", root_source, "point", "/", "type", "ext4", "options", "defaults", "mounted", 0,
	    "source", source, "point", point, "type", type, "options", options, "mounted", 0);
	char *why = NULL;
	size_t i;

	mounts = system_mounts(v, 1, lines);
	json_array_foreach(mounts, i, m)
		if (strcmp(json_string_value(json_object_get(m, "point")), point) == 0) {
			free(why);
			why = strdup(json_object_get(m, "why") ?
			    json_string_value(json_object_get(m, "why")) : "");
			*id = json_integer_value(json_object_get(m, "volume"));
		}
	json_decref(mounts);
	json_decref(lines);
	json_decref(v);
	return why;
}

static void
expect(const char *source, const char *type, const char *options, const char *want, json_int_t id)
{
	json_int_t got = -1;
	char *why = answer(source, "/data", type, options, "/dev/sda1", &got);

	if (!want)
		assert_null(why);
	else {
		assert_non_null(why);
		assert_string_equal(why, want);
		if (!*want)
			assert_int_equal(got, id);
	}
	free(why);
}

static void
names_find_their_volume(void **state)
{
	(void)state;
	expect("UUID=bbbb", "ext4", "defaults", "", 2);
	expect("UUID=BBBB", "ext4", "defaults", "", 2);
	expect("UUID=\"bbbb\"", "ext4", "defaults", "", 2);
	expect("LABEL=Data", "ext4", "defaults", "", 2);
	expect("PARTUUID=01-02", "ext4", "defaults", "", 2);
	expect("/dev/disk/by-uuid/bbbb", "ext4", "defaults", "", 2);
	expect("/dev/sda2", "ext4", "defaults", "", 2);
}

static void
what_is_missing_is_said(void **state)
{
	(void)state;
	expect("UUID=cccc", "ext4", "defaults,nofail", "is on no disk at hand", 0);
	expect("LABEL=data", "ext4", "defaults", "is on no disk at hand", 0);
	expect("UUID=", "ext4", "defaults", "is on no disk at hand", 0);
	expect("/dev/sdb1", "ext4", "defaults", "is on no disk at hand", 0);
	expect("/dev/mapper/vg-data", "ext4", "defaults", "is on no disk at hand", 0);
	expect("UUID=abcd-1234", "vfat", "umask=0077", "lies on a volume that could not be read", 0);
	expect("UUID=twin", "ext4", "defaults", "two volumes bear this name", 0);
	expect("srv:/x", "nfs", "defaults", "lies on another machine: not looked at", 0);
}

static void
what_needs_no_disk_is_left_out(void **state)
{
	(void)state;
	expect("proc", "proc", "defaults", NULL, 0);
	expect("tmpfs", "tmpfs", "size=1g", NULL, 0);
	expect("/dev/sr0", "udf,iso9660", "user,noauto", NULL, 0);
	expect("/srv/a", "none", "bind", NULL, 0);
}

static void
a_stick_that_is_not_in_is_left_out(void **state)
{
	json_int_t id = -1;
	char *why = answer("/dev/usbdisk", "/media/usb", "vfat", "noauto,ro", "/dev/sda1", &id);

	(void)state;
	assert_null(why);
	free(why = answer("/dev/usbdisk", "/media/usb", "vfat", "ro", "/dev/sda1", &id));
	assert_non_null(why);
	free(why = answer("/dev/sdb1", "/srv", "vfat", "noauto", "/dev/sda1", &id));
	assert_non_null(why);
}

static void
another_root_is_said(void **state)
{
	json_int_t id;
	char *why = answer("UUID=bbbb", "/", "ext4", "", "UUID=bbbb", &id);

	(void)state;
	assert_string_equal(why, "the system names another volume as its root");
	free(why);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_find_their_volume),
		cmocka_unit_test(what_is_missing_is_said),
		cmocka_unit_test(what_needs_no_disk_is_left_out),
		cmocka_unit_test(a_stick_that_is_not_in_is_left_out),
		cmocka_unit_test(another_root_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
