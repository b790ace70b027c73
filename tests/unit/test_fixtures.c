/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_fixtures - does every prefix, and every flipped bit, of each file in a fixture end in an answer?
 *
 * Of the fixtures of startup entries.  Whoever says something else when the file is
 * there looks at each mutation of it; the sanitizers watch.  One mutation in
 * EVERY is made (in the environment; 1 makes all of them, for a quarter of an hour).
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>

#include "startup.h"

#define FIXTURES	"tests/fixtures"
#define MAX_BYTES	4096	/* of one file in a fixture */

static char before[sizeof said];
static size_t files, mutations, every = 32;

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
		if (!inspectors[i]->autoruns)
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

/* "file PATH MODE UID GID", then its lines behind a tab each: tests/inspect/mktree. */
static void
fixture(const char *name)
{
	static char line[MAX_BYTES], path[MAX_BYTES], text[MAX_BYTES];
	struct span rest, word = SPAN_NONE;
	bool inside = false;
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
			one_file(path, text, n);
		rest = span_of(line);
		inside = more && span_field(&rest, " ", &word) && span_is(word, "file") &&
		    span_field(&rest, " ", &word);
		if (inside)
			snprintf(path, sizeof path, "%.*s", (int)word.n, (const char *)word.p);
		n = 0;
	}
	fclose(f);
}

static void
every_mutation(void **state)
{
	static const char *const of[] = { "cron-", "events-", "hooks-", "init-", "kernel-", "loader-",
		"login-", "services-", "startup-", "systemd-" };
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
			if (strncmp(name[i]->d_name, of[k], strlen(of[k])) != 0 ||
			    !strstr(name[i]->d_name, ".tree"))
				continue;
			snprintf(path, sizeof path, FIXTURES "/%s", name[i]->d_name);
			fixture(path);
		}
		free(name[i]);
	}
	free(name);
	print_message("%zu files, %zu mutations\n", files, mutations);
	assert_true(files > 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_mutation) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
