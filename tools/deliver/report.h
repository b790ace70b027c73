/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report - everything about one inspection, as one JSON document
 *
 * Its shape is tools/deliver/report.schema.json.
 */
#ifndef ASSAY_DELIVER_REPORT_H
#define ASSAY_DELIVER_REPORT_H

#include <stdio.h>
#include <time.h>

#include "../policy/judge.h"

struct report {
	const struct survey	*survey;
	const struct policy	*policy;
	const struct site	*site;		/* or NULL */
	const struct judgement	*judgement;
	json_t			*host;		/* host_identity */
	json_t			*targets;	/* array of escaped paths */
	json_t			*references;	/* the packs that were brought, believed or refused */
	json_t			*stages;	/* [{name, seconds}] */
	char			 started[32], finished[32];	/* UTC, ISO 8601 */
	bool			 jailed;
	const char		*file;		/* where it is written, or NULL */
	char			 sha256[HASH_HEX];	/* of its bytes, once made */
};

/* A moment, and now, as UTC ISO 8601. */
void	 report_time(time_t, char text[32]);
void	 report_clock(char text[32]);
/* SHA-256 of the catalogue of findings that this program was built with. */
void	 report_catalogue(char hex[HASH_HEX]);
/* The document's text (malloc'd), and its digest into sha256. */
char	*report_make(struct report *);
/* Write it whole or not at all, readable by its owner only; dies (EX_CANTCREAT, EX_IOERR). */
void	 report_write(const char *file, const char *text);

#endif
