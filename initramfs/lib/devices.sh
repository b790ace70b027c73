# SPDX-License-Identifier: GPL-3.0-or-later
# devices.sh - load what the hardware asks for, and set every disk read-only at once

# One pass over everything that names a driver; false when nothing new asked.
devices_pass() {
	find /sys/devices -name modalias -exec cat {} + 2>/dev/null | sort -u >/run/assay/aliases.new
	[ -f /run/assay/aliases ] || : >/run/assay/aliases
	new=$(grep -vxF -f /run/assay/aliases /run/assay/aliases.new)
	mv /run/assay/aliases.new /run/assay/aliases
	[ -n "$new" ] || return 1
	echo "$new" | while read -r alias; do
		modprobe "$alias" 2>/dev/null
	done
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
	# What no alias asks for: the layers that turn controllers' devices into disks.
	for module in sd_mod sr_mod nvme mmc_block usb_storage uas usbhid hid_generic atkbd; do
		modprobe $module 2>/dev/null
	done
	devices_readonly
}

devices_disks() {
	for disk in /sys/block/*; do
		case ${disk##*/} in
		loop* | ram* | zram* | fd* | '*') ;;
		*) echo "${disk##*/}" ;;
		esac
	done
}

# Every disk and each of its partitions; sd devices also by their own door.
devices_readonly() {
	for disk in $(devices_disks); do
		for device in "$disk" $(cd "/sys/block/$disk" && ls -d "$disk"?* 2>/dev/null); do
			[ "$(cat "/sys/class/block/$device/ro" 2>/dev/null)" = 1 ] ||
			    blockdev --setro "/dev/$device" 2>/dev/null
		done
	done
	return 0
}

# Wait until no disk has appeared for three seconds, at most $1.
devices_settle() {
	say "waiting for disks to settle (at most $1 s)"
	waited=0 quiet=0 before=
	while [ $waited -lt "$1" ] && [ $quiet -lt 3 ]; do
		devices_pass
		devices_readonly
		now=$(devices_disks | tr '\n' ' ')
		if [ "$now" = "$before" ]; then quiet=$((quiet + 1)); else quiet=0; fi
		before=$now
		sleep 1
		waited=$((waited + 1))
	done
	devices_readonly
}

devices_show() {
	for disk in $(devices_disks); do
		size=$(cat "/sys/block/$disk/size")
		state="read-only"
		[ "$(cat "/sys/block/$disk/ro")" = 1 ] || state="NOT READ-ONLY: it refused"
		[ "$size" = 0 ] || say "disk $disk, $((size / 2048)) MiB, $state"
	done
	[ -n "$(devices_disks)" ] || say "this machine shows no disk"
}
