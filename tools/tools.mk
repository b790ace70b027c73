# SPDX-License-Identifier: GPL-3.0-or-later
# tools.mk - how is build/assay made, and the same sources for the tests?
#
# Two builds of the same files: the one that ships (our musl, static-pie), and
# one by the host's compiler with sanitizers, which the unit tests and fuzzers
# link.  Both are built with every warning an error.

ASSAY_SOURCES := $(sort $(wildcard tools/*.c tools/*/*.c tools/*/*/*.c))
ASSAY_GENERATED := build/gen/policy_text.c build/gen/components.c
ASSAY_WARNINGS := -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
ASSAY_CPPFLAGS := -include tools/lib/banned.h -DASSAY_VERSION='"$(VERSION)"'

objects = $(patsubst %.c,build/$(1)/%.o,$(ASSAY_SOURCES) $(ASSAY_GENERATED))

# --- what ships ---

SHIPPED_LIBS := -lext2fs_journal -lext2fs -lcom_err -lblkid -luuid -lcrypto -ljansson -lseccomp

build/assay: $(call objects,obj)
	@mkdir -p $(@D)
	$(SYSROOT)/bin/musl-gcc $(SHIPPED_LDFLAGS) -o $@.part $^ $(SHIPPED_LIBS)
	$(STRIP) $@.part
	mv $@.part $@

build/obj/%.o: %.c $(SYSROOT_STAMP) build/version
	@mkdir -p $(@D)
	$(SYSROOT)/bin/musl-gcc $(ASSAY_WARNINGS) $(SHIPPED_CFLAGS) $(ASSAY_CPPFLAGS) \
	    -MMD -MP -c -o $@ $<

# --- what the tests link ---

SANITIZE_CC ?= clang
SANITIZE_FLAGS := -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined
SANITIZE_LIBS := -L$(SANITIZE_SYSROOT)/lib -lext2fs_journal -lext2fs -lcom_err -lblkid -luuid \
    -lcrypto -ljansson -lseccomp
TESTED_OBJECTS = $(filter-out build/sanitize/tools/main.o,$(call objects,sanitize))
UNIT_TESTS := $(patsubst tests/unit/%.c,build/unit/%,$(sort $(wildcard tests/unit/test_*.c)))

build/sanitize/%.o: %.c $(SANITIZE_STAMP) build/version
	@mkdir -p $(@D)
	$(SANITIZE_CC) $(ASSAY_WARNINGS) $(SANITIZE_FLAGS) -I$(SANITIZE_SYSROOT)/include \
	    $(ASSAY_CPPFLAGS) -MMD -MP -c -o $@ $<

build/assay-sanitize: $(call objects,sanitize)
	$(SANITIZE_CC) $(SANITIZE_FLAGS) -o $@ $^ $(SANITIZE_LIBS)

build/unit/%: build/sanitize/tests/unit/%.o $(TESTED_OBJECTS)
	@mkdir -p $(@D)
	$(SANITIZE_CC) $(SANITIZE_FLAGS) -o $@ $^ $(SANITIZE_LIBS) -lcmocka

unit-tests: $(UNIT_TESTS) build/assay-sanitize

# --- what is generated ---

build/gen/policy_text.c: tools/policy/default.policy tools/policy/floor.policy scripts/text-to-c
	@mkdir -p $(@D)
	{ scripts/text-to-c default_policy_text tools/policy/default.policy; \
	  scripts/text-to-c floor_policy_text tools/policy/floor.policy; } >$@.part
	mv $@.part $@

# Rebuilds what shows the version only when the version changes.
build/version: force
	@mkdir -p $(@D)
	@echo '$(VERSION)' | cmp -s - $@ || echo '$(VERSION)' >$@

-include $(patsubst %.o,%.d,$(call objects,obj) $(call objects,sanitize))
.SECONDARY:
.PHONY: unit-tests force
