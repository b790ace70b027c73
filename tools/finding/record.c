/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record - is this line one that an honest child of ours could have written? */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/die.h"
#include "../lib/escape.h"
#include "../lib/limits.h"
#include "record.h"

#define MAX_TEXT	(4 * MAX_PATH + 32)	/* a path, were every byte escaped */

static const char *const kind_name[RECORD_COUNT] = {
	"volume", "system", "mount", "finding", "source", "autorun", "account", "grant", "login",
	"package", "seen", "file", "covered", "gap", "progress", "end",
};

enum type { TEXT, NUMBER, TRUTH, TIME, FILE_FACTS, MOUNTS };

/*
 * The bodies, all of them.  Numbers are JSON integers from 0 to 2^63 - 1,
 * sizes and offsets in bytes; times are [seconds, nanoseconds].
 */
struct key {
	const char	*name;
	enum type	 type;
	bool		 needed;
	const char	*words;		/* the values a text may have, parted by blanks */
};

static const struct key volume_keys[] = {
	{ "id", NUMBER, false, NULL }, { "parent", NUMBER, false, NULL },	/* id of what it lies in */
	{ "target", NUMBER, false, NULL },	/* which of the command's targets */
	{ "name", TEXT, false, NULL },
	{ "kind", TEXT, false, "disk partition range image directory array group logical crypt subvolume" },
	{ "type", TEXT, false, NULL },		/* libblkid's name: ext4, swap, gpt ... */
	{ "number", NUMBER, false, NULL },	/* of the partition */
	{ "offset", NUMBER, false, NULL }, { "size", NUMBER, false, NULL },
	{ "uuid", TEXT, false, NULL }, { "label", TEXT, false, NULL },
	{ "partuuid", TEXT, false, NULL }, { "partlabel", TEXT, false, NULL },
	/* of one device of several; GROUP/VOLUME by LVM's names; what it is an earlier state of */
	{ "uuid_sub", TEXT, false, NULL }, { "lv", TEXT, false, NULL }, { "origin", TEXT, false, NULL },
	{ "subvolume", TEXT, false, NULL }, { "subvolid", NUMBER, false, NULL },	/* of its btrfs */
	{ "serial", TEXT, false, NULL }, { "wwid", TEXT, false, NULL },	/* what a disk calls itself */
	{ "default", TRUTH, false, NULL }, { "readonly", TRUTH, false, NULL }, { "by", TEXT, false, NULL },
	/* regular files that were read, and of them what was hashed */
	{ "swept_files", NUMBER, false, NULL }, { "swept_bytes", NUMBER, false, NULL },
	/* large data, of which only the first bytes were read */
	{ "typed_files", NUMBER, false, NULL }, { "typed_bytes", NUMBER, false, NULL },
	{ "state", TEXT, true, "read container empty swap medium snapshot table free unread" },
	{ "why", TEXT, false, NULL },
	{ NULL, TEXT, false, NULL },
};

static const struct key system_keys[] = {
	{ "id", NUMBER, false, NULL },
	{ "volume", NUMBER, false, NULL },	/* id of its root */
	/* the directory of the volume that it is, if not all of it, and what such a root is */
	{ "root", TEXT, false, NULL }, { "how", TEXT, false, NULL },
	{ "name", TEXT, true, NULL },
	{ "distribution", TEXT, false, NULL }, { "version", TEXT, false, NULL },
	{ "hostname", TEXT, false, NULL },
	{ "mounts", MOUNTS, false, NULL },
	{ NULL, TEXT, false, NULL },
};

static const struct key mount_keys[] = {
	{ "point", TEXT, true, NULL },
	{ "source", TEXT, true, NULL },
	{ "type", TEXT, true, NULL },
	{ "options", TEXT, false, NULL },
	{ "mounted", TRUTH, false, NULL },	/* a directory target shows it already */
	{ "file", TEXT, false, NULL },		/* which says so: /etc/fstab, a mount unit ... */
	{ "volume", NUMBER, false, NULL },
	{ "root", TEXT, false, NULL },		/* the directory of the volume that it shows */
	/* the source is a path of the system's own, which need not be there */
	{ "within", TRUTH, false, NULL }, { "optional", TRUTH, false, NULL },
	{ "why", TEXT, false, NULL },		/* it is not there, and why */
	{ NULL, TEXT, false, NULL },
};

