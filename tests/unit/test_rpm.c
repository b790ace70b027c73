/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rpm - are the vendors' keys usable, capabilities read rightly, and bad signatures an answer? */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "../../tools/trust/keyfile.h"
#include "../../tools/truth/rpm.h"

#define CAP(n)	((uint64_t)1 << (n))	/* numbers from include/uapi/linux/capability.h */

static uint64_t
caps(const char *text)
{
	return rpm_caps(span_of(text));
}

static void
capabilities(void **state)
{
	(void)state;
	assert_true(caps("") == 0);
	assert_true(caps("=") == 0);
	assert_true(caps("cap_net_raw=ep") == CAP(13));
	assert_true(caps("= cap_net_raw+ep") == CAP(13));
	assert_true(caps("cap_net_admin,cap_net_raw+p") == (CAP(12) | CAP(13)));
	assert_true(caps("cap_setuid=p cap_setgid=ei") == CAP(7));
	assert_true(caps("cap_setuid=ep cap_setuid-p") == 0);
	assert_true(caps("cap_setuid=ep cap_setuid-e") == CAP(7));
	assert_true(caps("cap_setuid+p cap_setuid=") == 0);
	assert_true(caps("cap_setuid=+ep") == CAP(7));
	assert_true(caps("all=p") == CAP(41) - 1);
	assert_true(caps("=ep cap_chown-p") == CAP(41) - 2);
	assert_true(caps("cap_of_none=ep") == 0);
	assert_true(caps("cap_checkpoint_restore=ep") == CAP(40));
	assert_true(caps(",,=p,=+-") == 0);
}

/* All that are built in were read; the few of OpenPGP's version 6 nobody here can use. */
static void
vendors(void **state)
{
	struct span one = { vendor_keys, vendor_keys_size };

	(void)state;
	assert_true(one.n > 200000);
	assert_int_equal(keys_add(keys_ours(), one), 0);
	assert_int_equal(keys_add(keys_ours(), SPAN_NONE), 0);
	for (size_t n = 0; n < 4096; n += 7)
		assert_int_equal(keys_add(keys_ours(), (struct span){ vendor_keys, n }), 0);
}

/* A signature packet of version 4, RSA, SHA-256, made at 1, by nobody, of no length worth the name. */
static const unsigned char packet[] = {
	0x88, 0x1d, 4, 0, 1, 8, 0, 6, 5, 2, 0, 0, 0, 1, 0, 10, 9, 16, 1, 2, 3, 4, 5, 6, 7, 8,
	0xab, 0xcd, 0, 1, 1,
};

static void
signatures(void **state)
{
	const struct span over = span_of("message");
	unsigned char bad[sizeof packet];
	char id[KEY_ID_HEX];

	(void)state;
	assert_int_equal(keys_check(keys_ours(), SPAN_NONE, &over, 1, id), SEAL_NONE);
	assert_int_equal(keys_check(keys_ours(), span_of("x"), &over, 1, id), SEAL_STRANGER);
	/* The first two bytes of the digest are not those of the message's. */
	assert_int_equal(keys_check(keys_ours(), (struct span){ packet, sizeof packet }, &over, 1, id),
	    SEAL_BAD);
	assert_string_equal(id, "0102030405060708");
	for (size_t n = 1; n < sizeof packet; n++)
		assert_int_equal(keys_check(keys_ours(), (struct span){ packet, n }, &over, 1, id),
		    SEAL_STRANGER);
	for (size_t at = 0; at < sizeof packet; at++)
		for (int bit = 0; bit < 8; bit++) {
			memcpy(bad, packet, sizeof bad);
			bad[at] ^= (unsigned char)(1 << bit);
			assert_int_not_equal(keys_check(keys_ours(), (struct span){ bad, sizeof bad },
			    &over, 1, id), SEAL_GOOD);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(capabilities), cmocka_unit_test(vendors),
		cmocka_unit_test(signatures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
