/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lists - which modules do lists tell common libraries to load?
 *
 * Read from OpenSSL's config(5), ENGINE and PROVIDER sections; krb5.conf(5),
 * "plugins"; pkcs11.conf(5); the head of what gdk-pixbuf-query-loaders(1) and
 * gtk-query-immodules write.  A line of those that is one quoted path names a
 * module.
 */
#include "loader.h"

static const struct settings lists[] = {
	{ "/etc/ssl/openssl.cnf /usr/lib/ssl/openssl.cnf /etc/pki/tls/openssl.cnf"
	    " /etc/pki/tls/openssl.d/*.cnf /etc/crypto-policies/back-ends/*.config"
	    " /usr/local/ssl/openssl.cnf", "#[", " \t=", NULL,
	    { { "dynamic_path", MEANS_FILES, 0 }, { "SO_PATH", MEANS_FILES, 0 },
	    { "module", MEANS_FILES, 0 } } },
	{ "/etc/krb5.conf /etc/krb5.conf.d/*", "#;[", " \t=", NULL, { { "module", MEANS_FILES, ':' } } },
	{ "/etc/pkcs11/modules/* /usr/share/p11-kit/modules/*.module ~/.config/pkcs11/modules/*", "#",
	    ":", NULL, { { "module", MEANS_FILES, 0 }, { "remote", MEANS_TEXT, '|' } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};
static const char *const caches[] = {
	"/usr/lib/*/gdk-pixbuf-2.0/*/loaders.cache", "/usr/lib64/gdk-pixbuf-2.0/*/loaders.cache",
	"/usr/lib/*/gtk-*/*/immodules.cache", "/usr/lib64/gtk-*/*/immodules.cache", NULL
};

static void
cached(struct startup *s, void *arg, struct span path, const struct person *as)
{
	struct setting_lines l;
	struct span line, word;

	(void)arg;
	if (!settings_open(&l, s, path, as, "#"))
		return;
	while (settings_next(&l, &line)) {
		word = settings_unquoted(line);
		if (span_starts(word, "/") && !span_has(word, '"'))
			command_words(s, &l.a, &word, 1);
	}
}

void
loader_lists(struct startup *s)
{
	settings_run(s, lists);
	for (size_t i = 0; caches[i]; i++)
		settings_files(s, caches[i], NULL, cached);
}