static const struct key finding_keys[] = {
	{ "name", TEXT, true, NULL },
	{ "inspector", TEXT, false, NULL }, { "system", NUMBER, false, NULL },
	{ "path", TEXT, true, NULL },
	{ "line", NUMBER, false, NULL },
	{ "added", TRUTH, false, NULL },	/* the line: to a packaged text, by no package */
	{ "about", TEXT, false, NULL },
	{ "file", FILE_FACTS, false, NULL },
	{ NULL, TEXT, false, NULL },
};

static const struct key file_keys[] = {
	{ "kind", TEXT, true, "file directory link other" },
	{ "ino", NUMBER, true, NULL },
	{ "mode", TEXT, true, NULL },		/* octal, type bits included */
	{ "uid", NUMBER, true, NULL }, { "gid", NUMBER, true, NULL },
	{ "size", NUMBER, true, NULL },
	{ "mtime", TIME, true, NULL },
	{ "atime", TIME, true, NULL },
	{ "ctime", TIME, true, NULL },
	{ "btime", TIME, false, NULL },
	{ "sha256", TEXT, false, NULL },
	{ "target", TEXT, false, NULL },	/* of a link */
	{ NULL, TEXT, false, NULL },
};

static const struct key source_keys[] = {
	{ "inspector", TEXT, false, NULL }, { "system", NUMBER, false, NULL },
	{ "name", TEXT, true, NULL },
	{ "entries", NUMBER, true, NULL },
	{ NULL, TEXT, false, NULL },
};

static const struct key autorun_keys[] = {
	{ "inspector", TEXT, false, NULL }, { "system", NUMBER, false, NULL },
	{ "source", TEXT, true, NULL },
	{ "path", TEXT, true, NULL },
	{ "line", NUMBER, false, NULL },
	{ "added", TRUTH, false, NULL },	/* the line: to a packaged text, by no package */
	{ "written", TEXT, true, "verified differs unattested unowned missing unknown" },	/* the line's truth */
	{ "when", TEXT, true, "kernel initramfs boot event timer login program package shutdown" },
	{ "user", TEXT, false, NULL }, { "command", TEXT, false, NULL },
	{ "via", TEXT, false, NULL },		/* the script that names the object */
	{ "via_line", NUMBER, false, NULL },
	{ "via_added", TRUTH, false, NULL },
	{ "object", TEXT, false, NULL }, { "package", TEXT, false, NULL },
	{ "truth", TEXT, true, "verified differs unattested unowned missing unclear unknown none" },
	{ NULL, TEXT, false, NULL },
};

static const struct key account_keys[] = {
	{ "inspector", TEXT, false, NULL }, { "system", NUMBER, false, NULL },
	{ "name", TEXT, true, NULL },
	{ "uid", NUMBER, true, NULL }, { "gid", NUMBER, true, NULL },
	{ "home", TEXT, false, NULL }, { "shell", TEXT, false, NULL },
	{ "password", TEXT, true, "set empty none" },	/* never the hash */
	/* where that stands, if elsewhere, and where the rest does */
	{ "password_path", TEXT, false, NULL }, { "password_line", NUMBER, false, NULL },
	{ "path", TEXT, true, NULL }, { "line", NUMBER, false, NULL },
	{ NULL, TEXT, false, NULL },
};

static const struct key grant_keys[] = {
	{ "inspector", TEXT, false, NULL }, { "system", NUMBER, false, NULL },
	{ "to", TEXT, true, NULL },		/* an account, or as its rule says it: %group, ALL */
	{ "kind", TEXT, true, "key authority group rule console principal keytab snmp ipmi desktop panel database loader cached hostkey made helper access limit polkit" },
	{ "path", TEXT, true, NULL },
	{ "line", NUMBER, false, NULL },
	{ "added", TRUTH, false, NULL },	/* the line: to a packaged text, by no package */
	{ "about", TEXT, false, NULL },
	{ NULL, TEXT, false, NULL },
};

