/* SPDX-License-Identifier: GPL-3.0-or-later */
/* when - which time does a line of a log tell? */
#include <string.h>
#include <time.h>

#include "logins.h"

static bool
digits(struct span s, size_t at, size_t n, int *out)
{
	uint64_t v;

	if (at > s.n || n > s.n - at || !span_decimal((struct span){ s.p + at, n }, &v))
		return false;
	*out = (int)v;
	return true;
}

static bool
day_time(struct span s, struct tm *t)
{
	return digits(s, 0, 2, &t->tm_hour) && digits(s, 3, 2, &t->tm_min) &&
	    digits(s, 6, 2, &t->tm_sec) && s.p[2] == ':' && s.p[5] == ':' && t->tm_hour < 24 &&
	    t->tm_min < 60 && t->tm_sec < 61;
}

/* RFC 3339; dpkg and apt put blanks between day and time, and no zone behind. */
bool
when_iso(struct span s, int64_t *at, bool *zoned)
{
	struct tm t = { 0 };
	int hours, minutes;

	if (!digits(s, 0, 4, &t.tm_year) || !digits(s, 5, 2, &t.tm_mon) || !digits(s, 8, 2, &t.tm_mday) ||
	    s.n < 11 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	t.tm_year -= 1900;
	t.tm_mon -= 1;
	s = span_skip(s, 10);
	s = span_starts(s, "T") ? span_skip(s, 1) : span_trim(s);
	if (!day_time(s, &t))
		return false;
	*at = timegm(&t);
	s = span_skip(s, 8);
	if (s.n && (*s.p == '.' || *s.p == ','))
		do
			s = span_skip(s, 1);
		while (s.n && *s.p >= '0' && *s.p <= '9');
	*zoned = span_starts(s, "Z");
	if (s.n && (*s.p == '+' || *s.p == '-') && digits(s, 1, 2, &hours) &&
	    digits(s, s.n > 3 && s.p[3] == ':' ? 4 : 3, 2, &minutes)) {
		*at += (*s.p == '-' ? 1 : -1) * (hours * 3600 + minutes * 60);
		*zoned = true;
	}
	return true;
}

/* RFC 3164: the year is the latest that is not after the file's last change. */
bool
when_bsd(struct span *rest, int64_t latest, int64_t *at)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct span month, day, time;
	time_t then = (time_t)latest;
	struct tm t = { 0 }, last;
	uint64_t v;

	if (!span_field(rest, " ", &month) || month.n != 3 || !span_field(rest, " ", &day) ||
	    !span_decimal(day, &v) || v < 1 || v > 31 || !span_field(rest, " ", &time) ||
	    !day_time(time, &t) || !gmtime_r(&then, &last))
		return false;
	while (t.tm_mon < 12 && memcmp(months + (size_t)t.tm_mon * 3, month.p, 3) != 0)
		t.tm_mon++;
	if (t.tm_mon == 12)
		return false;
	t.tm_mday = (int)v;
	t.tm_year = last.tm_year;
	if (timegm(&(struct tm){ .tm_year = t.tm_year, .tm_mon = t.tm_mon, .tm_mday = t.tm_mday }) >
	    then + DAY)
		t.tm_year--;
	*at = timegm(&t);
	return true;
}
