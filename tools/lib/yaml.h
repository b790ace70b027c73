/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * yaml - the scalars of a YAML text, one at a time, each with the keys that lead to it
 *
 * Read from the YAML 1.2.2 specification, chapters 6 to 9: block and flow
 * collections, plain, quoted and block scalars, comments, documents.  Tags and
 * anchors are passed over; an alias is a scalar, "*name".  JSON is YAML.  What
 * is no YAML gives some scalars, never an error: who wrote it meant none.
 */
#ifndef ASSAY_LIB_YAML_H
#define ASSAY_LIB_YAML_H

#include "span.h"

#define MAX_YAML_DEEP	64	/* collections in collections: Kubernetes' objects have a dozen */

enum yaml_style { YAML_PLAIN, YAML_SINGLE, YAML_DOUBLE, YAML_LITERAL, YAML_FOLDED };

struct yaml_level {
	bool		sequence, flow;
	size_t		column;		/* of a block collection */
	struct span	key;		/* of a mapping: as written, without quotes */
	size_t		item;		/* of a sequence */
};

struct yaml {
	struct span		 rest;
	const unsigned char	*start;		/* of the line that rest is in */
	unsigned		 line;
	struct yaml_level	 level[MAX_YAML_DEEP];
	size_t			 depth;
	bool			 cut;		/* deeper than is followed: the rest was left out */
	/* the scalar at hand */
	struct span		 value;		/* as written, without quotes or header */
	unsigned		 at;		/* its first line */
	enum yaml_style		 style;
};

void	yaml_open(struct yaml *, struct span text);
/* The next scalar; false at the end.  Keys without a value give none. */
bool	yaml_next(struct yaml *);
/* Is it at the path from the document's root?  "a/-/b": key, an item, key; "*" is any of both. */
bool	yaml_at(const struct yaml *, const char *path);
/* Do the keys that lead to it end so? */
bool	yaml_ends(const struct yaml *, const char *path);
/* What the scalar means, escapes resolved and lines folded: out has room for value.n bytes. */
struct span	yaml_text(const struct yaml *, unsigned char *out);

#endif
