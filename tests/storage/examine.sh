# SPDX-License-Identifier: GPL-3.0-or-later
# examine.sh - in the place of the image's own: inspect one layout after the other, and print each report
#
# /storage.list: a line a layout: its name, then the numbers of its disks.

# The disk on this place of the bus.
storage_disk() {
	for entry in /sys/block/sd[a-z] /sys/block/sd[a-z][a-z]; do
		place=$(readlink "$entry/device" 2>/dev/null) || continue
		[ "${place##*/}" != "$storage_host:0:$1:0" ] || echo "/dev/${entry##*/}"
	done
}

examine() {
	set +f
	place=$(readlink /sys/block/sda/device)
	storage_host=${place##*/}
	storage_host=${storage_host%%:*}
	while read -r layout numbers; do
		disks=
		for number in $numbers; do
			disks="$disks $(storage_disk "$number")"
		done
		key=
		case $layout in
		*:key) key="--key-file /storage.key" ;;
		*:small) key="--memory 1" ;;
		esac
		status=0
		# shellcheck disable=SC2086
		assay inspect --assemble $key $references --report /run/assay/report.json $disks \
		    >/run/assay/verdict 2>/run/assay/errors </dev/null || status=$?
		{
			echo "=== STORAGE $layout $status $(cut -d' ' -f1 /proc/uptime)"
			cat /run/assay/errors
			cat /run/assay/report.json
			echo
			echo "=== STORAGE END"
		} >/dev/ttyS0
		rm -f /run/assay/report.json
	done </storage.list
	ls /dev/mapper >/run/assay/left
	echo "=== STORAGE LEFT $(dmsetup ls 2>&1 | tr '\n' ' ') $(grep -c . /proc/mdstat)" >/dev/ttyS0
	console_no_verdict 0
	echo 0 >/run/assay/status
}
