/* SPDX-License-Identifier: GPL-3.0-or-later */
/* finding - what does each name in the catalogue mean? */
#include <string.h>

#include "finding.h"

const struct finding_text finding_text[FINDING_COUNT] = {
#define FINDING(id, technique, says, advice) { #id, technique, says, advice },
#include "finding.def"
#undef FINDING
};

enum finding
finding_named(const char *name)
{
	int f = 0;

	while (f < FINDING_COUNT && strcmp(finding_text[f].name, name) != 0)
		f++;
	return (enum finding)f;
}
