# SPDX-License-Identifier: GPL-3.0-or-later
# lib.sh - booting the image in QEMU and holding what it says against what is right
#
# Sourced by the suites here, from the top of the tree; they use $work and $log.

work=$(mktemp -d "${TMPDIR:-/var/tmp}/assay-boot.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
log=$work/log failed=0

for file in build/pxe/vmlinuz build/pxe/initramfs.cpio.zst build/pxe/assay.ipxe build/assay.iso; do
	[ -f "$file" ] || { echo "$0: there is no $file: \`make iso pxe\` makes it" >&2; exit 1; }
done

# Its packages' reference pack, as a second segment, on a medium of its own, and beside the kernel.
scripts/sign-demo-pack "$work/packs" >&2
scripts/make-iso "$work/assay.iso" "$work/packs/references.cpio"
mkdir -p "$work/pxe/assay/packs"
cp -r build/pxe/. "$work/pxe/"
cp "$work/packs/references.cpio" "$work/pxe/assay/packs/"
with_packs="--references $work/packs/references.cpio --medium $work/assay.iso --tftp $work/pxe"

# The test server's disk in STATE; prints its path.
disk() {
	[ -f "$work/$1.img" ] || tests/images/make-disk "$1" "$work/$1.img" >&2
	echo "$work/$1.img"
}

# The verdicts that are right for STATE, from the header of its script.
right_for() {
	sed -n 's/^# verdict: //p' tests/images/states/"$1" tests/images/attacks/"$1" 2>/dev/null
}

digest() {
	openssl dgst -sha256 -r "$1" | cut -d ' ' -f 1
}

# boot ARGUMENT...: run-qemu, with everything that the serial line said in $log.
boot() {
	scripts/run-qemu --headless --log "$log.raw" "$@" >"$work/said" 2>&1
	status=$?
	tr -d '\r' <"$log.raw" >"$log"
	return $status
}

# The JSON line, if it is the last line inside the one verdict block.
verdict_line() {
	[ "$(grep -c '^=== ASSAY VERDICT ===$' "$log")" = 1 ] || return 0
	sed -n '/^=== ASSAY VERDICT ===$/,/^=== ASSAY VERDICT END ===$/p' "$log" | tail -n 2 | head -n 1
}

# What is wrong with the verdict block if VERDICT... are right, one line each.
faults() {
	said=$(verdict_line | jq -r .verdict 2>&1)
	case " $* " in
	*" $said "*) ;;
	*) echo "the verdict line says \"$said\", not $*: $(verdict_line)" ;;
	esac
	! grep 'NOT READ-ONLY' "$log" || true
}

# tell NAME FAULTS-FILE
tell() {
	if [ -s "$2" ]; then
		echo "not ok boot $1"
		sed 's/^/   /' "$2"
		echo "   --- the end of the serial line"
		tail -n 30 "$log" | sed 's/^/   /'
		tail -n 3 "$work/said" | sed 's/^/   /'
		failed=1
	else
		echo "ok boot $1"
	fi
}

# judged HOW STATE [ARGUMENT...]: booted that way, STATE gets its verdict and its disk stays as it is.
judged() {
	how=$1 state=$2
	shift 2
	image=$(disk "$state")
	before=$(digest "$image")
	# shellcheck disable=SC2086
	boot $how $with_packs --disk "$image" "$@" || true
	{
		# shellcheck disable=SC2046
		faults $(right_for "$state")
		grep -q '^machine   QEMU .*, serial QEMU-0001$' "$log" || echo "the machine is not named"
		grep -q '^          6f1e9a54-3c0b-4d6e-9d3a-2b9f0c7a1dff' "$log" || echo "its UUID is not shown"
		case $how in *pxe*) grep -q '  52:54:00:12:34:56$' "$log" || echo "its MAC is not shown" ;; esac
		grep -q '^assay: disk vda, .*, read-only$' "$log" || echo "nobody says that vda is read-only"
		[ "$before" = "$(digest "$image")" ] || echo "THE DISK CHANGED"
	} >"$work/faults"
	tell "$(echo "$how" | sed 's/--//g') $state: $said, $(sed -n 's/.*, \([0-9]* s\) after.*/\1/p' "$work/said")" "$work/faults"
}
