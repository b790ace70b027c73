/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cloud - what does cloud-init run at every boot?
 *
 * Read from cloud-init's "Module reference" (bootcmd, scripts per boot),
 * "Boot stages", "User data formats" and its NoCloud data source.  What ran
 * once, when the machine was made, is history; unless a module's frequency
 * is changed to "always".
 */
#include "../../lib/yaml.h"
#include "services.h"

#define MAX_WORDS	64	/* of one command */

static const char *const scripts[] = {
	"/var/lib/cloud/scripts/per-boot/*", "/var/lib/cloud/instances/*/boothooks/*", NULL
};
static const char *const settings[] = {
	"/etc/cloud/cloud.cfg", "/etc/cloud/cloud.cfg.d/*.cfg", "/var/lib/cloud/instances/*/cloud-config.txt",
	"/var/lib/cloud/instances/*/vendor-cloud-config.txt", NULL
};
/* Read anew at each boot where there is no cloud, before what was made of them then. */
static const char *const seeds[] = {
	"/var/lib/cloud/seed/*/user-data", "/var/lib/cloud/seed/*/vendor-data", NULL
};
/* Python that cloud-init calls for each part of its data. */
static const char *const handlers[] = {
	"/var/lib/cloud/handlers/*.py", "/var/lib/cloud/instances/*/handlers/*.py", NULL
};

struct always {
	bool	scripts, commands;	/* what ran once runs at each boot */
};

/* A list of commands, some of them lists of words themselves. */
struct commands {
	struct startup	*s;
	struct autorun	 a;
	struct span	 word[MAX_WORDS];
	size_t		 n, item;
};

static struct span
meaning(struct startup *s, const struct yaml *y)
{
	return yaml_text(y, see_room(s->in, y->value.n + 1, 1));
}

static void
run_words(struct commands *c)
{
	if (c->n)
		command_words(c->s, &c->a, c->word, c->n);
	c->n = 0;
}

/* One scalar of the list that lies `depth` deep. */
static void
listed(struct commands *c, const struct yaml *y, size_t depth)
{
	bool word = y->depth > depth;
	size_t item = y->level[depth - 1].item;

	if (c->n && (!word || item != c->item))
		run_words(c);
	if (c->n == 0) {
		c->a.line = y->at;
		c->a.said = span_before(y->value, '\n');
	}
	c->item = item;
	if (!word)
		command_text(c->s, &c->a, meaning(c->s, y));
	else if (c->n < MAX_WORDS)
		c->word[c->n++] = meaning(c->s, y);
}

static void
cloud_config(struct startup *s, struct span path, struct span bytes, const struct always *always)
{
	struct commands c = { .s = s, .a = startup_root(s, path) };
	struct yaml y;

	yaml_open(&y, bytes);
	while (yaml_next(&y)) {
		if (yaml_at(&y, "bootcmd/-") || yaml_at(&y, "bootcmd/-/-") || (always->commands &&
		    (yaml_at(&y, "runcmd/-") || yaml_at(&y, "runcmd/-/-"))))
			listed(&c, &y, 2);
		else
			run_words(&c);
	}
	run_words(&c);
	if (y.cut)
		say_gap(s->in, path, "nested deeper than is followed");
}

static void
config(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span bytes;

	(void)as;
	if (see_file(s->in, path, &bytes) == VIEW_OK)
		cloud_config(s, path, bytes, arg);
}

/* "cloud_final_modules: [..., [scripts-user, always]]" */
static void
frequency(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span bytes, text, name = SPAN_NONE;
	struct always *always = arg;
	struct yaml y;

	(void)as;
	if (see_file(s->in, path, &bytes) != VIEW_OK)
		return;
	yaml_open(&y, bytes);
	while (yaml_next(&y)) {
		if (!yaml_ends(&y, "-/-") || !settings_fit(y.level[0].key, "cloud_*_modules", false))
			continue;
		text = meaning(s, &y);
		if (y.level[y.depth - 1].item == 0)
			name = text;
		else if (span_is(text, "always")) {
			always->scripts |= span_is(name, "scripts-user") ||
			    span_is(name, "scripts_user");
			always->commands |= span_is(name, "runcmd");
		}
	}
}

static void
script(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)arg, (void)as;
	command_file(s, &a, true);
}

static void
seed(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct span bytes;

	(void)as;
	if (see_file(s->in, path, &bytes) != VIEW_OK)
		return;
	if (span_starts(bytes, "#cloud-boothook") || span_starts(bytes, "#!"))
		command_sourced(s, &a);
	else
		cloud_config(s, path, bytes, arg);
}

static void
handler(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);

	(void)arg, (void)as;
	command_words(s, &a, &a.path, 1);
	command_code(s, path);
}

void
services_cloud_init(struct startup *s)
{
	struct always always = { false, false };

	settings_files(s, "/etc/cloud/cloud.cfg", &always, frequency);
	settings_files(s, "/etc/cloud/cloud.cfg.d/*.cfg", &always, frequency);
	settings_programs(s, scripts);
	/* What runcmd asks for was written there as a script, too. */
	if (always.scripts)
		settings_files(s, "/var/lib/cloud/instances/*/scripts/*", NULL, script);
	for (size_t i = 0; settings[i]; i++)
		settings_files(s, settings[i], &always, config);
	for (size_t i = 0; seeds[i]; i++)
		settings_files(s, seeds[i], &always, seed);
	for (size_t i = 0; handlers[i]; i++)
		settings_files(s, handlers[i], NULL, handler);
}
