/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timeline - every file's four times and what vouches for it, for the tools that draw timelines
 *
 * The body file of The Sleuth Kit 3 (wiki.sleuthkit.org, "Body file"):
 * MD5|name|inode|mode|UID|GID|size|atime|mtime|ctime|crtime.  Timesketch takes
 * JSON lines that have message, datetime and timestamp_desc.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../lib/die.h"
#include "cmd.h"
#include "options.h"

static const char help[] =
    "usage: assay timeline [--format body|json] [--output FILE] TARGET... | --all\n"
    "\n"
    "Writes when each file of the systems found was changed, read, changed in its\n"
    "inode, and made, with what vouches for it.\n"
    "\n"
    "TARGET         a disk, a disk image, or a directory\n"
    "--all          every disk of this machine\n"
    "--format body  a line a file, as mactime(1) of The Sleuth Kit reads it (default);\n"
    "               the truth stands behind the name: \"(verified)\"\n"
    "--format json  a JSON object a line and time, as Timesketch reads it\n"
    "--output FILE  write there, and only when it is whole\n"
    "--reference PACK      what packages hold (`assay reference --help`)\n"
    "--keys FILE           vendors' OpenPGP keys beside those built in\n"
    "--signers FILE        who may sign such files (default: " SIGNERS_FILE ")\n"
    "--unsigned-reference, --unsigned-keys  take those that nobody signed\n"
    "--no-jail      read evidence without the jail (for sanitizers)\n"
    "\n"
    "Exit status: 0 the timeline is whole, 20 something could not be read (told on\n"
    "standard error), 64-78 the tool failed.\n";

static const struct {
	const char	*key, *says;
} times[] = {
	{ "mtime", "Content Modification Time" }, { "atime", "Last Access Time" },
	{ "ctime", "Metadata Modification Time" }, { "btime", "Creation Time" },
};

static FILE *out;

static const char *
text(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static long long
number(const json_t *o, const char *key)
{
	return (long long)json_integer_value(json_object_get(o, key));
}

static long long
seconds(const json_t *file, const char *key)
{
	return (long long)json_integer_value(json_array_get(json_object_get(file, key), 0));
}

/* The bits as ls(1) writes them, behind what the file is twice, as The Sleuth Kit does. */
static void
tell_mode(unsigned long mode)
{
	static const char kinds[] = "?pc?d?b?r?l?h??";
	char kind = kinds[mode >> 12 & 15], bits[10] = "rwxrwxrwx";

	for (int i = 0; i < 9; i++)
		if (!(mode >> (8 - i) & 1))
			bits[i] = '-';
	if (mode & 04000)
		bits[2] = bits[2] == 'x' ? 's' : 'S';
	if (mode & 02000)
		bits[5] = bits[5] == 'x' ? 's' : 'S';
	if (mode & 01000)
		bits[8] = bits[8] == 'x' ? 't' : 'T';
	fprintf(out, "%c/%c%s", kind, kind, bits);
}

/* A '|' would end the column. */
static void
tell_name(const char *name)
{
	for (; *name; name++)
		if (*name == '|')
			fputs("\\x7c", out);
		else
			putc(*name, out);
}

static void
body_line(const json_t *f)
{
	const json_t *file = json_object_get(f, "file");
	const char *target = text(file, "target");

	fputs("0|", out);
	tell_name(text(f, "path"));
	if (*target) {
		fputs(" -> ", out);
		tell_name(target);
	}
	fprintf(out, " (%s)|%lld|", text(f, "truth"), number(file, "ino"));
	tell_mode(strtoul(text(file, "mode"), NULL, 8));
	fprintf(out, "|%lld|%lld|%lld|%lld|%lld|%lld|%lld\n", number(file, "uid"), number(file, "gid"),
	    number(file, "size"), seconds(file, "atime"), seconds(file, "mtime"),
	    seconds(file, "ctime"), seconds(file, "btime"));
}

/* ISO 8601 with what the file system keeps below a second; false when no calendar has it. */
static bool
date(const json_t *file, const char *key, char when[48])
{
	long long ns = (long long)json_integer_value(json_array_get(json_object_get(file, key), 1));
	time_t at = (time_t)seconds(file, key);
	struct tm utc;
	char day[32];

	if (!gmtime_r(&at, &utc) || utc.tm_year > 8099 || utc.tm_year < -1900)
		return false;
	strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(when, 48, "%s.%06lld+00:00", day, ns / 1000 % 1000000);
	return true;
}

static void
json_lines(const json_t *f)
{
	const json_t *file = json_object_get(f, "file");
	char when[48];

	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		json_t *line;

		if (!json_object_get(file, times[i].key) || !date(file, times[i].key, when))
			continue;
		line = json_pack("{s:O, s:s, s:s, s:O, s:O, s:O, s:O, s:O, s:O}",
		    "message", json_object_get(f, "path"), "datetime", when,
		    "timestamp_desc", times[i].says, "truth", json_object_get(f, "truth"),
		    "inode", json_object_get(file, "ino"), "mode", json_object_get(file, "mode"),
		    "uid", json_object_get(file, "uid"), "gid", json_object_get(file, "gid"),
		    "size", json_object_get(file, "size"));
		if (!line)
			die(EX_SOFTWARE, "a line of the timeline cannot be written");
		if (json_object_get(f, "package"))
			json_object_set(line, "package", json_object_get(f, "package"));
		if (json_object_get(file, "sha256"))
			json_object_set(line, "sha256", json_object_get(file, "sha256"));
		if (json_object_get(file, "target"))
			json_object_set(line, "target", json_object_get(file, "target"));
		json_dumpf(line, out, JSON_COMPACT | JSON_ENSURE_ASCII);
		putc('\n', out);
		json_decref(line);
	}
}

