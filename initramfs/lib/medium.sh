# SPDX-License-Identifier: GPL-3.0-or-later
# medium.sh - which disk is the medium that we were started from?
#
# Our own stick is not evidence.  Names and labels can be forged, so only a disk
# that begins, byte for byte, with our ISO is set aside: its boot code, partition
# table and all that they lead to are then ours.  assay.medium=, written by the
# medium's own boot menu, says where in the ISO its hash stands (with zeros in
# that place), how long the ISO is, and the hash.

medium_set_aside() {
	offset=$(medium_number "${1%%,*}") hash=${1##*,}
	length=${1#*,} length=$(medium_number "${length%%,*}")
	[ ${#hash} = 64 ] && [ "$length" -gt $((offset + 64)) ] || return 0
	for disk in $(ls /sys/block | grep -Ev '^(loop|ram|zram|fd)[0-9]'); do
		[ $(($(cat "/sys/block/$disk/size") * 512)) -ge "$length" ] || continue
		[ "$(medium_bytes "$disk" "$offset" 64 | tr -cd 0-9a-f)" = "$hash" ] || continue
		say "checking whether $disk is Assay's own medium"
		if [ "$(medium_hash "$disk")" = "$hash" ]; then
			say "$disk is Assay's own medium, byte for byte: set aside"
			device=$(cd -P "/sys/block/$disk/device" && pwd)
			echo "${device##*/}" >"$device/driver/unbind"
		else
			say "$disk looks like Assay's own medium and is not: it is inspected"
		fi
	done
}

medium_number() {
	echo "${1:-0}" | tr -cd 0-9 | sed 's/^0*//; s/^$/0/'
}

# LENGTH bytes of DISK, from OFFSET.
medium_bytes() {
	tail -c "+$(($2 + 1))" "/dev/$1" 2>/dev/null | head -c "$3"
}

medium_hash() {
	{
		head -c "$offset" "/dev/$1"
		printf %064d 0
		medium_bytes "$1" $((offset + 64)) $((length - offset - 64))
	} | sha256sum | cut -c 1-64
}
