# SPDX-License-Identifier: GPL-3.0-or-later
# tools.mk - how is build/assay made, and the same sources for the tests?
#
# Two builds of the same files: the one that ships (our musl, static-pie), and
# one by clang with sanitizers, which the unit tests and fuzzers link.  Both
# are built with every warning an error.

ASSAY_SOURCES := $(sort $(wildcard tools/*.c tools/*/*.c tools/*/*/*.c))
ASSAY_GENERATED := build/gen/policy_text.c build/gen/components.c build/gen/vendor_keys.c
ASSAY_WARNINGS := -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
ASSAY_CPPFLAGS := -include tools/lib/banned.h -DASSAY_VERSION='"$(VERSION)"'
include third-party/flags

unquote = $(patsubst "%,%,$(patsubst %",%,$(1)))
objects = $(patsubst %.c,build/$(1)/%.o,$(ASSAY_SOURCES) $(patsubst build/%,%,$(ASSAY_GENERATED)))

# --- what ships ---

SHIPPED_CC := $(SYSROOT)/bin/musl-gcc
SHIPPED_LIBS := -lext2fs_journal -lext2fs -lcom_err -lblkid -luuid -ljansson -lseccomp \
    -lrpm -lsqlite3 -lssl -lcrypto -larchive -llzma -lzstd -llz4 -lbz2 -lz

# Relocations of a position-independent program, packed: a twelfth of its size.
build/assay: $(call objects,shipped)
	@echo "  link $@"
	@$(SHIPPED_CC) $(call unquote,$(LDFLAGS)) -Wl,-z,pack-relative-relocs -o $@.part $^ $(SHIPPED_LIBS)
	@strip $@.part
	@mv $@.part $@

build/shipped/%.o: %.c $(SYSROOT_STAMP) build/version
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(SHIPPED_CC) $(ASSAY_WARNINGS) $(call unquote,$(CFLAGS)) $(ASSAY_CPPFLAGS) -MMD -MP -c -o $@ $<

build/shipped/gen/%.o: build/gen/%.c $(SYSROOT_STAMP)
	@mkdir -p $(@D)
	@$(SHIPPED_CC) $(ASSAY_WARNINGS) $(call unquote,$(CFLAGS)) -c -o $@ $<

# --- what the tests link ---

SANITIZE_CC ?= clang
SANITIZE_FLAGS := -g -O1 -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined
SANITIZE_LIBS := -L$(SANITIZE_SYSROOT)/lib -lext2fs_journal -lext2fs -lcom_err -lblkid -luuid \
    -ljansson -lseccomp -lrpm -lsqlite3 -lssl -lcrypto -larchive -llzma -lzstd -llz4 -lbz2 -lz
TESTED_OBJECTS := $(filter-out build/sanitized/tools/main.o,$(call objects,sanitized))
FUZZERS := $(patsubst tests/fuzz/%.c,build/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
UNIT_TESTS := $(patsubst tests/unit/%.c,build/unit/%,$(sort $(wildcard tests/unit/test_*.c)))

build/sanitized/%.o: %.c $(SANITIZE_STAMP) build/version | build/deps-check
	@mkdir -p $(@D)
	@echo "  cc (sanitized) $<"
	@$(SANITIZE_CC) $(ASSAY_WARNINGS) $(SANITIZE_FLAGS) -isystem $(SANITIZE_SYSROOT)/include \
	    $(ASSAY_CPPFLAGS) -MMD -MP -c -o $@ $<

build/sanitized/gen/%.o: build/gen/%.c | build/deps-check
	@mkdir -p $(@D)
	@$(SANITIZE_CC) $(ASSAY_WARNINGS) $(SANITIZE_FLAGS) -c -o $@ $<

build/assay-sanitized: $(call objects,sanitized)
	@echo "  link $@"
	@$(SANITIZE_CC) $(SANITIZE_FLAGS) -o $@ $^ $(SANITIZE_LIBS)

build/unit/%: build/sanitized/tests/unit/%.o $(TESTED_OBJECTS)
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(SANITIZE_CC) $(SANITIZE_FLAGS) -o $@ $^ $(SANITIZE_LIBS) -lcmocka

build/view/%: build/sanitized/tests/view/%.o build/sanitized/tests/view/dump.o $(TESTED_OBJECTS)
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(SANITIZE_CC) $(SANITIZE_FLAGS) -o $@ $^ $(SANITIZE_LIBS)

build/logins/%: build/sanitized/tests/logins/%.o $(TESTED_OBJECTS)
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(SANITIZE_CC) $(SANITIZE_FLAGS) -o $@ $^ $(SANITIZE_LIBS)

build/sweep/%: build/sanitized/tests/sweep/%.o $(TESTED_OBJECTS)
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(SANITIZE_CC) $(SANITIZE_FLAGS) -o $@ $^ $(SANITIZE_LIBS)

build/trust/%: build/sanitized/tests/trust/%.o $(TESTED_OBJECTS)
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(SANITIZE_CC) $(SANITIZE_FLAGS) -o $@ $^ $(SANITIZE_LIBS)

build/fuzz/%: build/sanitized/tests/fuzz/%.o $(TESTED_OBJECTS)
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(SANITIZE_CC) $(SANITIZE_FLAGS) -fsanitize=fuzzer -o $@ $^ $(SANITIZE_LIBS)

build/rpm/%: build/sanitized/tests/rpm/%.o $(TESTED_OBJECTS)
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(SANITIZE_CC) $(SANITIZE_FLAGS) -o $@ $^ $(SANITIZE_LIBS)

# The jail itself is tested as it ships: sanitizers and seccomp do not mix.
build/tests/forbidden: tests/jail/forbidden.c build/shipped/tools/jail/jail.o build/shipped/tools/lib/die.o
build/tests/cell: tests/jail/cell.c build/shipped/tools/jail/cell.o build/shipped/tools/lib/die.o
build/tests/forbidden build/tests/cell:
	@mkdir -p $(@D)
	@$(SHIPPED_CC) $(filter-out -include tools/lib/banned.h,$(ASSAY_WARNINGS)) \
	    $(call unquote,$(CFLAGS)) $(call unquote,$(LDFLAGS)) -o $@ $^ -lseccomp

unit-tests: $(UNIT_TESTS) build/assay-sanitized build/tests/forbidden build/tests/cell build/view/show build/view/provoke build/rpm/list \
    build/trust/verify build/trust/softkey build/logins/dump build/sweep/sweep $(FUZZERS)

# --- what is generated ---

build/gen/policy_text.c: tools/policy/default.policy tools/policy/floor.policy scripts/text-to-c
	@mkdir -p $(@D)
	@{ scripts/text-to-c default_policy_text tools/policy/default.policy; \
	  scripts/text-to-c floor_policy_text tools/policy/floor.policy; } >$@.part
	@mv $@.part $@

build/gen/components.c: $(PINS) scripts/components-to-c
	@mkdir -p $(@D)
	@scripts/components-to-c >$@.part
	@mv $@.part $@

build/gen/vendor_keys.c: third-party/vendor-keys.list third-party/distribution-gpg-keys.pin scripts/vendor-keys-to-c
	@mkdir -p $(@D)
	@scripts/vendor-keys-to-c >$@.part
	@mv $@.part $@

# Rebuilds what shows the version only when the version changes.
build/version: force
	@mkdir -p $(@D)
	@echo '$(VERSION)' | cmp -s - $@ || echo '$(VERSION)' >$@
force:

-include $(patsubst %.o,%.d,$(call objects,shipped) $(call objects,sanitized))
.SECONDARY:
.PHONY: unit-tests force