static void
progress(const char *what)
{
	fprintf(stderr, "\r%-76.76s\r", what);
}

static void
read_options(struct common *c, const char **file, int argc, char **argv)
{
	static const struct option own[] = {
		{ "format", required_argument, NULL, 'f' }, { "output", required_argument, NULL, 'o' },
		{ NULL, 0, NULL, 0 },
	};
	int said;

	while ((said = common_next(c, argc, argv, own)) != -1) {
		if (said == 'o') {
			*file = optarg;
			continue;
		}
		if (strcmp(optarg, "body") != 0 && strcmp(optarg, "json") != 0)
			die((errno = 0, EX_USAGE), "--format is body or json, not %s", optarg);
		c->e->file = *optarg == 'j' ? json_lines : body_line;
	}
	common_end(c, argc, argv, "");
}

/* What is missing from the timeline, on standard error; answers whether it is whole. */
static bool
tell_gaps(const struct survey *s)
{
	const json_t *body;
	bool whole = json_array_size(s->systems) > 0;
	size_t i;

	if (!whole)
		fprintf(stderr, "assay: no installed system was found\n");
	json_array_foreach(s->gaps, i, body) {
		fprintf(stderr, "assay: not covered: %s %s\n", text(body, "path"), text(body, "why"));
		whole = false;
	}
	json_array_foreach(s->volumes, i, body)
		if (strcmp(text(body, "state"), "unread") == 0) {
			fprintf(stderr, "assay: not read: %s: %s\n", text(body, "name"),
			    text(body, "why"));
			whole = false;
		}
	json_array_foreach(s->covered, i, body)
		if (strcmp(text(body, "how"), "lost") == 0) {
			fprintf(stderr, "assay: lost: %s\n", text(body, "why"));
			whole = false;
		}
	return whole;
}

int
cmd_timeline(int argc, char **argv)
{
	struct common c = common_new(help);
	const char *file = NULL;
	char part[MAX_PATH + 8];
	bool whole;

	c.e->file = body_line;
	if (isatty(STDERR_FILENO))
		c.e->progress = progress;
	read_options(&c, &file, argc, argv);
	out = stdout;
	if (file) {
		snprintf(part, sizeof part, "%s.part", file);
		if (!(out = fopen(part, "w")))
			die(EX_CANTCREAT, "cannot write %s", part);
	}
	examine(c.e);
	whole = tell_gaps(c.e->survey);
	if (fflush(out) == EOF || ferror(out) || (file && (fclose(out) == EOF || rename(part, file) == -1)))
		die(EX_IOERR, "cannot write the timeline");
	return whole ? EX_OK : 20;
}
