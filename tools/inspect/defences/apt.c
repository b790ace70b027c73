/* SPDX-License-Identifier: GPL-3.0-or-later */
/* apt - do apt's settings keep it from checking what it installs, or from updating? */
#include "../hooks/aptconf.h"
#include "defences.h"

#define YES	"1 yes true on enable"
#define NO	"0 no false off disable"

/* apt-secure(8), apt.conf(5), apt-transport-https(1). */
static const struct setting_off {
	const char	*name;		/* its last part */
	const char	*values;
	enum finding	 says;
} off[] = {
	{ "*::AllowUnauthenticated", YES, DEFENCE_PACKAGES_UNCHECKED },
	{ "*::AllowInsecureRepositories", YES, DEFENCE_PACKAGES_UNCHECKED },
	{ "*::AllowDowngradeToInsecureRepositories", YES, DEFENCE_PACKAGES_UNCHECKED },
	{ "*::Verify-Peer", NO, DEFENCE_PACKAGES_UNCHECKED },
	{ "*::Verify-Host", NO, DEFENCE_PACKAGES_UNCHECKED },
	{ "APT::Periodic::Unattended-Upgrade", "0", DEFENCE_UPDATES_OFF },
	{ "APT::Periodic::Enable", "0", DEFENCE_UPDATES_OFF },
	{ "Acquire::http::Proxy*", "http* socks*", DEFENCE_PROXY },
	{ "Acquire::https::Proxy*", "http* socks*", DEFENCE_PROXY },
};

static void
one_file(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct autorun a = startup_root(s, path);
	struct aptconf c;
	struct span text;

	(void)arg, (void)as;
	if (see_file(s->in, path, &text) != VIEW_OK)
		return;
	aptconf_open(&c, s, text);
	while (aptconf_next(&c)) {
		s->entries++;
		a.line = c.at;
		a.said = see_join(s->in, c.path, span_of(" "), c.value);
		for (size_t i = 0; i < sizeof off / sizeof *off; i++)
			if (settings_fit(c.path, off[i].name, true) &&
			    defences_fit(c.value, off[i].values))
				defences_say(s, off[i].says, &a);
	}
}

void
defences_apt(struct startup *s)
{
	aptconf_files(s, NULL, one_file);
}
