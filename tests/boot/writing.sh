# SPDX-License-Identifier: GPL-3.0-or-later
# writing.sh - boot the image on disks that take writes, let root try to write, hold their digests
#
# Sourced by own-kernel and writeblock, from the top of the tree; $work is theirs.

# Each of write.c, and of the tools of the image.
means="write mmap discard zeroout punch mount-ro mount-rw remount roset linear sgio sg sg-write scsi-send ata
    nvme-io nvme-submit nvme-format reserve hdio"
PATH=$PWD/build/sysroot/bin:$PATH musl-gcc -static -std=gnu11 -D_GNU_SOURCE -O1 -o "$work/write" \
    tests/boot/write.c

digests() {
	for image in "$work"/disks/*.img; do
		echo "$(openssl dgst -sha256 -r "$image" | cut -d ' ' -f 1) ${image##*/}"
	done
}

# try LINUX DISK-OPTION... [-- MEANS...]: what was said is in $work/said, $before and $after of $work/disks
try() {
	linux=$1
	shift
	disks=
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		disks="$disks $1"
		shift
	done
	[ $# -eq 0 ] || shift
	rm -rf "$work/root"
	mkdir -p "$work/root/lib/assay" "$work/root/bin"
	cp initramfs/lib/examine.sh "$work/root/lib/assay/examine-image.sh"
	cp tests/boot/writing-examine.sh "$work/root/lib/assay/examine.sh"
	cp "$work/write" "$work/root/bin/write"
	[ ! -f "$work/tools.sh" ] || cp "$work/tools.sh" "$work/root/"
	printf '%s\n' "$@" | sed '/^$/d' >"$work/root/writes"
	(cd "$work/root" && find . | sort | bsdtar -cnf - --format=newc -T -) >"$work/segment"
	before=$(digests)
	# shellcheck disable=SC2086
	scripts/run-qemu --headless --mem 1024 --linux "$linux" --references "$work/segment" --log "$work/log" \
	    --append 'assay.wait=10 assay.after=poweroff' --timeout 2400 --interactive $disks >"$work/qemu" 2>&1
	after=$(digests)
	tr -d '\r' <"$work/log" >"$work/said"
	grep -q '^WRITES END' "$work/said" || { echo "the image did not come to its end"; tail -n 20 "$work/said"; }
}

changed() {
	{ echo "$before"; echo "$after"; } | sort | uniq -u | awk '{ print $2 }' | sort -u
}

# What is wrong if a kernel of ours was there, and N disks with every means tried on each.
own_faults() {
	changed | sed 's/$/ CHANGED/'
	grep '^WRITE .* done' "$work/said"
	[ "$(grep -c '^WRITE .* refused' "$work/said")" = $(($(echo $means | wc -w) * $1)) ] || echo "not all was tried"
	grep -q '^GUARD "kernel"$' "$work/said" || echo "the report does not say that the kernel guards"
	grep -q '^assay: the kernel refuses every write' "$work/said" || echo "nor does the console"
	grep '^SG ' "$work/said"
}

tell() {
	if [ -s "$work/faults" ]; then
		echo "not ok $1"
		sed 's/^/   /' "$work/faults"
		failed=1
	else
		echo "ok $1"
	fi
}
