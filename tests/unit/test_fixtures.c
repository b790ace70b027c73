/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_fixtures - does every prefix, and every flipped bit, of each file in a fixture end in an answer?
 *
 * Of the fixtures of startup entries, and of those of accounts and records, with a
 * journal and a wtmp that tools of these formats wrote.  Whoever says something else
 * when the file is there looks at each mutation of it; the sanitizers watch.  One
 * mutation in EVERY is made (in the environment; 1 makes all of them, for half an hour).
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>

#include "startup.h"

#define FIXTURES	"tests/fixtures"
#define MAX_BYTES	8192	/* of one file in a fixture */

static char before[sizeof said];
static size_t files, mutations, every = 128;
static bool accounts;	/* the fixture at hand is of accounts and records */

/* What one inspector says, as text. */
static void
tell(const struct inspector *who, char *text)
{
	int fd = memfd_create("said", 0);
	ssize_t n;

	inspect(who, &tree, fd);
	n = pread(fd, text, sizeof said - 1, 0);
	text[n > 0 ? n : 0] = '\0';
	close(fd);
}

static void
mutate(const struct inspector *who, struct span path, const char *text, size_t n)
{
	int null = open("/dev/null", O_WRONLY);
	unsigned char copy[MAX_BYTES];

	for (size_t i = n % every; i < 9 * n; i += every, mutations++) {
		memcpy(copy, text, n);
		if (i >= n)
			copy[(i - n) / 8] ^= (unsigned char)(1 << i / every % 8);
		memory_put(&memory, path, S_IFREG | 0755, (struct span){ copy, i < n ? i : n });
		inspect(who, &tree, null);
	}
	close(null);
}

static void
one_file(const char *path, const char *text, size_t n)
{
	static char with[sizeof said];
	size_t read = 0;

	for (size_t i = 0; inspectors[i]; i++) {
		if (accounts ? !inspectors[i]->accounts : !inspectors[i]->autoruns)
			continue;
		start(NULL);
		tell(inspectors[i], before);
		memory_put(&memory, span_of(path), S_IFREG | 0755,
		    (struct span){ (const unsigned char *)text, n });
		tell(inspectors[i], with);
		if (strcmp(before, with) == 0)
			continue;
		mutate(inspectors[i], span_of(path), text, n);
		read++;
	}
	files += read > 0;
}

/* Hexadecimal digits and blanks, in place. */
static size_t
bytes_of(char *text, size_t n)
{
	size_t out = 0, digits = 0;
	int v = 0;

	for (size_t i = 0; i < n; i++) {
		const char *all = "0123456789abcdef", *at = memchr(all, text[i], 16);

		if (!at)
			continue;
		v = v << 4 | (int)(at - all);
		if (++digits % 2 == 0) {
			text[out++] = (char)v;
			v = 0;
		}
	}
	return out;
}

/* What a tool wrote, by tests/unit/run. */
static void
made(const char *name, const char *path)
{
	static char text[MAX_BYTES];
	FILE *f = fopen(name, "rb");
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof text, f);
	assert_true(feof(f) && n > 0);
	fclose(f);
	one_file(path, text, n);
}

/* "file PATH MODE UID GID" or "hex ...", then its lines behind a tab each: tests/inspect/mktree. */
static void
fixture(const char *name)
{
	static char line[MAX_BYTES], path[MAX_BYTES], text[MAX_BYTES];
	struct span rest, word = SPAN_NONE;
	bool inside = false, hex = false;
	FILE *f = fopen(name, "r");
	size_t n = 0;

	assert_non_null(f);
	for (bool more = true; more;) {
		more = fgets(line, sizeof line, f) != NULL;
		if (more && inside && *line == '\t') {
			assert_true(n + strlen(line) < sizeof text);
			memcpy(text + n, line + 1, strlen(line + 1));
			n += strlen(line + 1);
			continue;
		}
		if (inside)
			one_file(path, text, hex ? bytes_of(text, n) : n);
		rest = span_of(line);
		inside = more && span_field(&rest, " ", &word);
		hex = inside && span_is(word, "hex");
		inside = inside && (hex || span_is(word, "file")) && span_field(&rest, " ", &word);
		if (inside)
			snprintf(path, sizeof path, "%.*s", (int)word.n, (const char *)word.p);
		n = 0;
	}
	fclose(f);
}

static void
every_mutation(void **state)
{
	static const struct { const char *prefix; bool accounts; } of[] = {
		{ "cron-", false }, { "events-", false }, { "hooks-", false }, { "init-", false },
		{ "kernel-", false }, { "loader-", false }, { "login-", false }, { "runtimes-", false },
		{ "services-", false }, { "startup-", false }, { "systemd-", false }, { "accounts-", true },
		{ "grants-", true }, { "logins-", true }, { "pam-", true }, { "ssh-", true },
		{ "sudo-", true },
	};
	const char *step = getenv("EVERY");
	struct dirent **name = NULL;
	char path[512];
	int n = scandir(FIXTURES, &name, NULL, alphasort);

	(void)state;
	if (step && *step >= '1' && *step <= '9')
		every = (size_t)(*step - '0');
	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
			if (strncmp(name[i]->d_name, of[k].prefix, strlen(of[k].prefix)) != 0 ||
			    !strstr(name[i]->d_name, ".tree"))
				continue;
			accounts = of[k].accounts;
			snprintf(path, sizeof path, FIXTURES "/%s", name[i]->d_name);
			fixture(path);
		}
		free(name[i]);
	}
	free(name);
	accounts = true;
	made("build/unit/one.journal", "/var/log/journal/m/system.journal");
	made("build/unit/two", "/var/log/wtmp");
	made("build/unit/two", "/var/log/btmp.1");
	made("build/unit/two", "/run/utmp");
	print_message("%zu files, %zu mutations\n", files, mutations);
	assert_true(files > 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_mutation) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
