/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding - the catalogue of everything Assay can say about a server
 *
 * A finding's name never changes its meaning.  How bad it is stands in the
 * policy, never here.
 */
#ifndef ASSAY_FINDING_FINDING_H
#define ASSAY_FINDING_FINDING_H

enum finding {
#define FINDING(id, technique, says, advice) id,
#include "finding.def"
#undef FINDING
	FINDING_COUNT
};

struct finding_text {
	const char	*name;		/* as written in findings, policies and reports */
	const char	*technique;	/* MITRE ATT&CK (v18) id, or "-" */
	const char	*says;		/* the sentence a reader sees */
	const char	*advice;	/* what to do about it */
};

extern const struct finding_text finding_text[FINDING_COUNT];

/* FINDING_COUNT when there is no such name. */
enum finding	finding_named(const char *name);

#endif
