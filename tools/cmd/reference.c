/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reference - make reference packs, and see what is in one */
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../deliver/report.h"
#include "../lib/die.h"
#include "../lib/escape.h"
#include "../lib/limits.h"
#include "../truth/maker.h"
#include "cmd.h"
#include "packs.h"

static const char help[] =
    "usage: assay reference build --output PACK [--origin TEXT] SOURCE...\n"
    "       assay reference info|verify [--signers FILE] PACK\n"
    "       assay reference list PACK [PACKAGE]\n"
    "\n"
    "A reference pack says what packages hold; signed, it proves that files are good.\n"
    "\n"
    "build   make PACK from packages (.deb, .rpm, .apk, .pkg.tar.zst), or from\n"
    "        directories of them, of one kind or several\n"
    "info    when it was made, from what, how large it is, and who signed it\n"
    "list    its packages: manager, name, version, architecture, files, SHA-256;\n"
    "        with PACKAGE its members: mode, user, group, size, SHA-256, path, target\n"
    "verify  read every record and content in it, and check its signature\n"
    "\n"
    "--output PACK   the file to write\n"
    "--origin TEXT   where the packages came from, for reports\n"
    "--signers FILE  whose signatures count (default " SIGNERS_FILE ")\n"
    "\n"
    "Sign it with: ssh-keygen -Y sign -n " PACK_NAMESPACE " -f KEY PACK\n"
    "Exit status: 0 done, 65 the pack or a package is not sound, 64-78 the tool failed.\n";

struct options {
	const char	*output, *origin, *allowed;
};

static const struct {
	const char	*ends;
	void		(*read)(struct maker *, const char *file);
} kinds[] = {
	{ ".deb", deb_read }, { ".rpm", rpm_read }, { ".apk", apk_read },
	{ ".pkg.tar", pacman_read }, { ".pkg.tar.gz", pacman_read },
	{ ".pkg.tar.xz", pacman_read }, { ".pkg.tar.zst", pacman_read },
};

#define KINDS	(sizeof kinds / sizeof *kinds)

static void
progress(const char *file, const struct maker *m)
{
	size_t members;

	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%5zu packages  %-50.50s", maker_count(m, &members), file);
}

/* The packages among the sources, each path once. */
struct sources {
	char	**at;
	size_t	 n, room;
};

static size_t
kind_of(const char *file)
{
	size_t i = 0;

	while (i < KINDS && !span_ends(span_of(file), kinds[i].ends))
		i++;
	return i;
}

static void
keep(struct sources *all, const char *path)
{
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : 1024;
		if (!(all->at = realloc(all->at, all->room * sizeof *all->at)))
			die(EX_OSERR, "out of memory");
	}
	if (!(all->at[all->n++] = strdup(path)))
		die(EX_OSERR, "out of memory");
}

static void	add_source(struct sources *, const char *path, bool named, unsigned depth);

static void
add_directory(struct sources *all, const char *path, unsigned depth)
{
	char inside[4096];
	struct dirent *e;
	DIR *dir = opendir(path);

	if (!dir)
		die(EX_NOINPUT, "cannot read %s", path);
	while ((e = readdir(dir))) {
		if (e->d_name[0] == '.')
			continue;
		if ((size_t)snprintf(inside, sizeof inside, "%s/%s", path, e->d_name) >= sizeof inside)
			die((errno = 0, EX_USAGE), "the path of %s is too long", e->d_name);
		add_source(all, inside, false, depth + 1);
	}
	closedir(dir);
}

/* Other files in a directory are left alone; one that was named must be a package. */
static void
add_source(struct sources *all, const char *path, bool named, unsigned depth)
{
	struct stat st;

	if (stat(path, &st) == -1)
		die(EX_NOINPUT, "cannot read %s", path);
	if (S_ISDIR(st.st_mode)) {
		if (depth > MAX_DEPTH)
			die((errno = 0, EX_USAGE), "%s lies too deep", path);
		add_directory(all, path, depth);
	} else if (kind_of(path) < KINDS) {
		keep(all, path);
	} else if (named) {
		die((errno = 0, EX_USAGE), "%s is no package of a kind that is known here", path);
	}
}

/* By name, wherever they lie: the same packages make the same pack. */
static int
by_name(const void *a, const void *b)
{
	const char *x = *(char *const *)a, *y = *(char *const *)b;
	int c = span_compare(span_base(span_of(x)), span_base(span_of(y)));

	return c ? c : strcmp(x, y);
}

static void
read_sources(struct sources *all, struct maker *m)
{
	if (all->n)
		qsort(all->at, all->n, sizeof *all->at, by_name);
	for (size_t i = 0; i < all->n; i++) {
		progress(all->at[i], m);
		kinds[kind_of(all->at[i])].read(m, all->at[i]);
		free(all->at[i]);
	}
	free(all->at);
}

static time_t
date(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	uint64_t seconds;

	if (!epoch)
		return time(NULL);
	if (!span_decimal(span_of(epoch), &seconds) || seconds > INT32_MAX * 4ULL)
		die((errno = 0, EX_USAGE), "SOURCE_DATE_EPOCH is no number of seconds");
	return (time_t)seconds;
}

