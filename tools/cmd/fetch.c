/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fetch - what does a server hold that our medium vouches for?
 *
 * For keys of encrypted volumes, which must not be read on the way: TLS, and a
 * server whose certificate chains to a file of ours.  The clock of the machine that
 * is inspected is not believed, so no certificate is too old.
 */
#include <errno.h>
#include <getopt.h>
#include <openssl/err.h>
#include <openssl/http.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

#include "../lib/die.h"
#include "cmd.h"

#define MAX_FETCHED	8192	/* bytes: as a key file may have */
#define MAX_SECONDS	30

static const char help[] =
    "usage: assay fetch --trust FILE URL\n"
    "\n"
    "Prints what URL (https://SERVER/PATH) holds, at most 8 KB: a key for an encrypted\n"
    "volume.\n"
    "\n"
    "--trust FILE   certificates, in PEM, one of which the server's must chain to\n"
    "\n"
    "Exit status: 0 fetched, 69 not, 64-78 the tool failed.\n";

struct fetching {
	SSL_CTX		*context;
	char		*host;
};

static _Noreturn void
fail(const char *what)
{
	const char *why = ERR_reason_error_string(ERR_peek_error());

	die((errno = 0, EX_UNAVAILABLE), "%s: %s", what, why ? why : "no answer");
}

/* The connection's own layer of TLS; OSSL_HTTP_bio_cb_t in OSSL_HTTP_transfer(3). */
static BIO *
secure(BIO *connection, void *arg, int connect, int tls)
{
	struct fetching *f = arg;
	X509_VERIFY_PARAM *p;
	BIO *layer;
	SSL *ssl;

	if (!connect)
		return connection;
	if (!tls || !(layer = BIO_new_ssl(f->context, 1)))
		return NULL;
	BIO_get_ssl(layer, &ssl);
	p = SSL_get0_param(ssl);
	if (X509_VERIFY_PARAM_set1_ip_asc(p, f->host) != 1 &&
	    (X509_VERIFY_PARAM_set1_host(p, f->host, 0) != 1 ||
	    SSL_set_tlsext_host_name(ssl, f->host) != 1)) {
		BIO_free(layer);
		return NULL;
	}
	ERR_clear_error();	/* a name is no address */
	return BIO_push(layer, connection);
}

static SSL_CTX *
trusting(const char *file)
{
	SSL_CTX *c = SSL_CTX_new(TLS_client_method());

	if (!c || SSL_CTX_set_min_proto_version(c, TLS1_2_VERSION) != 1)
		fail("TLS");
	if (SSL_CTX_load_verify_file(c, file) != 1)
		die((errno = 0, EX_CONFIG), "%s holds no certificate that can be read", file);
	SSL_CTX_set_verify(c, SSL_VERIFY_PEER, NULL);
	X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(c), X509_V_FLAG_NO_CHECK_TIME);
	return c;
}

static void
fetch(const char *trust, const char *url)
{
	struct fetching f = { .context = trusting(trust) };
	unsigned char body[MAX_FETCHED + 1];
	int tls = 0, n, all = 0;
	BIO *answer;

	if (OSSL_HTTP_parse_url(url, &tls, NULL, &f.host, NULL, NULL, NULL, NULL, NULL) != 1 || !tls)
		die((errno = 0, EX_USAGE), "a URL begins with https://, not %.60s", url);
	answer = OSSL_HTTP_get(url, NULL, NULL, NULL, NULL, secure, &f, 0, NULL, NULL, 0, MAX_FETCHED,
	    MAX_SECONDS);
	/* What comes with a refusal is handed over too, with an error beside it. */
	if (!answer || ERR_peek_error())
		fail("cannot be fetched");
	while (all < (int)sizeof body && (n = BIO_read(answer, body + all, (int)sizeof body - all)) > 0)
		all += n;
	if (all > MAX_FETCHED)
		die((errno = 0, EX_UNAVAILABLE), "cannot be fetched: it is larger than a key");
	if (fwrite(body, 1, (size_t)all, stdout) != (size_t)all || fflush(stdout) == EOF)
		die(EX_IOERR, "cannot write what was fetched");
	OPENSSL_cleanse(body, sizeof body);
	BIO_free_all(answer);
	SSL_CTX_free(f.context);
	OPENSSL_free(f.host);
}

int
cmd_fetch(int argc, char **argv)
{
	static const struct option known[] = {
		{ "trust", required_argument, NULL, 't' }, { "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	const char *trust = NULL;
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1)
		switch (c) {
		case 't':
			trust = optarg;
			break;
		case 'h':
			fputs(help, stdout);
			return EX_OK;
		default:
			fputs(help, stderr);
			return EX_USAGE;
		}
	if (!trust || optind + 1 != argc) {
		fputs(help, stderr);
		return EX_USAGE;
	}
	fetch(trust, argv[optind]);
	return EX_OK;
}
