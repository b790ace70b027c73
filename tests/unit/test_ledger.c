/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_ledger - what does a reader make of a ledger whose maker lied? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../tools/sweep/sweep.h"
#include "memory.h"

static struct ledger_made *made;
static struct ledger_digests *digests;
static struct ledger ledger;
static struct memory memory;
static struct view view;
static struct sweep sweep;
static int null, disk;

static void *
room(size_t n)
{
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	assert_true(p != MAP_FAILED);
	return p;
}

/* A directory, hard links, an attribute-less file each kind; swept through the view. */
static int
setup(void **state)
{
	struct tree tree;

	(void)state;
	made = room(sizeof *made);
	digests = room(sizeof *digests);
	ledger = (struct ledger){ made, digests };
	null = open("/dev/null", O_WRONLY);
	memory_open(&memory, &view, &tree);
	memory_file(&memory, "/etc/passwd", 0644, "root:x:0:0::/root:/bin/sh\n");
	memory_file(&memory, "/usr/bin/run", 0755, "#!/bin/sh\n");
	memory_file(&memory, "/var/data", 0644, "0123456789abcdef");
	memory_file(&memory, "/var/empty", 0644, "");
	memory_link(&memory, "/var/link", "data");
	sweep = (struct sweep){ .most = 4, .hashes = 1U << HASH_MD5, .size = 65536,
	    .point = { span_of("/") }, .points = 1 };
	sweep_survey(&sweep, &view, made, null);
	sweep_viewed(&sweep, &view, made, digests, null);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	munmap(made, sizeof *made);
	munmap(digests, sizeof *digests);
	close(null);
	return 0;
}

static uint32_t
at(const char *path)
{
	const struct memory_file *f = memory_at(&memory, span_of(path));

	return ledger_find(&ledger, 0, (uint64_t)(f - memory.file) + 1);
}

static void
digest_is(const char *path, enum hash kind, int answer, struct span bytes)
{
	char want[HASH_HEX], got[HASH_HEX] = "";
	struct vstat st;

	ledger_stat(&ledger, at(path), &st);
	assert_int_equal(ledger_digest(&ledger, &st, kind, got), answer);
	if (answer == VIEW_OK) {
		hash_span(kind, bytes, want);
		assert_string_equal(got, want);
	}
}

static void
tells_what_was_swept(void **state)
{
	unsigned char buf[MAX_PATH + 1];
	struct span passwd = span_of("root:x:0:0::/root:/bin/sh\n");
	struct vstat st;

	(void)state;
	assert_int_equal(ledger_count(&ledger), memory.n);
	assert_true(span_is(ledger_path(&ledger, ledger_name(&ledger, at("/usr/bin/run")), buf),
	    "/usr/bin/run"));
	assert_int_equal(ledger_kind(&ledger, at("/usr/bin/run")), KIND_SCRIPT);
	assert_int_equal(ledger_kind(&ledger, at("/var/empty")), KIND_EMPTY);
	digest_is("/etc/passwd", HASH_SHA256, VIEW_OK, passwd);
	digest_is("/etc/passwd", HASH_MD5, VIEW_OK, passwd);
	digest_is("/etc/passwd", HASH_SHA512, VIEW_ABSENT, SPAN_NONE);
	digest_is("/var/empty", HASH_SHA256, VIEW_OK, SPAN_NONE);
	/* Data beyond the bound: typed, and so not known. */
	assert_int_equal(ledger_state(&ledger, at("/var/data")), STATE_TYPED);
	digest_is("/var/data", HASH_SHA256, VIEW_ABSENT, SPAN_NONE);
	/* A file that changed since is read again. */
	ledger_stat(&ledger, at("/etc/passwd"), &st);
	st.ctime.s++;
	assert_int_equal(ledger_digest(&ledger, &st, HASH_SHA256, (char[HASH_HEX]){ 0 }), VIEW_ABSENT);
	assert_int_equal(ledger_find(&ledger, 0, 999), LEDGER_NONE);
	assert_int_equal(ledger_find(&ledger, 1, 1), LEDGER_NONE);
}

static int
any_xattr(void *arg, struct span name, struct span value)
{
	*(size_t *)arg += name.n + value.n;
	return VIEW_OK;
}

/* All that a reader can ask; the sanitizers say when it leaves the arrays. */
static void
ask_everything(void)
{
	unsigned char buf[MAX_PATH + 1];
	char hex[HASH_HEX];
	struct vstat st;
	size_t bytes = 0;

	for (uint32_t i = 0; i < ledger_count(&ledger) && i < 64; i++) {
		ledger_stat(&ledger, i, &st);
		ledger_find(&ledger, st.fs, st.ino);
		ledger_digest(&ledger, &st, HASH_SHA256, hex);
		ledger_kind_name(ledger_kind(&ledger, i));
		ledger_state(&ledger, i);
		ledger_xattr(&ledger, i, any_xattr, &bytes);
		for (uint32_t n = ledger_name(&ledger, i); n != LEDGER_NONE;
		    n = ledger_next(&ledger, n))
			ledger_path(&ledger, n, buf);
	}
}

