# SPDX-License-Identifier: GPL-3.0-or-later
# devices.sh - load what the hardware asks for, and set every disk read-only at once

echo none >/run/assay/aliases

# One pass over everything that asks for a driver; false when nothing new asked.
devices_pass() {
	find /sys/devices -name modalias -exec cat {} + 2>/dev/null | sort -u >/run/assay/aliases.now
	new=$(grep -vxF -f /run/assay/aliases /run/assay/aliases.now)
	mv /run/assay/aliases.now /run/assay/aliases
	[ -n "$new" ] || return 1
	modprobe -a $new 2>/dev/null
	return 0
}

# Drivers find buses, buses find devices, devices ask for drivers.
devices_load() {
	say "loading drivers"
	passes=0
	while devices_pass && [ $passes -lt 10 ]; do
		passes=$((passes + 1))
		devices_readonly
	done
	# Old controllers and keyboards that no alias names, and disks behind them.
	modprobe -a sd_mod sr_mod mmc_block i8042 atkbd crc32c_generic loop 2>/dev/null
	devices_readonly
}

devices_disks() {
	ls /sys/block | grep -Ev '^(loop|ram|zram|fd|sr)[0-9]'
}

# A disk and its partitions, by their kernel names.
devices_parts() {
	echo "$1"
	ls "/sys/block/$1" | grep "^$1."
}

# The kernel keeps this mark for the disk and for each partition separately.
devices_readonly() {
	for disk in $(devices_disks); do
		for device in $(devices_parts "$disk"); do
			[ "$(cat "/sys/class/block/$device/ro")" = 1 ] ||
			    blockdev --setro "/dev/$device"
		done
	done 2>/dev/null
	return 0
}

# Wait until nothing new has been seen for three seconds and some disk is there; at most $1.
devices_settle() {
	say "waiting for disks to settle, at most $1 s"
	waited=0 quiet=0 before=
	while [ "$waited" -lt "$1" ] && { [ $quiet -lt 3 ] || [ -z "$(devices_disks)" ]; }; do
		sleep 1
		waited=$((waited + 1)) quiet=$((quiet + 1))
		now=$(cat /sys/kernel/uevent_seqnum)
		[ "$now" != "$before" ] || continue
		before=$now quiet=0
		devices_pass
		devices_readonly
	done
	devices_readonly
}

# Says what is there; a disk that refuses the mark is named here and to the program.
devices_show() {
	: >/run/assay/not-readonly
	for disk in $(devices_disks); do
		state=read-only
		for device in $(devices_parts "$disk"); do
			[ "$(blockdev --getro "/dev/$device" 2>/dev/null)" != 1 ] || continue
			state="NOT READ-ONLY: it refused"
			echo "$device" >>/run/assay/not-readonly
		done
		say "disk $disk, $(($(cat "/sys/block/$disk/size") / 2048)) MiB, $state"
	done
	[ -n "$(devices_disks)" ] || say "no disk can be seen"
	devices_guard
}

# Only a kernel of our own says this of its disks.
devices_guard() {
	disks=$(devices_disks)
	[ -n "$disks" ] || return 0
	for disk in $disks; do
		[ "$(cat "/sys/block/$disk/write_blocked" 2>/dev/null)" = 1 ] || return 0
	done
	say "the kernel refuses every write to every disk"
}
