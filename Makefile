# SPDX-License-Identifier: GPL-3.0-or-later
# Assay: one bootable image and one static program that judges a server's disks.
# `make help` lists what can be made.

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unversioned)
KERNEL ?= debian
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/assay
MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:

all: build/assay build/assay.iso build/sbom.json ##   the image (ISO) and the program
	@echo "made: build/assay.iso, build/assay, build/sbom.json"

SYSROOT := build/sysroot
SANITIZE_SYSROOT := build/sysroot-sanitized
SYSROOT_STAMP := $(SYSROOT)/complete
SANITIZE_STAMP := $(SANITIZE_SYSROOT)/complete
PINS := $(wildcard third-party/*.pin third-party/*.config third-party/flags third-party/patches/*)

include tools/tools.mk

# --- what it is made of ---

build/deps-build: scripts/install-build-deps
	@scripts/install-build-deps build
	@mkdir -p build && touch $@

build/deps-run: scripts/install-build-deps
	@scripts/install-build-deps run
	@mkdir -p build && touch $@

build/deps-check: scripts/install-build-deps
	@scripts/install-build-deps check
	@mkdir -p build && touch $@

build/deps-bench: scripts/install-build-deps
	@scripts/install-build-deps bench
	@mkdir -p build && touch $@

$(SYSROOT_STAMP): $(PINS) scripts/build-component scripts/build-third-party | build/deps-build
	@scripts/build-third-party $(SYSROOT)

$(SANITIZE_STAMP): $(PINS) scripts/build-component scripts/build-third-party | build/deps-build build/deps-check
	@scripts/build-third-party $(SANITIZE_SYSROOT) sanitized

build/busybox: $(SYSROOT_STAMP)
	@cp $(SYSROOT)/bin/busybox $@

# Another KERNEL than last time: what is there is not what is wanted.
ifneq ($(KERNEL),$(shell cat build/kernel/name 2>/dev/null))
.PHONY: build/kernel/release
endif

KERNEL_INPUTS := $(if $(filter debian,$(KERNEL)),third-party/kernel.pin kernel-config/modules.list,\
    kernel-config/linux.pin $(wildcard kernel-config/*.config kernel-config/patches/*) \
    scripts/kernel-tree scripts/build-kernel)

build/kernel/release: $(KERNEL_INPUTS) scripts/get-kernel | build/deps-build
	@scripts/get-kernel $(KERNEL)

build/loaders/complete: $(wildcard third-party/grub-*.pin) third-party/shim.pin scripts/get-loaders | build/deps-build
	@scripts/get-loaders

# --- the image ---

INITRAMFS_INPUTS := $(shell find initramfs -type f) scripts/pack-initramfs

build/pxe/initramfs.cpio.zst: build/assay build/busybox build/kernel/release $(INITRAMFS_INPUTS)
	@scripts/pack-initramfs $@

build/pxe/vmlinuz: build/kernel/release
	@mkdir -p $(@D)
	@cp build/kernel/vmlinuz $@

ISO_INPUTS := $(shell find iso -type f) build/loaders/complete build/pxe/vmlinuz build/pxe/initramfs.cpio.zst

build/pxe/assay.ipxe: scripts/make-pxe $(ISO_INPUTS)
	@scripts/make-pxe

build/assay.iso: scripts/make-iso $(ISO_INPUTS)
	@scripts/make-iso $@

build/sbom.json: $(PINS) build/kernel/release scripts/sbom
	@scripts/sbom '$(VERSION)' >$@.part && mv $@.part $@

iso: build/assay.iso ##   build/assay.iso: one medium for CD and USB, BIOS and UEFI
pxe: build/pxe/assay.ipxe ##   build/pxe: kernel, initramfs and iPXE script for netboot
initramfs-list: build/assay build/busybox build/kernel/release ##   every file of the image, with mode and size
	@scripts/pack-initramfs --list
sizes: all ##   how large everything is
	@scripts/sizes

kernel-check: ##   every line of kernel-config's fragments survives, and the kept result is theirs
	@scripts/kernel-check
release: ##   the image with the whole kernel of our own (an hour of one core; then cached)
	@$(MAKE) all pxe KERNEL=own

# --- looking at it work ---

DEMO := build/disks/demo.img

build/disks/%.img: tests/images/make-disk $(wildcard tests/images/*/*) | build/deps-run
	@mkdir -p $(@D)
	@tests/images/make-disk $* $@

run: build/deps-run build/assay.iso $(filter build/disks/%,$(or $(DISK),$(DEMO))) ##   boot the image on a compromised server's disk (or DISK=path) and show the verdict
	@scripts/run-demo $(or $(DISK),$(DEMO)) $(if $(filter build/disks/%,$(or $(DISK),$(DEMO))),--server)

run-clean: build/deps-run build/assay.iso build/disks/pristine.img ##   the same server before the attack
	@scripts/run-demo build/disks/pristine.img --server

shell: build/deps-run build/pxe/vmlinuz build/pxe/initramfs.cpio.zst ##   a rescue shell of the image, in QEMU (DISK=path adds a disk)
	@echo "A shell follows the verdict; \`poweroff -f\` ends it."
	@scripts/run-qemu --interactive --headless --timeout 86400 \
	    --append 'assay.after=shell assay.wait=3' $(if $(DISK),--disk $(DISK))

reference-for: build/assay build/deps-run ##   STATUS="FILE...": a reference pack of the packages that suspects' dpkg status files name
	@scripts/reference-for --output $(or $(PACK),build/reference.pack) $(or $(STATUS),$(error say STATUS="FILE...": copies of the suspects' /var/lib/dpkg/status))

medium: build/assay.iso ##   PACKS="FILE..." SITES="FILE..." SIGNERS=FILE: build/medium.iso, with signed packs and site files on it
	@scripts/pack-references build/references.cpio $(or $(SIGNERS),$(error say SIGNERS=FILE: an allowed_signers file)) $(or $(PACKS) $(SITES),$(error say PACKS="FILE..." or SITES="FILE.site..."))
	@scripts/make-iso build/medium.iso build/references.cpio
	@echo "made: build/medium.iso, and build/references.cpio (for netboot: build/pxe/assay/packs/)"

# --- tests ---

check: all pxe build/deps-run build/deps-check unit-tests ##   all tests that a change must pass
	@scripts/check quick
check-full: all pxe build/deps-run build/deps-check unit-tests ##   those, and the wide matrices
	@scripts/check full

bench: build/assay build/sweep/sweep build/deps-run build/deps-bench ##   how fast it is, beside debsums, chkrootkit, dpkg, sha256sum and aide
	@tests/bench/run

# --- keeping it ---

techniques: ##   docs/techniques.md anew: which technique is shown by which test
	@tests/images/techniques >docs/techniques.md.part
	@mv docs/techniques.md.part docs/techniques.md
update-pins: | build/deps-build ##   move the pins of third-party components to what the archive has now
	@scripts/update-pins
clean: ##   remove what was built; the cache stays
	rm -rf build
distclean: clean ##   remove the cache too
	rm -rf $(CACHE)
help: ##   this list
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/  \1\t\2/p' Makefile | expand -t 18

.PHONY: reference-for medium all iso pxe initramfs-list sizes run run-clean shell kernel-check release check check-full bench techniques update-pins clean distclean help
