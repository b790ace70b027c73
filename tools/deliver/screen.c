/* SPDX-License-Identifier: GPL-3.0-or-later */
/* screen - what must somebody in front of a rack read, first to last? */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/die.h"
#include "screen.h"

#define BIG_LINES	5
#define FOOT_LINES	4	/* kept for what stands below the reasons */

/* Block letters of the words that a verdict is made of, five lines high. */
static const char *const big[][BIG_LINES + 1] = {
	{ "KEEP",
	  "#   #  #####  #####  ####",
	  "#  #   #      #      #   #",
	  "###    ####   ####   ####",
	  "#  #   #      #      #",
	  "#   #  #####  #####  #" },
	{ "REBUILD",
	  "####   #####  ####   #   #  #  #      ####",
	  "#   #  #      #   #  #   #  #  #      #   #",
	  "####   ####   ####   #   #  #  #      #   #",
	  "#  #   #      #   #  #   #  #  #      #   #",
	  "#   #  #####  ####    ###   #  #####  ####" },
	{ "INCONCLUSIVE",
	  "# #   #  ###  ###  #   #  ### #   #  # ### # #   # ####",
	  "# ##  # #    #   # ##  # #    #   #  # #   # #   # #",
	  "# # # # #    #   # # # # #    #   #  #  #  #  # #  ###",
	  "# #  ## #    #   # #  ## #    #   #  #   # #  # #  #",
	  "# #   #  ###  ###  #   #  ### ####  ## ### #   #   ####" },
};

struct page {
	FILE		*out;
	unsigned int	 used, most;	/* lines; most 0: no bound */
};