static const uint32_t lies[] = {
	0, 1, 2, 5, 77, MAX_LEDGER_NODES - 1, MAX_LEDGER_NODES, MAX_LEDGER_NODES + 1,
	MAX_LEDGER_EXTENTS, MAX_LEDGER_TEXT, INT32_MAX, UINT32_MAX - 1, UINT32_MAX,
};

/* Every word of what is in use, turned into each lie; the hashers read it too. */
static void
each_lie(void *part, size_t size, void (*ask)(void))
{
	unsigned char *p = part;
	uint32_t kept;

	for (size_t i = 0; i + sizeof kept <= size; i += sizeof kept)
		for (size_t k = 0; k < sizeof lies / sizeof *lies; k++) {
			memcpy(&kept, p + i, sizeof kept);
			memcpy(p + i, &lies[k], sizeof kept);
			ask();
			memcpy(p + i, &kept, sizeof kept);
		}
}

static void
survives_lies(void **state)
{
	(void)state;
	each_lie(made, offsetof(struct ledger_made, node), ask_everything);
	each_lie(made->node, made->nodes * sizeof *made->node, ask_everything);
	each_lie(made->name, made->names * sizeof *made->name, ask_everything);
	each_lie(digests->read, made->nodes * sizeof *digests->read, ask_everything);
}

static void
hash_again(void)
{
	digests->taken = digests->taken_viewed = 0;
	memset(digests->read, 0, made->nodes < 64 ? made->nodes * sizeof *digests->read : 0);
	sweep_device(&sweep, disk, made, digests, null);
	sweep_viewed(&sweep, &view, made, digests, null);
}

/* The same nodes, planned as if they lay on a device: two extents each, a hole between. */
static void
hashers_survive_lies(void **state)
{
	char name[] = "/tmp/assay-ledger.XXXXXX";

	(void)state;
	disk = mkstemp(name);
	assert_true(disk != -1 && unlink(name) == 0 && ftruncate(disk, 65536) == 0);
	made->raw = made->ordered;
	made->raw_chunks = made->chunks;
	for (uint32_t i = 0; i < made->ordered; i++) {
		struct ledger_node *n = &made->node[made->order[i]];

		n->flags &= ~(uint32_t)NODE_VIEWED;
		n->size = 12000;
		n->extent = made->extents;
		n->extents = 2;
		made->extent[made->extents++] = (struct extent){ 0, 4096 * (uint64_t)(i + 1), 4096 };
		made->extent[made->extents++] = (struct extent){ 8192, 32768, 12000 - 8192 };
	}
	hash_again();
	assert_int_equal(ledger_state(&ledger, at("/etc/passwd")), STATE_HASHED);
	/* Not the files' sizes: what is believed there only takes time. */
	each_lie(made->extent, made->extents * sizeof *made->extent, hash_again);
	each_lie(made->order, made->ordered * sizeof *made->order, hash_again);
	each_lie(made->chunk, made->chunks * sizeof *made->chunk, hash_again);
	for (uint32_t i = 0; i < made->nodes; i++)
		each_lie(&made->node[i].name, sizeof made->node[i] -
		    offsetof(struct ledger_node, name), hash_again);
	each_lie(made, offsetof(struct ledger_made, hashes), hash_again);
	close(disk);
}

static int
backwards(void *self, vnode n, uint64_t *place)
{
	(void)self;
	*place = 1000 - n;
	return n % 2 ? VIEW_OK : VIEW_ABSENT;	/* then the inode stands for it */
}

static void
reads_in_the_order_of_the_disk(void **state)
{
	struct ledger_made *other = room(sizeof *other);
	struct view_ops ops = *view.ops;
	struct view turned = view;

	(void)state;
	ops.begins = backwards;
	turned.ops = &ops;
	sweep_survey(&sweep, &turned, other, null);
	assert_int_equal(other->ordered, 4);
	for (uint32_t i = 1; i < other->ordered; i++)
		assert_true(other->node[other->order[i - 1]].begins <= other->node[other->order[i]].begins);
	assert_true(other->node[other->order[3]].ino < other->node[other->order[2]].ino);
	munmap(other, sizeof *other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_was_swept),
		cmocka_unit_test(reads_in_the_order_of_the_disk),
		cmocka_unit_test(survives_lies),
		cmocka_unit_test(hashers_survive_lies),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
