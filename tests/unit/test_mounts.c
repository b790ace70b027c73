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
	return json_loads("[{\"id\":0,\"kind\":\"disk\",\"state\":\"container\",\"target\":0,\"serial\":\"S3Z8NB0K\",\"wwid\":\"naa.5002538e\"},"
	    "{\"id\":1,\"kind\":\"partition\",\"parent\":0,\"target\":0,\"number\":1,\"state\":\"read\","
	    "\"uuid\":\"aaaa\",\"label\":\"root\"},"
	    "{\"id\":2,\"kind\":\"partition\",\"parent\":0,\"target\":0,\"number\":2,\"state\":\"read\","
	    "\"uuid\":\"bbbb\",\"label\":\"Data\",\"partuuid\":\"01-02\"},"
	    "{\"id\":3,\"kind\":\"partition\",\"parent\":0,\"target\":0,\"number\":3,\"state\":\"unread\","
	    "\"uuid\":\"ABCD-1234\"},"
	    "{\"id\":4,\"kind\":\"partition\",\"parent\":3,\"target\":0,\"number\":5,\"state\":\"read\","
	    "\"uuid\":\"twin\"},"
	    "{\"id\":5,\"kind\":\"image\",\"state\":\"read\",\"uuid\":\"twin\"},"
	    "{\"id\":6,\"kind\":\"partition\",\"type\":\"crypto_LUKS\",\"state\":\"container\",\"uuid\":\"luks\"},"
	    "{\"id\":7,\"kind\":\"crypt\",\"parent\":6,\"type\":\"ext4\",\"state\":\"read\",\"uuid\":\"in\"},"
	    "{\"id\":8,\"kind\":\"disk\",\"type\":\"linux_raid_member\",\"state\":\"container\","
	    "\"uuid\":\"00112233-4455-6677-8899-aabbccddeeff\",\"label\":\"web1:0\"},"
	    "{\"id\":9,\"kind\":\"disk\",\"type\":\"linux_raid_member\",\"state\":\"container\","
	    "\"uuid\":\"00112233-4455-6677-8899-aabbccddeeff\",\"label\":\"web1:0\"},"
	    "{\"id\":10,\"kind\":\"array\",\"parent\":8,\"type\":\"crypto_LUKS\",\"state\":\"container\"},"
	    "{\"id\":11,\"kind\":\"crypt\",\"parent\":10,\"type\":\"btrfs\",\"state\":\"read\",\"uuid\":\"b\"},"
	    "{\"id\":12,\"kind\":\"subvolume\",\"parent\":11,\"type\":\"btrfs\",\"state\":\"read\","
	    "\"uuid\":\"b\",\"subvolume\":\"@home\"},"
	    "{\"id\":13,\"kind\":\"logical\",\"lv\":\"web1-vg/var\",\"type\":\"xfs\",\"state\":\"read\"},"
	    "{\"id\":14,\"kind\":\"disk\",\"type\":\"crypto_LUKS\",\"state\":\"unread\",\"uuid\":\"shut\"}]", 0, NULL);
}

/* What the system's other tables say. */
static void
add_tables(json_t *lines)
{
	static const char *const tables[][4] = {
		{ "UUID=luks", "/dev/mapper/data_crypt", "crypt", "luks" },
		{ "/dev/md0", "/dev/mapper/big-store", "crypt", "luks" },
		{ "UUID=gone", "/dev/mapper/gone", "crypt", "luks" },
		{ "UUID=shut", "/dev/mapper/shut", "crypt", "luks" },
		{ "/dev/mapper/loop", "/dev/mapper/loop", "crypt", "luks" },
		{ "00112233:44556677:8899AABB:ccddeeff", "/dev/md/store", "array", "" },
	};

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		json_array_append_new(lines, json_pack("{s:s, s:s, s:s, s:s, s:b}", "source", tables[i][0],
		    "point", tables[i][1], "type", tables[i][2], "options", tables[i][3], "mounted", 0));
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

	add_tables(lines);
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
	expect("/proc", "none", "bind", NULL, 0);
	expect("none", "none", "defaults", NULL, 0);
}

