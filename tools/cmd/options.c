/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options - which of a command's options mean what they mean everywhere? */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "../lib/die.h"
#include "options.h"

enum { ALL = 256, NO_JAIL, REFERENCE, UNSIGNED_REFERENCE, SIGNERS, KEYS, UNSIGNED_KEYS,
	ASSEMBLE, KEY_FILE, MEMORY, HELP };	/* beside letters */

#define MOST	32	/* options of one command, these among them */

static const struct option everywhere[] = {
	{ "all", no_argument, NULL, ALL },
	{ "no-jail", no_argument, NULL, NO_JAIL },
	{ "reference", required_argument, NULL, REFERENCE },
	{ "unsigned-reference", no_argument, NULL, UNSIGNED_REFERENCE },
	{ "signers", required_argument, NULL, SIGNERS },
	{ "keys", required_argument, NULL, KEYS },
	{ "unsigned-keys", no_argument, NULL, UNSIGNED_KEYS },
	{ "assemble", no_argument, NULL, ASSEMBLE },
	{ "key-file", required_argument, NULL, KEY_FILE },
	{ "memory", required_argument, NULL, MEMORY },
	{ "help", no_argument, NULL, HELP },
};

#define EVERYWHERE	(sizeof everywhere / sizeof *everywhere)

struct common
common_new(const char *help)
{
	struct common c = { .e = need(1, sizeof *c.e), .packs = need(1, sizeof *c.packs), .help = help };

	c.e->jailed = true;
	c.e->survey = survey_new();
	return c;
}

int
common_next(struct common *c, int argc, char **argv, const struct option *own)
{
	struct option table[MOST] = { { 0 } };
	size_t n = 0;
	int said;

	for (; own && own->name; own++) {
		assert(n + EVERYWHERE + 1 < MOST);
		table[n++] = *own;
	}
	for (size_t i = 0; i < EVERYWHERE; i++)
		table[n++] = everywhere[i];
	while ((said = getopt_long(argc, argv, "", table, NULL)) != -1)
		switch (said) {
		case ALL:
			c->all = true;
			break;
		case NO_JAIL:
			c->e->jailed = false;
			break;
		case REFERENCE:
			packs_add(c->packs, optarg);
			break;
		case UNSIGNED_REFERENCE:
			c->packs->unsigned_too = true;
			break;
		case SIGNERS:
			c->signers = optarg;
			break;
		case KEYS:
			if (c->nkeys == MAX_KEY_FILES)
				die((errno = 0, EX_USAGE), "more than %d files of keys", MAX_KEY_FILES);
			c->keys[c->nkeys++] = optarg;
			break;
		case UNSIGNED_KEYS:
			c->unsigned_keys = true;
			break;
		case ASSEMBLE:
			c->e->assemble = true;
			break;
		case KEY_FILE:
			examine_key_file(c->e, optarg);
			break;
		case MEMORY:
			if (!span_decimal(span_of(optarg), &c->e->stack.room) || c->e->stack.room == 0 ||
			    !mul_ok(c->e->stack.room, (uint64_t)1 << 20, &c->e->stack.room))
				die((errno = 0, EX_USAGE), "--memory is a number of MiB, not %s", optarg);
			break;
		case HELP:
			fputs(c->help, stdout);
			exit(EX_OK);
		case '?':
			fputs(c->help, stderr);
			exit(EX_USAGE);
		default:
			return said;
		}
	return -1;
}

void
common_end(struct common *c, int argc, char **argv, const char *since)
{
	examine_targets(c->e, argv + optind, argc - optind, c->all);
	for (unsigned int i = 0; i < c->nkeys; i++)
		keyfile_bring(c->keys[i], c->signers, c->unsigned_keys);
	if (since)
		packs_bring(c->packs, c->signers, since, c->e->survey);	/* they stay for the children */
}