static int
build(const struct options *o, char **sources, int n)
{
	struct maker *m = maker_new(o->origin);
	struct sources all = { 0 };
	size_t packages, members;

	if (!o->output)
		die((errno = 0, EX_USAGE), "no --output: name the pack to write");
	if (!n)
		die((errno = 0, EX_USAGE), "no source: name packages, or a directory of them");
	for (int i = 0; i < n; i++)
		add_source(&all, sources[i], true, 0);
	read_sources(&all, m);
	if (!(packages = maker_count(m, &members)))
		die((errno = 0, EX_DATAERR), "there is no package among the sources");
	maker_write(m, o->output, date());
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%70s\r", "");
	printf("%s: %zu packages, %zu files\n", o->output, packages, members);
	return EX_OK;
}

static int
info(const struct brought *b)
{
	char made[32], origins[256];
	uint64_t members = 0;
	struct pack_package p;

	for (uint32_t i = 0; pack_package(&b->pack, i, &p); i++)
		members += p.count;
	report_time((time_t)b->pack.made, made);
	brought_origins(b, origins, sizeof origins);
	printf("made      %s\norigin    %s\npackages  %u\nfiles     %llu\nsize      %zu bytes\n"
	    "sha256    %s\n", made, origins, pack_packages(&b->pack), (unsigned long long)members,
	    b->bytes.n, b->sha256);
	if (b->is_signed)
		printf("signed    by %s, %s\n", b->signer.name, b->signer.key);
	return EX_OK;
}

static void
print(struct span s)
{
	char text[4 * MAX_PATH + 1];

	escape(s, text, sizeof text);
	fputs(text, stdout);
}

static void
word(struct span s)
{
	print(s);
	putchar(' ');
}

/* Dpkg's control files are listed as dpkg-deb keeps them: DEBIAN/postinst; others by their names. */
static void
list_members(const struct pack *pack, const struct pack_package *p)
{
	struct pack_member m;
	char hex[HASH_HEX];

	for (uint32_t i = 0; pack_member(pack, p, i, &m); i++) {
		snprintf(hex, sizeof hex, "-");
		if (m.sha256)
			hash_hex(m.sha256, 32, hex);
		printf("%06o ", m.mode);
		word(m.user);
		word(m.group);
		printf("%llu %s %s", (unsigned long long)m.size, hex,
		    !m.dir.n && span_is(p->manager, "dpkg") ? "DEBIAN/" : "");
		if (m.dir.n > 1)
			print(m.dir);
		if (m.dir.n)
			putchar('/');
		print(m.base);
		if (m.target.n) {
			printf(" -> ");
			print(m.target);
		}
		if (m.caps)
			printf(" capabilities %llx", (unsigned long long)m.caps);
		printf("%s%s\n", m.flags & PACK_CONFFILE ? " conffile" : "",
		    m.flags & PACK_CONTENT ? " kept" : "");
	}
}

static int
list(const struct brought *b, const char *only)
{
	struct pack_package p;
	char hex[HASH_HEX];
	bool found = false;

	for (uint32_t i = 0; only && pack_package(&b->pack, i, &p); i++)
		if (span_is(p.name, only)) {
			list_members(&b->pack, &p);
			found = true;
		}
	if (only && !found)
		fprintf(stderr, "assay: %s: no package is called %s\n", b->file, only);
	if (only)
		return found ? EX_OK : EX_DATAERR;

	for (uint32_t i = 0; pack_package(&b->pack, i, &p); i++) {
		word(p.manager);
		word(p.name);
		word(p.version);
		word(p.arch);
		hash_hex(p.sha256, 32, hex);
		printf("%u %s\n", p.count, hex);
	}
	return EX_OK;
}

static int
show(const char *verb, const struct options *o, const char *file, const char *package)
{
	const char *why = NULL;
	struct brought b;
	int status = EX_OK;

	brought_open(&b, file, o->allowed, strcmp(verb, "verify") != 0);
	if (!b.refused && strcmp(verb, "verify") == 0 && (why = pack_check(&b.pack)))
		b.refused = why;
	if (b.refused) {
		fprintf(stderr, "assay: %s: %s\n", file, b.refused);
		status = EX_DATAERR;
	} else if (strcmp(verb, "list") == 0) {
		status = list(&b, package);
	} else {
		status = info(&b);
	}
	brought_close(&b);
	return status;
}

int
cmd_reference(int argc, char **argv)
{
	static const struct option known[] = {
		{ "output", required_argument, NULL, 'o' }, { "origin", required_argument, NULL, 'f' },
		{ "signers", required_argument, NULL, 'a' }, { "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct options o = { .origin = "" };
	const char *verb;
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1)
		switch (c) {
		case 'o':
			o.output = optarg;
			break;
		case 'f':
			o.origin = optarg;
			break;
		case 'a':
			o.allowed = optarg;
			break;
		case 'h':
			fputs(help, stdout);
			return EX_OK;
		default:
			fputs(help, stderr);
			return EX_USAGE;
		}
	verb = optind < argc ? argv[optind++] : "";
	hash_ready();
	if (strcmp(verb, "build") == 0)
		return build(&o, argv + optind, argc - optind);
	if (((strcmp(verb, "info") == 0 || strcmp(verb, "verify") == 0) && argc - optind == 1) ||
	    (strcmp(verb, "list") == 0 && (argc - optind == 1 || argc - optind == 2)))
		return show(verb, &o, argv[optind], argv[optind + 1]);	/* NULL ends argv */
	fputs(help, stderr);
	return EX_USAGE;
}