static void
tables_lead_to_what_was_opened(void **state)
{
	(void)state;
	expect("/dev/mapper/data_crypt", "ext4", "defaults", "", 7);
	expect("/dev/disk/by-id/dm-name-data_crypt", "ext4", "defaults", "", 7);
	expect("UUID=in", "ext4", "x-systemd.automount,nofail", "", 7);
	expect("/dev/mapper/big-store", "btrfs", "subvol=/@home", "", 12);
	expect("/dev/mapper/big-store", "btrfs", "subvol=@none", "is on no disk at hand", 0);
	expect("/dev/mapper/gone", "ext4", "defaults", "is on no disk at hand", 0);
	expect("/dev/mapper/shut", "ext4", "defaults", "is on no disk at hand", 0);
	expect("/dev/mapper/loop", "ext4", "defaults", "is on no disk at hand", 0);
	expect("/dev/mapper/web1--vg-var", "xfs", "defaults", "", 13);
	expect("/dev/web1-vg/var", "xfs", "defaults", "", 13);
}

static void
arrays_are_known_by_either_name(void **state)
{
	json_int_t id = -1;
	char *why;

	(void)state;
	why = answer("/dev/md/store", "/data", "ext4", "", "/dev/sda1", &id);
	assert_string_equal(why, "lies on a volume that could not be read");
	free(why);
	why = answer("/dev/md0", "/data", "ext4", "", "/dev/sda1", &id);
	assert_string_equal(why, "lies on a volume that could not be read");
	free(why);
	expect("/dev/md1", "ext4", "defaults", "is on no disk at hand", 0);
}

static void
parts_are_known_beside_the_root(void **state)
{
	json_int_t id = -1;
	char *why = answer("/dev/disk/by-id/ata-X_1-part2", "/data", "ext4", "",
	    "/dev/disk/by-id/ata-X_1-part1", &id);

	(void)state;
	assert_string_equal(why, "");
	assert_int_equal(id, 2);
	free(why);
	why = answer("/dev/disk/by-path/pci-0-ata-1-part2", "/data", "ext4", "",
	    "/dev/disk/by-path/pci-0-ata-1-part1", &id);
	assert_string_equal(why, "");
	assert_int_equal(id, 2);
	free(why);
	why = answer("/dev/disk/by-path/pci-0-ata-2-part2", "/data", "ext4", "",
	    "/dev/disk/by-path/pci-0-ata-1-part1", &id);
	assert_string_equal(why, "is on no disk at hand");
	free(why);
}

static void
disks_are_known_by_what_they_call_themselves(void **state)
{
	(void)state;
	expect("/dev/disk/by-id/ata-Samsung_SSD_860_S3Z8NB0K-part2", "ext4", "defaults", "", 2);
	expect("/dev/disk/by-id/nvme-Samsung_S3Z8NB0K_1-part2", "ext4", "defaults", "", 2);
	expect("/dev/disk/by-id/wwn-0x5002538e-part2", "ext4", "defaults", "", 2);
	expect("/dev/disk/by-id/ata-Samsung_S3Z8NB0K-part9", "ext4", "defaults", "is on no disk at hand", 0);
	expect("/dev/disk/by-id/ata-Samsung_XS3Z8NB0K-part2", "ext4", "defaults", "is on no disk at hand", 0);
	expect("/dev/disk/by-id/ata-Samsung_S3Z8NB0KX-part2", "ext4", "defaults", "is on no disk at hand", 0);
	expect("/dev/disk/by-path/pci-0_S3Z8NB0K-part2", "ext4", "defaults", "is on no disk at hand", 0);
}

/* What is bound is found later, in the tree; crypttab's own lines are told when nothing is there. */
static void
what_lies_within_is_left_to_the_tree(void **state)
{
	json_int_t id = -1;
	char *why = answer("/srv/www", "/var/www", "none", "bind", "/dev/sda1", &id);

	(void)state;
	assert_string_equal(why, "");
	assert_int_equal(id, 0);
	free(why);
	why = answer("/x", "/dev/mapper/gone", "none", "bind", "/dev/sda1", &id);
	assert_string_equal(why, "is on no disk at hand");
	free(why);
	why = answer("/x", "/dev/mapper/shut", "ext4", "", "/dev/sda1", &id);
	assert_string_equal(why, "");
	free(why);
}

