/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_sshsig - does any signature, key or line of allowed_signers break the reader of them?
 *
 * Input: the length of a text of allowed signers (a byte), that text, a blob.
 * The blob is armoured and read as a signature, and taken apart as a key and
 * its signature too: else no input would ever get as far.
 */
#include <openssl/evp.h>

#include "../../tools/trust/sshsig.h"
#include "../../tools/trust/wire.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char begin[] = "-----BEGIN SSH SIGNATURE-----\n";
	static const char end[] = "\n-----END SSH SIGNATURE-----\n";
	struct span blob = { p, n }, allowed, key, signature;
	unsigned char text[MAX_SIGNATURE];
	unsigned char length;
	struct signer who;
	size_t at = sizeof begin - 1;

	if (!wire_byte(&blob, &length) || length > blob.n || blob.n > 8192)
		return 0;
	allowed = (struct span){ blob.p, length };
	blob = span_skip(blob, length);
	memcpy(text, begin, at);
	at += (size_t)EVP_EncodeBlock(text + at, blob.p, (int)blob.n);
	memcpy(text + at, end, sizeof end);
	sshsig_verify((struct span){ text, at + sizeof end - 1 }, span_of("message"),
	    "assay-reference", allowed, 1800000000, &who);
	if (wire_string(&blob, &key) && wire_string(&blob, &signature))
		sshkey_verify(key, signature, span_of("message"));
	return 0;
}