static void
line(struct page *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void
line(struct page *p, const char *format, ...)
{
	char text[SCREEN_WIDTH + 1];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	fprintf(p->out, "%s\n", text);
	p->used++;
}

/* How many characters of a text fit in n columns without cutting a word. */
static size_t
fitting(const char *text, size_t n)
{
	size_t at = n;

	if (strlen(text) <= n)
		return strlen(text);
	while (at && text[at] != ' ')
		at--;
	return at ? at : n;
}

/* A text over as many lines as it takes, the first after `head`, the others below it. */
static void
wrap(struct page *p, const char *head, const char *text)
{
	int indent = (int)strlen(head);
	size_t room = SCREEN_WIDTH - strlen(head), n;

	do {
		n = fitting(text, room);
		line(p, "%s%.*s", head, (int)n, text);
		for (text += n; *text == ' '; text++)
			;
		head = "                    ";
		head += strlen(head) - (size_t)(indent > 20 ? 20 : indent);
	} while (*text);
}

static const char *
text(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static const char *
or_unknown(const json_t *o, const char *key)
{
	return *text(o, key) ? text(o, key) : "unknown";
}

static void
show_big(struct page *p, const char *word)
{
	for (size_t i = 0; i < sizeof big / sizeof *big; i++)
		for (size_t k = 1; strcmp(big[i][0], word) == 0 && k <= BIG_LINES; k++)
			line(p, "  %s", big[i][k]);
}

static const char *
meaning(enum verdict v)
{
	switch (v) {
	case VERDICT_KEEP:
		return "KEEP: nothing was found, and nothing that the policy asks for was missed.";
	case VERDICT_REBUILD:
		return "REBUILD: take this machine out of service and install it anew.";
	default:
		return "INCONCLUSIVE: a person must look at what follows before deciding.";
	}
}

static json_int_t
total(const struct report *r, const char *key)
{
	json_int_t n = 0;
	const json_t *v;
	size_t i;

	json_array_foreach(r->survey->volumes, i, v)
		n += json_integer_value(json_object_get(v, key));
	return n;
}

/* What was hashed; and, when there is any, what was too large a piece of data to be. */
static void
show_swept(struct page *p, const struct report *r)
{
	json_int_t files = total(r, "swept_files"), typed = total(r, "typed_files");

	if (!files)
		return;
	line(p, "hashed    %lld files, %.1f GB", (long long)(files - typed),
	    (double)total(r, "swept_bytes") / 1e9);
	if (typed)
		line(p, "          not %lld large data files, %.1f GB (--deep hashes them too)",
		    (long long)typed, (double)total(r, "typed_bytes") / 1e9);
}

static void
show_machine(struct page *p, const struct report *r)
{
	char macs[128] = "", words[256];
	const json_t *mac, *os, *v;
	double size = 0;
	size_t i, at = 0, disks = 0;

	json_array_foreach(json_object_get(r->host, "macs"), i, mac)
		if (at < sizeof macs)
			at += (size_t)snprintf(macs + at, sizeof macs - at, "%s%s", i ? " " : "",
			    json_string_value(mac));
	snprintf(words, sizeof words, "%s%s%s, serial %s", or_unknown(r->host, "vendor"),
	    *text(r->host, "product") ? " " : "", text(r->host, "product"),
	    or_unknown(r->host, "serial"));
	wrap(p, "machine   ", words);
	if (*text(r->host, "uuid") || *macs) {
		snprintf(words, sizeof words, "%s%s%s", text(r->host, "uuid"),
		    *macs && *text(r->host, "uuid") ? "  " : "", macs);
		line(p, "          %s", words);
	}
	json_array_foreach(r->survey->volumes, i, v)
		if (!json_object_get(v, "parent")) {
			size += (double)json_integer_value(json_object_get(v, "size"));
			disks++;
		}
	json_array_foreach(r->survey->systems, i, os)
		line(p, "system    %s%s%s%s%s", text(os, "name"), *text(os, "hostname") ? ", host name " : "",
		    text(os, "hostname"), *text(os, "root") ? ", in " : "", text(os, "root"));
	line(p, "inspected %zu target%s, %.1f GB", disks, disks == 1 ? "" : "s", size / 1e9);
	show_swept(p, r);
}

static void
show_reason(struct page *p, const json_t *r)
{
	const json_t *where = json_object_get(r, "where"), *place;
	json_int_t n = json_integer_value(json_object_get(r, "count"));
	char words[1024], head[16];
	size_t i, at;

	snprintf(head, sizeof head, "%-9s ", text(r, "weight"));
	at = (size_t)snprintf(words, sizeof words, "%s", text(r, "says"));
	if (n > 1 && at < sizeof words)
		at += (size_t)snprintf(words + at, sizeof words - at, " (%lld times)", (long long)n);
	json_array_foreach(where, i, place)
		if (at < sizeof words)
			at += (size_t)snprintf(words + at, sizeof words - at, "%s%.120s",
			    i ? ", " : ": ", json_string_value(place));
	if (n > (json_int_t)json_array_size(where) && json_array_size(where) && at < sizeof words)
		snprintf(words + at, sizeof words - at, " ...");
	wrap(p, head, words);
}

/* How many lines a reason would take. */
static unsigned int
lines_of(const json_t *r)
{
	struct page p = { .out = fopen("/dev/null", "w") };

	if (!p.out)
		return 1;
	show_reason(&p, r);
	fclose(p.out);
	return p.used;
}

static void
show_reasons(struct page *p, const struct report *r)
{
	const json_t *reason;
	size_t i, all = json_array_size(r->judgement->because);

	json_array_foreach(r->judgement->because, i, reason) {
		if (p->most && p->used + lines_of(reason) + FOOT_LINES > p->most) {
			line(p, "          ... and %zu more reason%s in the report", all - i,
			    all - i == 1 ? "" : "s");
			return;
		}
		show_reason(p, reason);
	}
}

static void
show_stages(struct page *p, const struct report *r)
{
	const json_t *stage;
	size_t i;

	json_array_foreach(r->stages, i, stage)
		line(p, "%-9s %-12s %8.2f s", i ? "" : "stages", text(stage, "name"),
		    json_real_value(json_object_get(stage, "seconds")));
}

/* Every place where something could start by itself, those that are empty too. */
static void
show_sources(struct page *p, const struct report *r)
{
	const json_t *source;
	char *words = NULL;
	size_t i, n;
	FILE *out = open_memstream(&words, &n);

	if (!out)
		die(EX_OSERR, "out of memory");
	json_array_foreach(r->survey->sources, i, source)
		fprintf(out, "%s%s %lld", i ? ", " : "", text(source, "name"),
		    (long long)json_integer_value(json_object_get(source, "entries")));
	fclose(out);
	if (*words)
		wrap(p, "startup   ", words);
	free(words);
}

char *
screen_make(const struct report *r, unsigned int lines)
{
	char *made = NULL;
	size_t n;
	struct page p = { .out = open_memstream(&made, &n), .most = lines };

	if (!p.out)
		die(EX_OSERR, "out of memory");
	show_big(&p, verdict_name(r->judgement->verdict));
	line(&p, "%s", "");
	wrap(&p, "", meaning(r->judgement->verdict));
	show_machine(&p, r);
	show_reasons(&p, r);
	if (!lines) {
		show_sources(&p, r);
		show_stages(&p, r);
	}
	line(&p, "assay     %s, policy %s %.12s, %s", ASSAY_VERSION, r->policy->name,
	    r->policy->sha256, r->finished);
	line(&p, "report    %s", r->file ? r->file : "not kept (--report FILE keeps it)");
	line(&p, "sha256    %s", r->sha256);
	fclose(p.out);
	return made;
}

char *
screen_line(const struct report *r)
{
	const struct judgement *j = r->judgement;
	json_t *names = json_array(), *reason, *o;
	char *made;
	size_t i;

	json_array_foreach(j->because, i, reason)
		if (strcmp(text(reason, "weight"), "note") != 0 &&
		    strcmp(text(reason, "weight"), "site") != 0 &&
		    strcmp(text(reason, "name"), "NOT_COVERED") != 0)
			json_array_append(names, json_object_get(reason, "name"));
	o = json_pack("{s:s, s:i, s:s, s:s, s:s, s:O, s:I, s:{s:i, s:i, s:i}, s:i, s:i, s:o}",
	    "verdict", verdict_name(j->verdict), "exit", (int)j->verdict,
	    "report_sha256", r->sha256, "assay", ASSAY_VERSION, "policy", r->policy->name,
	    "host", r->host, "systems", (json_int_t)json_array_size(r->survey->systems),
	    "findings", "rebuild", (int)j->count[REBUILD], "review", (int)j->count[REVIEW],
	    "note", (int)j->count[NOTE], "allowed", (int)j->allowed, "gaps", (int)j->gaps,
	    "because", names);
	made = o ? json_dumps(o, JSON_COMPACT | JSON_ENSURE_ASCII) : NULL;
	if (!made)
		die(EX_SOFTWARE, "the verdict cannot be written");
	json_decref(o);
	return made;
}