static void
a_stick_that_is_not_in_is_left_out(void **state)
{
	json_int_t id = -1;
	char *why = answer("/dev/usbdisk", "/media/usb", "vfat", "noauto,ro", "/dev/sda1", &id);

	(void)state;
	assert_null(why);
	why = answer("/dev/usbdisk", "/media/usb", "vfat", "ro", "/dev/sda1", &id);
	assert_non_null(why);
	free(why);
	why = answer("/dev/sdb1", "/srv", "vfat", "noauto", "/dev/sda1", &id);
	assert_non_null(why);
	free(why);
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

/* Two groups of one name, in one of them a snapshot; a btrfs of two devices with another default than its top. */
static json_t *
layered(void)
{
	return json_loads("[{\"id\":0,\"kind\":\"group\",\"state\":\"container\"},"
	    "{\"id\":1,\"kind\":\"group\",\"state\":\"container\"},"
	    "{\"id\":2,\"parent\":0,\"lv\":\"vg0/root\",\"uuid\":\"r\",\"state\":\"read\"},"
	    "{\"id\":3,\"parent\":0,\"lv\":\"vg0/home\",\"state\":\"read\"},"
	    "{\"id\":4,\"parent\":0,\"lv\":\"vg0/before\",\"uuid\":\"r\",\"origin\":\"root\",\"state\":\"read\"},"
	    "{\"id\":5,\"parent\":1,\"lv\":\"vg0/root\",\"state\":\"read\"},"
	    "{\"id\":6,\"parent\":1,\"lv\":\"vg0/home\",\"state\":\"read\"},"
	    "{\"id\":7,\"type\":\"btrfs\",\"uuid\":\"b\",\"default\":false,\"state\":\"container\"},"
	    "{\"id\":8,\"type\":\"btrfs\",\"uuid\":\"b\",\"state\":\"container\"},"
	    "{\"id\":9,\"parent\":7,\"type\":\"btrfs\",\"uuid\":\"b\",\"subvolume\":\"@/1\",\"subvolid\":257,\"default\":true,"
	    "\"state\":\"read\"},"
	    "{\"id\":10,\"parent\":7,\"type\":\"btrfs\",\"uuid\":\"b\",\"subvolume\":\"@/home\",\"subvolid\":258,\"default\":false,"
	    "\"state\":\"read\"}]", 0, NULL);
}

/* The volume that a line of the system with this root means; -1 when it is none. */
static int
meant_by(int root, const char *source, const char *options)
{
	json_t *all = layered(), *lines = json_pack("[{s:s, s:s, s:s, s:s}]", "source", source,
	    "point", "/data", "type", "auto", "options", options);
	json_t *mounts = system_mounts(all, root, lines);
	json_t *id = json_object_get(json_array_get(mounts, 0), "volume");
	int found = id ? (int)json_integer_value(id) : -1;

	json_decref(mounts);
	json_decref(lines);
	json_decref(all);
	return found;
}

static void
the_roots_own_group_is_meant(void **state)
{
	(void)state;
	assert_int_equal(meant_by(2, "/dev/vg0/home", "defaults"), 3);
	assert_int_equal(meant_by(5, "/dev/mapper/vg0-home", "defaults"), 6);
	assert_int_equal(meant_by(9, "/dev/vg0/home", "defaults"), -1);
}

static void
a_snapshot_is_meant_by_its_own_name(void **state)
{
	(void)state;
	assert_int_equal(meant_by(2, "UUID=r", "defaults"), 2);
	assert_int_equal(meant_by(2, "/dev/vg0/before", "defaults"), 4);
}

static void
the_default_subvolume_needs_no_word(void **state)
{
	(void)state;
	assert_int_equal(meant_by(9, "UUID=b", "defaults"), 9);
	assert_int_equal(meant_by(9, "UUID=b", "subvol=/@/home"), 10);
	assert_int_equal(meant_by(9, "UUID=b", "subvolid=5"), -1);
}

static void
a_subvolume_is_known_by_its_number(void **state)
{
	(void)state;
	assert_int_equal(meant_by(9, "UUID=b", "ro,subvolid=258"), 10);
	assert_int_equal(meant_by(9, "UUID=b", "subvolid=257"), 9);
	assert_int_equal(meant_by(9, "UUID=b", "subvolid=259"), -1);
	/* Where both are given they agree, or nothing is mounted. */
	assert_int_equal(meant_by(9, "UUID=b", "subvolid=258,subvol=/@/home"), 10);
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
		cmocka_unit_test(tables_lead_to_what_was_opened),
		cmocka_unit_test(arrays_are_known_by_either_name),
		cmocka_unit_test(parts_are_known_beside_the_root),
		cmocka_unit_test(disks_are_known_by_what_they_call_themselves),
		cmocka_unit_test(what_lies_within_is_left_to_the_tree),
		cmocka_unit_test(the_roots_own_group_is_meant),
		cmocka_unit_test(a_snapshot_is_meant_by_its_own_name),
		cmocka_unit_test(the_default_subvolume_needs_no_word),
		cmocka_unit_test(a_subvolume_is_known_by_its_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
