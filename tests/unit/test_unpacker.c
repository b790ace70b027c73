/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_unpacker - does the unpacker give back what was packed, and stop where it ends?
 *
 * One text by the six tools that initramfs images and modules are packed with:
 * in pieces of every length, cut off everywhere, and with more behind it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "../../tools/lib/unpacker.h"

#define TEXT	"again and again and again and again, the same text, the same text"

/* printf %s TEXT | TOOL: gzip -n, bzip2, xz, xz --format=lzma, zstd, lz4 -l */
static const struct span packed[] = {
	SPAN_LIT("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x4c\x4f\xcc\xcc\x53\x48\xcc\x4b\x51\x48\xc4\xc5\xd2\x51\x28\xc9\x48\x55\x28\x4e\xcc\x4d\x55\x28\x49\xad\x28\x41\xe3\x02\x00\x21\x9f\x44\xe9\x41\x00\x00\x00"),
	SPAN_LIT("\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\xc1\x17\xd6\x5b\x00\x00\x07\x11\x80\x40\x04\x26\xe3\x0c\x40\x20\x00\x50\x80\x68\x00\x2a\x49\x31\x1a\x7a\x8e\xa7\x26\x8c\xb1\x6d\x4e\xcb\x62\x66\x71\x6d\xbd\x29\x49\x65\x4d\xbe\x51\x6f\xc5\xdc\x91\x4e\x14\x24\x30\x45\xf5\x96\xc0"),
	SPAN_LIT("\xfd\x37\x7a\x58\x5a\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x16\x00\x00\x00\x74\x2f\xe5\xa3\xe0\x00\x40\x00\x22\x5d\x00\x30\x99\xc8\x48\xe1\x4a\x6b\x3c\x6c\xb5\x6d\x10\xe1\x8f\x98\x31\x37\x10\x46\x99\x73\x05\xb4\xf2\x07\x5b\xae\x1f\xf8\xce\xed\xad\x10\x00\x00\x00\x00\x92\x7c\x5b\x6b\xd0\x19\x2c\xd7\x00\x01\x3e\x41\x50\xdf\x98\x60\x1f\xb6\xf3\x7d\x01\x00\x00\x00\x00\x04\x59\x5a"),
	SPAN_LIT("\x5d\x00\x00\x80\x00\xff\xff\xff\xff\xff\xff\xff\xff\x00\x30\x99\xc8\x48\xe1\x4a\x6b\x3c\x6c\xb5\x6d\x10\xe1\x8f\x98\x31\x37\x10\x46\x99\x73\x05\xb4\xf2\x07\x5b\xae\x1f\xf8\xcf\x08\x6b\x08\x1f\xff\xf2\xab\x00\x00"),
	SPAN_LIT("\x28\xb5\x2f\xfd\x04\x58\x15\x01\x00\xc8\x61\x67\x61\x69\x6e\x20\x61\x6e\x64\x20\x2c\x20\x74\x68\x65\x20\x73\x61\x6d\x65\x20\x74\x65\x78\x74\x02\x00\x32\xbb\xda\xa5\x74\x01\x4b\x7e\x4d\x35"),
	SPAN_LIT("\x02\x21\x4c\x18\x27\x00\x00\x00\xaf\x61\x67\x61\x69\x6e\x20\x61\x6e\x64\x20\x0a\x00\x06\xf6\x00\x2c\x20\x74\x68\x65\x20\x73\x61\x6d\x65\x20\x74\x65\x78\x74\x0f\x00\x50\x20\x74\x65\x78\x74"),
};

static const enum packing kinds[] = {
	PACKING_GZIP, PACKING_BZIP2, PACKING_XZ, PACKING_LZMA, PACKING_ZSTD, PACKING_LZ4,
};

#define KINDS	(sizeof kinds / sizeof *kinds)

struct result {
	enum unpacking	how;
	char		text[256];
	size_t		n, left;
};

static struct result
unpack_by(struct span in, enum packing kind, size_t step)
{
	struct unpacker *u = unpacker_open(kind);
	struct result r = { .how = UNPACKING_MORE };
	struct span piece = SPAN_NONE;
	size_t got;

	assert_non_null(u);
	while (r.how == UNPACKING_MORE && r.n < sizeof r.text) {
		if (!piece.n && in.n)
			take_span(&in, step < in.n ? step : in.n, &piece);
		r.how = unpacker_step(u, &piece, !in.n, r.text + r.n,
		    step < sizeof r.text - r.n ? step : sizeof r.text - r.n, &got);
		r.n += got;
	}
	r.left = piece.n + in.n;
	unpacker_close(u);
	return r;
}

static void
pieces(void **state)
{
	(void)state;
	for (size_t k = 0; k < KINDS; k++)
		for (size_t step = 1; step <= packed[k].n + 1; step++) {
			struct result r = unpack_by(packed[k], kinds[k], step);

			assert_int_equal(packing_of(packed[k]), kinds[k]);
			assert_int_equal(r.how, UNPACKING_END);
			assert_int_equal(r.left, 0);
			assert_true(span_is((struct span){ (unsigned char *)r.text, r.n }, TEXT));
		}
}

/* An lz4 frame has no mark at its end: four zeros end it, as the kernel reads it. */
static void
more_behind(void **state)
{
	unsigned char both[256] = { 0 };

	(void)state;
	for (size_t k = 0; k < KINDS; k++) {
		struct result r;

		memset(both, 0, sizeof both);
		memcpy(both, packed[k].p, packed[k].n);
		r = unpack_by((struct span){ both, packed[k].n + 64 }, kinds[k], 1000);
		assert_int_equal(r.how, UNPACKING_END);
		assert_int_equal(r.left, kinds[k] == PACKING_LZ4 ? 60 : 64);
		assert_true(span_is((struct span){ (unsigned char *)r.text, r.n }, TEXT));
	}
}

/* A cut or changed stream never ends well with other text; zstd without a checksum may. */
static void
cut_and_changed(void **state)
{
	unsigned char bytes[256];

	(void)state;
	for (size_t k = 0; k < KINDS; k++) {
		for (size_t n = 8; n < packed[k].n; n++) {
			struct result r = unpack_by((struct span){ packed[k].p, n }, kinds[k], 7);

			assert_int_not_equal(r.how, UNPACKING_MORE);
			assert_true(r.how == UNPACKING_BROKEN || r.n < sizeof TEXT);
		}
		for (size_t bit = 0; bit < 8 * packed[k].n; bit++) {
			memcpy(bytes, packed[k].p, packed[k].n);
			bytes[bit / 8] ^= (unsigned char)(1U << bit % 8);
			unpack_by((struct span){ bytes, packed[k].n }, kinds[k], 16);
		}
	}
}

static void
nothing_of_ours(void **state)
{
	(void)state;
	assert_int_equal(packing_of(SPAN_NONE), PACKING_NONE);
	assert_int_equal(packing_of(span_of("070701")), PACKING_NONE);
	assert_int_equal(packing_of(span_of("\x89LZO")), PACKING_LZO);
	assert_null(unpacker_open(PACKING_LZO));
	assert_null(unpacker_open(PACKING_NONE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces),
		cmocka_unit_test(more_behind),
		cmocka_unit_test(cut_and_changed),
		cmocka_unit_test(nothing_of_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
