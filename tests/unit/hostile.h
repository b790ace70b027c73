/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hostile - every prefix of a text, and every flipped bit, in place of a file that is looked at */
#ifndef ASSAY_TESTS_HOSTILE_H
#define ASSAY_TESTS_HOSTILE_H

#include "startup.h"

struct hostile {
	const char	*path, *text;
};

/* Looked at by one inspector; that it comes back is the test, and the sanitizers'. */
__attribute__((unused)) static void
hostile(const struct inspector *who, const struct hostile *h)
{
	size_t n = strlen(h->text);
	unsigned char *copy = malloc(n + 1);
	int fd = open("/dev/null", O_WRONLY);

	assert_true(copy && fd >= 0);
	for (size_t i = 0; i < 9 * n; i++) {
		memcpy(copy, h->text, n);
		if (i >= n)
			copy[(i - n) / 8] ^= (unsigned char)(1 << i % 8);
		memory_put(&memory, span_of(h->path), S_IFREG | 0755,
		    (struct span){ copy, i < n ? i : n });
		inspect(who, &tree, fd);
	}
	memory_remove(&memory, h->path);
	close(fd);
	free(copy);
}

#endif
