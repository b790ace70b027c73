/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * firewall - does a saved rule let everybody in, or whoever sends a sign?
 *
 * Read from iptables-extensions(8): "string" looks into packets, "recent
 * --rcheck" asks whether an address was seen before; a rule that accepts or
 * turns a connection by either is a door with a knock.  A rule that accepts
 * without a condition makes the refusals behind it empty.  ufw(8),
 * firewalld.zone(5), firewalld.direct(5), knockd(1).
 */
#include "defences.h"

#define MAX_OPEN	16	/* rules without a condition in one file */

static bool
knocks(struct span rule)
{
	return (span_holds(rule, "-j ACCEPT") || span_holds(rule, "-j REDIRECT") ||
	    span_holds(rule, "-j DNAT")) && (span_holds(rule, "-m string") ||
	    (span_holds(rule, "-m recent") && span_holds(rule, "--rcheck")));
}

/* Nothing but "-j ACCEPT", words for people, and addresses that are everybody's. */
static bool
accepts_all(struct span rule)
{
	struct span word;
	bool accepts = false;

	while (span_field(&rule, " \t", &word)) {
		if (span_is(word, "-j")) {
			accepts = span_field(&rule, " \t", &word) && span_is(word, "ACCEPT");
			if (!accepts)
				return false;
		} else if (span_is(word, "-s") || span_is(word, "-d")) {
			if (!span_field(&rule, " \t", &word) || !span_ends(word, "/0"))
				return false;
		} else if (span_is(word, "-m")) {
			if (!span_field(&rule, " \t", &word) || !span_is(word, "comment"))
				return false;
		} else if (span_is(word, "--comment")) {
			rule = span_trim(rule);
			if (span_starts(rule, "\""))
				rule = span_after(span_skip(rule, 1), '"');
			else
				span_field(&rule, " \t", &word);
		} else {
			return false;
		}
	}
	return accepts;
}

static bool
refuses(struct span words)
{
	return span_holds(words, "DROP") || span_holds(words, "REJECT");
}

static bool
incoming(struct span chain)
{
	return settings_fit(chain, "*input", true);
}

struct open {
	struct autorun	rule;
	struct span	chain;
	bool		guards;		/* something behind it, or its chain's policy, refuses */
};

static void
refused(struct open *open, size_t n, struct span chain)
{
	for (size_t i = 0; i < n; i++)
		open[i].guards |= span_equal(open[i].chain, chain);
}

/* What iptables-save writes: "*table", ":CHAIN POLICY", "-A CHAIN rule". */
static void
rules(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, verb, chain, closed[MAX_OPEN];
	struct open open[MAX_OPEN];
	struct setting_lines l;
	size_t n = 0, policies = 0;
	bool policy;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#*"))
		return;
	while (settings_next(&l, &line)) {
		if (span_starts(line, ":")) {
			line = span_skip(line, 1);
			chain = settings_name(&line, " \t");
			if (incoming(chain) && policies < MAX_OPEN &&
			    (refuses(span_before(line, ' ')) || span_is(chain, "ufw-user-input")))
				closed[policies++] = chain;
			continue;
		}
		s->entries++;
		if (knocks(line))
			defences_say(s, DEFENCE_FIREWALL_ODD, &l.a);
		verb = settings_name(&line, " \t");
		chain = settings_name(&line, " \t");
		if ((!span_is(verb, "-A") && !span_is(verb, "-I")) || !incoming(chain))
			continue;
		if (refuses(line))
			refused(open, n, chain);
		policy = false;
		for (size_t i = 0; i < policies; i++)
			policy |= span_equal(closed[i], chain);
		if (n < MAX_OPEN && accepts_all(line))
			open[n++] = (struct open){ l.a, chain, policy };
	}
	for (size_t i = 0; i < n; i++)
		if (open[i].guards)
			defences_say(s, DEFENCE_FIREWALL_ODD, &open[i].rule);
}

/* ufw's own answer to what no rule speaks of; it only counts where ufw is on. */
static void
ufw(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, name;
	bool *on = arg;

	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, "=");
		line = settings_unquoted(line);
		if (span_is(name, "ENABLED"))
			*on = settings_fit(line, "yes", true);
		else if (*on && span_is(name, "DEFAULT_INPUT_POLICY") && settings_fit(line, "accept", true))
			defences_say(s, DEFENCE_FIREWALL_ODD, &l.a);
	}
}

/* <rule ... chain="INPUT" ...>-j ACCEPT</rule>, and <passthrough> likewise. */
static void
direct(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct span line, rule;
	struct setting_lines l;

	(void)arg;
	if (!settings_open(&l, s, path, as, ""))
		return;
	while (settings_next(&l, &line)) {
		if (!span_starts(line, "<rule ") && !span_starts(line, "<passthrough "))
			continue;
		s->entries++;
		rule = span_before(span_after(line, '>'), '<');
		if (knocks(rule) || (span_holds(line, "chain=\"INPUT\"") && accepts_all(rule)))
			defences_say(s, DEFENCE_FIREWALL_ODD, &l.a);
	}
}

/* What takes everything, and is the zone of all that has none of its own. */
static void
zone(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line;

	(void)arg;
	if (!settings_open(&l, s, path, as, ""))
		return;
	while (settings_next(&l, &line))
		if (span_starts(line, "<zone") && span_holds(line, "target=\"ACCEPT\""))
			defences_say(s, DEFENCE_FIREWALL_ODD, &l.a);
}

static void
firewalld(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line))
		if (span_is(settings_name(&line, " \t="), "DefaultZone"))
			settings_files_of(s, startup_text(s, "/etc/firewalld/zones/", line, ".xml"), NULL,
			    zone);
}

/* A door that opens to a sign, by trade. */
static void
knockd(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, name;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#["))
		return;
	while (settings_next(&l, &line)) {
		name = settings_name(&line, " \t=");
		if (!settings_fit(name, "*command", true))
			continue;
		s->entries++;
		defences_say(s, DEFENCE_FIREWALL_ODD, &l.a);
	}
}

void
defences_firewall(struct startup *s)
{
	static const char *const files[] = { "/etc/iptables/*", "/etc/iptables.*", "/etc/sysconfig/iptables",
		"/etc/sysconfig/ip6tables", "/etc/ufw/*.rules", "/var/lib/iptables/*", NULL };
	static const char *const nftables[] = { "/etc/nftables.conf", "/etc/nftables.d/*",
		"/etc/nftables/*", "/etc/sysconfig/nftables.conf", NULL };
	bool on = false;

	for (size_t i = 0; files[i]; i++)
		settings_files(s, files[i], NULL, rules);
	for (size_t i = 0; nftables[i]; i++)
		settings_files(s, nftables[i], NULL, defences_nftables);
	settings_files(s, "/etc/ufw/ufw.conf", &on, ufw);
	settings_files(s, "/etc/default/ufw", &on, ufw);
	settings_files(s, "/etc/firewalld/firewalld.conf", NULL, firewalld);
	settings_files(s, "/etc/firewalld/direct.xml", NULL, direct);
	settings_files(s, "/etc/knockd.conf", NULL, knockd);
}
