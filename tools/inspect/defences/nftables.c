/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * nftables - does a ruleset let everybody in, or whoever sends a sign?
 *
 * Read from nft(8): a chain that hooks "input" has a policy and rules, one to a
 * statement; "@th,OFFSET,BITS" looks into packets; "add @SET" and "update @SET"
 * let packets fill a set.  A rule that accepts by either is a door with a knock.
 */
#include "defences.h"

#define MAX_RULES	4096	/* of one file; a busy firewall has hundreds, the rest in sets */
#define MAX_SETS	64	/* filled by packets; knocking and counting want a few */

struct rule {
	struct autorun	at;
	struct span	text;
	unsigned	chain;		/* counted from 1; 0: in none */
};

struct ruleset {
	struct rule	rule[MAX_RULES];
	size_t		n;
	struct span	filled[MAX_SETS];	/* sets that packets themselves fill */
	size_t		sets;
};

/* "#" begins a comment, but not in quotes. */
static struct span
uncommented(struct span line)
{
	bool quoted = false;

	for (size_t i = 0; i < line.n; i++) {
		quoted ^= line.p[i] == '"';
		if (line.p[i] == '#' && !quoted)
			return (struct span){ line.p, i };
	}
	return line;
}

static bool
has_word(struct span text, const char *word)
{
	struct span one;

	while (span_field(&text, " \t;{}", &one))
		if (span_is(one, word))
			return true;
	return false;
}

/* Nothing but the verdict, counters, and words for people. */
static bool
accepts_all(struct span rule)
{
	struct span word;
	bool accepts = false;

	while (span_field(&rule, " \t;{}", &word)) {
		if (span_is(word, "comment")) {
			rule = span_after(span_after(rule, '"'), '"');
		} else if (span_is(word, "packets") || span_is(word, "bytes")) {
			span_field(&rule, " \t;{}", &word);
		} else if (span_is(word, "accept")) {
			accepts = true;
		} else if (!span_is(word, "counter")) {
			return false;
		}
	}
	return accepts;
}

static bool
filled(const struct ruleset *all, struct span set)
{
	for (size_t i = 0; i < all->sets; i++)
		if (span_equal(all->filled[i], set))
			return true;
	return false;
}

/* "add @SET { ip saddr }" */
static void
fills(struct ruleset *all, const struct setting_lines *l, struct span rule)
{
	struct span word, before;

	for (before = SPAN_NONE; span_field(&rule, " \t;{}", &word); before = word) {
		if (!span_starts(word, "@") || filled(all, word) ||
		    (!span_is(before, "add") && !span_is(before, "update")))
			continue;
		if (all->sets < MAX_SETS)
			all->filled[all->sets++] = word;
		else
			say_gap(l->s->in, l->a.path, "more sets of a firewall than are looked at");
	}
}

static bool
knocks(const struct ruleset *all, struct span rule)
{
	struct span rest = rule, word, before;

	if (!has_word(rule, "accept") && !has_word(rule, "redirect") && !has_word(rule, "dnat"))
		return false;
	for (before = SPAN_NONE; span_field(&rest, " \t;{}", &word); before = word) {
		if (span_is(before, "add") || span_is(before, "update"))
			continue;
		if (span_starts(word, "@th,") || span_starts(word, "@ih,") || filled(all, word))
			return true;
	}
	return false;
}

static bool
refuses(struct span rule)
{
	return has_word(rule, "drop") || has_word(rule, "reject");
}

/* Statements of chains that hook what comes in; those of others stay for their sets. */
static void
gather(struct ruleset *all, struct setting_lines *l)
{
	unsigned chain = 0, chains = 0;
	struct span line, part;

	while (settings_next(l, &line)) {
		line = uncommented(line);
		while (span_field(&line, ";", &part)) {
			part = span_trim(part);
			if (span_holds(part, "hook input"))
				chain = chains < MAX_RULES ? ++chains : chains;
			else if (span_holds(part, " hook ") || span_starts(part, "chain "))
				chain = 0;
			else if (part.n && all->n < MAX_RULES)
				all->rule[all->n++] = (struct rule){ l->a, part, chain };
			fills(all, l, part);
		}
	}
	if (all->n == MAX_RULES)
		say_gap(l->s->in, l->a.path, "more rules of a firewall than are looked at");
}

void
defences_nftables(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	const struct rule *rule;
	struct ruleset *all;
	bool *refused;	/* behind the rule, by its chain */

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	all = see_room(s->in, 1, sizeof *all);
	refused = see_room(s->in, MAX_RULES + 1, sizeof *refused);
	gather(all, &l);
	s->entries += all->n;
	for (rule = all->rule; rule < all->rule + all->n; rule++)
		if (span_starts(rule->text, "policy") && refuses(rule->text))
			refused[rule->chain] = true;
	for (rule = all->rule + all->n; rule-- > all->rule;) {
		if (rule->chain && refused[rule->chain] && accepts_all(rule->text))
			defences_say(s, DEFENCE_FIREWALL_ODD, &rule->at);
		else if (knocks(all, rule->text))
			defences_say(s, DEFENCE_FIREWALL_ODD, &rule->at);
		refused[rule->chain] |= refuses(rule->text);
	}
}
