/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cpio - what does one archive of an initramfs hold?
 *
 * A header is a magic of six digits and thirteen fields of eight hexadecimal
 * digits; the name with its NUL follows, up to a whole word from the header's
 * beginning, then the content, up to a whole word.
 */
#include <string.h>

#include "cpio.h"

#define FIELD_MODE	1
#define FIELD_SIZE	6
#define FIELD_NAME	11
#define WORD		4U

static bool
field(const struct cpio *c, unsigned i, uint32_t *out)
{
	const unsigned char *p = c->text + 6 + 8 * (size_t)i;

	*out = 0;
	for (unsigned k = 0; k < 8; k++) {
		unsigned char d = p[k];

		if (d >= '0' && d <= '9')
			d = (unsigned char)(d - '0');
		else if ((d | 32) >= 'a' && (d | 32) <= 'f')
			d = (unsigned char)((d | 32) - 'a' + 10);
		else
			return false;
		*out = *out << 4 | d;
	}
	return true;
}

static unsigned
fill_of(size_t n)
{
	return (unsigned)(-n & (WORD - 1));
}

static bool
header(struct cpio *c)
{
	struct span magic = { c->text, 6 };
	uint32_t name;

	if ((!span_is(magic, "070701") && !span_is(magic, "070702")) ||
	    !field(c, FIELD_MODE, &c->mode) || !field(c, FIELD_SIZE, &c->size) ||
	    !field(c, FIELD_NAME, &name) || name == 0 || name > MAX_PATH + 1)
		return false;
	c->name_size = name;
	return true;
}

static bool
gather(struct cpio *c, struct span *in, size_t want)
{
	size_t n = want - c->have < in->n ? want - c->have : in->n;

	if (n)
		memcpy(c->text + c->have, in->p, n);
	c->have += n;
	*in = span_skip(*in, n);
	return c->have == want;
}

/* The kernel takes the name up to its NUL; the last byte must be one. */
static enum cpio_event
named(struct cpio *c)
{
	const unsigned char *name = c->text + CPIO_HEADER;

	if (name[c->name_size - 1] != '\0')
		return CPIO_BROKEN;
	c->name = span_before((struct span){ name, c->name_size }, '\0');
	c->trailer = span_is(c->name, "TRAILER!!!");
	c->left = c->size;
	c->fill = fill_of(CPIO_HEADER + c->name_size);
	c->fill_after = fill_of(c->size);
	c->state = CPIO_IN_DATA;
	return c->trailer ? CPIO_MORE : CPIO_MEMBER;
}

static bool
skip_fill(struct span *in, unsigned *fill)
{
	unsigned n = *fill < in->n ? *fill : (unsigned)in->n;

	*in = span_skip(*in, n);
	*fill -= n;
	return *fill == 0;
}

static enum cpio_event
content(struct cpio *c, struct span *in, struct span *data)
{
	if (!skip_fill(in, &c->fill))
		return CPIO_MORE;
	if (c->left) {
		if (!in->n)
			return CPIO_MORE;
		take_span(in, c->left < in->n ? c->left : in->n, data);
		c->left -= data->n;
		return c->trailer ? CPIO_MORE : CPIO_DATA;
	}
	c->state = CPIO_IN_FILL;
	return c->trailer ? CPIO_MORE : CPIO_DONE;
}

static enum cpio_event
advance(struct cpio *c, struct span *in, struct span *data)
{
	switch (c->state) {
	case CPIO_IN_HEADER:
		if (!gather(c, in, CPIO_HEADER))
			return CPIO_MORE;
		if (!header(c))
			return CPIO_BROKEN;
		c->state = CPIO_IN_NAME;
		return CPIO_MORE;
	case CPIO_IN_NAME:
		return gather(c, in, CPIO_HEADER + c->name_size) ? named(c) : CPIO_MORE;
	case CPIO_IN_DATA:
		return content(c, in, data);
	case CPIO_IN_FILL:
		/* The last word of the image need not be whole. */
		if (c->trailer && !in->n && c->fill_after) {
			c->state = CPIO_AFTER;
			return CPIO_END;
		}
		if (!skip_fill(in, &c->fill_after))
			return CPIO_MORE;
		c->have = 0;
		c->state = c->trailer ? CPIO_AFTER : CPIO_IN_HEADER;
		return c->trailer ? CPIO_END : CPIO_MORE;
	default:
		return CPIO_END;
	}
}

enum cpio_event
cpio_step(struct cpio *c, struct span *in, struct span *data)
{
	enum cpio_event e;
	int state;
	size_t n;

	do {
		state = (int)c->state;
		n = in->n;
		e = advance(c, in, data);
	} while (e == CPIO_MORE && (in->n != n || (int)c->state != state));
	return e;
}

void
cpio_open(struct cpio *c)
{
	*c = (struct cpio){ .state = CPIO_IN_HEADER };
}
