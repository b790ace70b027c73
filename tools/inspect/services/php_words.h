/* SPDX-License-Identifier: GPL-3.0-or-later */
/* php_words - PHP's words, one at a time; from its manual's "Language Reference" */
#ifndef ASSAY_INSPECT_SERVICES_PHP_WORDS_H
#define ASSAY_INSPECT_SERVICES_PHP_WORDS_H

#include "../../lib/span.h"

enum kind { T_END, T_VAR, T_NAME, T_TEXT, T_LIVE, T_NUMBER, T_SHELL, T_OTHER };

struct token {
	enum kind	kind;
	struct span	text;	/* a variable's name, a string's inside, or the character */
};

struct php_words {
	struct span	rest;
	unsigned	line;
	bool		code;	/* between <?php and ?> */
};

/* Comments, blanks and '@' are passed over; "?>" is a ';'. */
struct token	php_next(struct php_words *);
/* May the character stand in a name? */
bool		php_letter(unsigned char);

#endif
