/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * signer - whose signature stands at the end of a kernel module?
 *
 * Format, from include/linux/module_signature.h: the module, a PKCS#7 message,
 * twelve bytes (the third tells the kind: 2 is PKCS#7; the last four are the
 * message's length, high byte first), and a marker.
 */
#include <openssl/pkcs7.h>
#include <openssl/x509.h>
#include <stdlib.h>

#include "signer.h"

#define MARKER		"~Module signature appended~\n"
#define TRAILER		12
#define KIND_PKCS7	2

/* The signer's name and serial number, as one digest. */
static bool
fingerprint_of(PKCS7_SIGNER_INFO *info, char fingerprint[HASH_HEX])
{
	PKCS7_ISSUER_AND_SERIAL *who = info->issuer_and_serial;
	unsigned char *name = NULL;
	struct hasher *h;
	int n;

	if (!who || (n = i2d_X509_NAME(who->issuer, &name)) < 0)
		return false;
	h = hash_open(HASH_SHA256);
	hash_add(h, name, (size_t)n);
	hash_add(h, ASN1_STRING_get0_data(who->serial), (size_t)ASN1_STRING_length(who->serial));
	hash_close(h, fingerprint);
	OPENSSL_free(name);
	return true;
}

static bool
message_signer(struct span message, char fingerprint[HASH_HEX])
{
	const unsigned char *p = message.p;
	PKCS7 *pkcs7 = d2i_PKCS7(NULL, &p, (long)message.n);
	STACK_OF(PKCS7_SIGNER_INFO) *infos = pkcs7 ? PKCS7_get_signer_info(pkcs7) : NULL;
	bool known = infos && sk_PKCS7_SIGNER_INFO_num(infos) == 1 &&
	    fingerprint_of(sk_PKCS7_SIGNER_INFO_value(infos, 0), fingerprint);

	PKCS7_free(pkcs7);
	return known;
}

enum signer
signer_of(struct span tail, char fingerprint[HASH_HEX])
{
	const unsigned char *t;
	size_t length;

	fingerprint[0] = '\0';
	if (!span_ends(tail, MARKER))
		return SIGNER_NONE;
	tail.n -= sizeof MARKER - 1;
	if (tail.n < TRAILER)
		return SIGNER_ODD;
	tail.n -= TRAILER;
	t = tail.p + tail.n;
	length = (size_t)t[8] << 24 | (size_t)t[9] << 16 | (size_t)t[10] << 8 | t[11];
	if (t[2] != KIND_PKCS7 || length > tail.n)
		return SIGNER_ODD;
	return message_signer(span_skip(tail, tail.n - length), fingerprint) ? SIGNER_KNOWN : SIGNER_ODD;
}
