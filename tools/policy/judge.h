/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * judge - weigh a survey by a policy.  Pure: no files, no clock, no disks.
 *
 *   anything weighs rebuild                    REBUILD       exit 10
 *   else: anything weighs review, or not all
 *         was covered                          INCONCLUSIVE  exit 20
 *   else                                       KEEP          exit 0
 */
#ifndef ASSAY_POLICY_JUDGE_H
#define ASSAY_POLICY_JUDGE_H

#include "../finding/survey.h"
#include "policy.h"
#include "site.h"

enum verdict { VERDICT_KEEP = 0, VERDICT_REBUILD = 10, VERDICT_INCONCLUSIVE = 20 };

struct judgement {
	enum verdict	 verdict;
	/*
	 * Why, the heaviest first: [{weight, name, count, says, where: [up to 3]}].
	 * Weight is a finding's, "gap" for what was not covered, or "site" for what
	 * the site allows; gaps of one reason stand together.
	 */
	json_t		*because;
	unsigned int	 count[REBUILD + 1];	/* findings by weight */
	unsigned int	 gaps;			/* what was not covered, all of it */
	unsigned int	 allowed;		/* findings that the site vouches for; not in count */
};

const char	*verdict_name(enum verdict);
/* The site may be NULL: nothing is allowed. */
void		 judge(struct judgement *, const struct survey *, const struct policy *,
		    const struct site *);

#endif