static const struct key login_keys[] = {
	{ "inspector", TEXT, false, NULL }, { "system", NUMBER, false, NULL },
	{ "account", TEXT, true, NULL },
	{ "at", TIME, true, NULL },
	{ "from", TEXT, false, NULL }, { "terminal", TEXT, false, NULL },
	{ "how", TEXT, true, "login sudo su packages shell" },
	{ "records", TEXT, true, NULL },
	{ "path", TEXT, true, NULL },		/* the first of them */
	{ NULL, TEXT, false, NULL },
};

static const struct key package_keys[] = {
	{ "inspector", TEXT, false, NULL }, { "system", NUMBER, false, NULL },
	{ "name", TEXT, true, NULL },
	{ "version", TEXT, true, NULL },
	{ "arch", TEXT, true, NULL },
	{ "path", TEXT, true, NULL },		/* the database */
	{ NULL, TEXT, false, NULL },
};

static const struct key seen_keys[] = {
	{ "inspector", TEXT, false, NULL }, { "system", NUMBER, false, NULL },
	{ "machine", TEXT, true, NULL },
	{ "how", TEXT, true, NULL },		/* ssh, sshd, known_hosts ... */
	{ "account", TEXT, false, NULL },
	{ "path", TEXT, true, NULL },		/* where it is written */
	{ "times", NUMBER, true, NULL },
	{ NULL, TEXT, false, NULL },
};

static const struct key timed_keys[] = {
	{ "path", TEXT, true, NULL },
	{ "truth", TEXT, true, "verified differs unattested unowned unknown" },
	{ "package", TEXT, false, NULL },
	{ "file", FILE_FACTS, true, NULL },
	{ "inspector", TEXT, false, NULL }, { "system", NUMBER, false, NULL },
	{ NULL, TEXT, false, NULL },
};

static const struct key covered_keys[] = {
	{ "inspector", TEXT, false, NULL }, { "system", NUMBER, false, NULL },
	{ "how", TEXT, true, "done nothing partial lost" },
	{ "files", NUMBER, false, NULL },
	{ "bytes", NUMBER, false, NULL },
	{ "why", TEXT, false, NULL },
	{ NULL, TEXT, false, NULL },
};

static const struct key gap_keys[] = {
	{ "inspector", TEXT, false, NULL }, { "system", NUMBER, false, NULL },
	{ "volume", NUMBER, false, NULL },
	{ "path", TEXT, false, NULL },
	{ "why", TEXT, true, NULL },
	{ NULL, TEXT, false, NULL },
};

static const struct key progress_keys[] = {
	{ "files", NUMBER, true, NULL },
	{ "bytes", NUMBER, true, NULL },
	{ "typed", NUMBER, false, NULL },	/* the sweep's: large data read in part, ... */
	{ "typed_bytes", NUMBER, false, NULL },
	{ "read", NUMBER, false, NULL },	/* ... bytes read from the device, and jumps on it */
	{ "seeks", NUMBER, false, NULL },
	{ "back", NUMBER, false, NULL },	/* of them, backwards */
	{ NULL, TEXT, false, NULL },
};

static const struct key end_keys[] = {
	{ "records", NUMBER, true, NULL },
	{ NULL, TEXT, false, NULL },
};

static const struct key *const keys_of[RECORD_COUNT] = {
	volume_keys, system_keys, mount_keys, finding_keys, source_keys, autorun_keys,
	account_keys, grant_keys, login_keys, package_keys, seen_keys, timed_keys, covered_keys, gap_keys,
	progress_keys, end_keys,
};

static const char	*check(const struct key *, json_t *);

