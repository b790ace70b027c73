/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy - what each finding weighs
 *
 * A policy file has one finding and its weight a line ("ACCOUNT_SECOND_ROOT
 * rebuild"), "require INSPECTOR" lines, perhaps "packs-since YYYY-MM-DD" (older
 * reference packs are refused), and '#' comments.  It must weigh every
 * finding once, and none lighter than floor.policy.
 */
#ifndef ASSAY_POLICY_POLICY_H
#define ASSAY_POLICY_POLICY_H

#include "../finding/finding.h"
#include "../lib/hash.h"
#include "../lib/span.h"

enum weight { NOTE, REVIEW, REBUILD };

#define MAX_REQUIRED	32	/* inspectors; there are fewer */

struct policy {
	char		 name[64];		/* the file's base name, or "default" */
	char		 sha256[HASH_HEX];	/* of its text */
	enum weight	 weight[FINDING_COUNT];
	char		 required[MAX_REQUIRED][32];
	unsigned int	 nrequired;
	char		 packs_since[11];	/* YYYY-MM-DD, or "" */
};

extern const char *const	weight_name[];		/* by enum weight */
extern const char		default_policy_text[], floor_policy_text[];

/* Dies (EX_CONFIG) with file and line when the text is no whole, allowed policy. */
void		policy_parse(struct policy *, const char *file, struct span text);
/* The default, or the file's; dies (EX_NOINPUT) when it cannot be read. */
void		policy_load(struct policy *, const char *file);
/* The least a finding may weigh. */
enum weight	policy_floor(enum finding);

#endif
