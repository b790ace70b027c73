/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_cpio - is an archive read the same in pieces of any length, and never past its end?
 *
 * The archive is GNU cpio's, of one file; '@' stands for its zeros.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "../../tools/inspect/boot/cpio.h"

static const char archive[] =
	"07070100000000000081A40000000000000000000000016B0662DB00000005000000000000000000"
	"000000000000000000000600000000usr/x@text!@@@070701000000000000000000000000000000"
	"00000000010000000000000000000000000000000000000000000000000000000B00000000TRAILE"
	"R!!!@@@@@@@@@@@@@@@@@@@@@@@@@@";

#define SIZE	(sizeof archive - 1)
#define END	((size_t)(strstr(archive, "TRAILER!!!") - archive) + 11)

struct result {
	enum cpio_event	end;
	unsigned	members, whole;
	char		text[512];
	size_t		n, left;
};

static struct result
read_by(struct span in, size_t step)
{
	struct result r = { .end = CPIO_MORE };
	struct span piece = SPAN_NONE, data;
	struct cpio c;

	cpio_open(&c);
	do {
		if (!piece.n && in.n)
			take_span(&in, step < in.n ? step : in.n, &piece);
		r.end = cpio_step(&c, &piece, &data);
		if (r.end == CPIO_MEMBER) {
			r.members++;
		} else if (r.end == CPIO_DATA) {
			assert_true(r.n + data.n <= sizeof r.text);
			memcpy(r.text + r.n, data.p, data.n);
			r.n += data.n;
		} else if (r.end == CPIO_DONE) {
			r.whole++;
		}
	} while (r.end != CPIO_END && r.end != CPIO_BROKEN && (piece.n || in.n || r.end != CPIO_MORE));
	r.left = piece.n + in.n;
	return r;
}

static void
bytes_of(unsigned char out[SIZE])
{
	for (size_t i = 0; i < SIZE; i++)
		out[i] = archive[i] == '@' ? '\0' : (unsigned char)archive[i];
}

static void
pieces(void **state)
{
	unsigned char bytes[SIZE];

	(void)state;
	bytes_of(bytes);
	for (size_t step = 1; step <= SIZE; step++) {
		struct result r = read_by((struct span){ bytes, SIZE }, step);

		assert_int_equal(r.end, CPIO_END);
		assert_int_equal(r.members, 1);
		assert_int_equal(r.whole, 1);
		assert_true(span_is((struct span){ (unsigned char *)r.text, r.n }, "text!"));
	}
}

/* Cut anywhere: not the end, and nothing whole that is not. */
static void
cut(void **state)
{
	unsigned char bytes[SIZE];

	(void)state;
	bytes_of(bytes);
	for (size_t n = 0; n < END; n++) {
		struct result r = read_by((struct span){ bytes, n }, 1000);

		assert_int_equal(r.end, CPIO_MORE);
		assert_true(r.whole == 0 || r.n == 5);
	}
}

/* Every flipped bit: an end, or a fault, and nothing read that is not there. */
static void
changed(void **state)
{
	unsigned char bytes[SIZE];

	(void)state;
	for (size_t bit = 0; bit < 8 * SIZE; bit++) {
		bytes_of(bytes);
		bytes[bit / 8] ^= (unsigned char)(1U << bit % 8);
		read_by((struct span){ bytes, SIZE }, 13);
	}
}

/* Sizes at the top of their range, and names that do not end. */
static void
extremes(void **state)
{
	unsigned char bytes[SIZE];

	(void)state;
	bytes_of(bytes);
	memcpy(bytes + 54, "ffffffff", 8);		/* the content's size */
	assert_int_equal(read_by((struct span){ bytes, SIZE }, 64).whole, 0);
	bytes_of(bytes);
	memcpy(bytes + 94, "ffffffff", 8);		/* the name's */
	assert_int_equal(read_by((struct span){ bytes, SIZE }, 64).end, CPIO_BROKEN);
	memcpy(bytes + 94, "00000000", 8);
	assert_int_equal(read_by((struct span){ bytes, SIZE }, 64).end, CPIO_BROKEN);
	memcpy(bytes + 94, "00000003", 8);		/* no NUL at its end */
	assert_int_equal(read_by((struct span){ bytes, SIZE }, 64).end, CPIO_BROKEN);
	memcpy(bytes, "070707", 6);
	assert_int_equal(read_by((struct span){ bytes, SIZE }, 64).end, CPIO_BROKEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces),
		cmocka_unit_test(cut),
		cmocka_unit_test(changed),
		cmocka_unit_test(extremes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