static bool
is_text(json_t *v, const char *words)
{
	struct span s, rest, word;

	if (!json_is_string(v) || json_string_length(v) > MAX_TEXT)
		return false;
	s = (struct span){ (const unsigned char *)json_string_value(v), json_string_length(v) };
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 0x20 || s.p[i] > 0x7e)
			return false;
	if (!words)
		return true;
	rest = span_of(words);
	while (span_field(&rest, " ", &word))
		if (span_equal(word, s))
			return true;
	return false;
}

static bool
is_number(const json_t *v)
{
	return json_is_integer(v) && json_integer_value(v) >= 0;
}

static bool
is_time(const json_t *v)
{
	const json_t *ns = json_array_get(v, 1);

	/* Seconds before 1970 are rare on a disk but not impossible. */
	return json_array_size(v) == 2 && json_is_integer(json_array_get(v, 0)) &&
	    is_number(ns) && json_integer_value(ns) < 1 << 30;
}

static bool
is_mounts(const json_t *v)
{
	json_t *mount;
	size_t i;

	if (!json_is_array(v) || json_array_size(v) > 1024)
		return false;
	json_array_foreach(v, i, mount)
		if (check(mount_keys, mount))
			return false;
	return true;
}

static bool
fits(const struct key *k, json_t *v)
{
	switch (k->type) {
	case TEXT:
		return is_text(v, k->words);
	case NUMBER:
		return is_number(v);
	case TRUTH:
		return json_is_boolean(v);
	case TIME:
		return is_time(v);
	case FILE_FACTS:
		return !check(file_keys, v);
	default:
		return is_mounts(v);
	}
}

/* NULL, or what is wrong. */
static const char *
check(const struct key *keys, json_t *body)
{
	const struct key *k;
	const char *name;
	json_t *v;

	if (!json_is_object(body))
		return "a record that is no object";
	json_object_foreach(body, name, v) {
		for (k = keys; k->name && strcmp(k->name, name) != 0; k++)
			;
		if (!k->name)
			return "a record with a key that it may not have";
		if (!fits(k, v))
			return "a record with a value that it may not have";
	}
	for (k = keys; k->name; k++)
		if (k->needed && !json_object_get(body, k->name))
			return "a record that lacks a key";
	return NULL;
}

enum record
record_read(struct span line, json_t **body, const char **why)
{
	json_t *whole, *inside;
	const char *name;
	int kind = RECORD_COUNT;

	*body = NULL;
	*why = "a line that is no record";
	whole = json_loadb((const char *)line.p, line.n, JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(whole) && json_object_size(whole) == 1) {
		name = json_object_iter_key(json_object_iter(whole));
		for (kind = 0; kind < RECORD_COUNT && strcmp(kind_name[kind], name) != 0; kind++)
			;
	}
	if (kind < RECORD_COUNT) {
		inside = json_object_get(whole, kind_name[kind]);
		if ((*why = check(keys_of[kind], inside)))
			kind = RECORD_COUNT;
		else
			*body = json_incref(inside);
	}
	json_decref(whole);
	return (enum record)kind;
}

static void
write_all(int fd, const char *p, size_t n)
{
	ssize_t did;

	while (n) {
		did = write(fd, p, n);
		if (did == -1 && errno == EINTR)
			continue;
		if (did == -1)
			die(EX_IOERR, "cannot write");
		p += did;
		n -= (size_t)did;
	}
}

void
record_write(int fd, enum record kind, json_t *body)
{
	json_t *whole = json_pack("{s:o}", kind_name[kind], body);
	char *text = whole ? json_dumps(whole, JSON_COMPACT | JSON_ENSURE_ASCII) : NULL;
	size_t n;

	if (!text)
		die(EX_SOFTWARE, "a record cannot be written");
	n = strlen(text);
	assert(n < MAX_RECORD);
	text[n] = '\n';		/* in place of the NUL */
	write_all(fd, text, n + 1);
	free(text);
	json_decref(whole);
}

json_t *
record_text(struct span evidence, size_t max)
{
	char *text = need(max + 1, 1);
	json_t *s;

	escape(evidence, text, max + 1);
	s = json_string(text);
	free(text);
	return s;
}
