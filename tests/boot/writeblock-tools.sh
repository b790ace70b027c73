# SPDX-License-Identifier: GPL-3.0-or-later
# writeblock-tools.sh - root has the field's tools, and does to every disk what should never be done
#
# usage: writeblock-tools.sh DISK...      as the kernel names them
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C

# In order: what repairs and starts things first, what erases them last.
tried() {
	timeout 60 "$@" >/tmp/said 2>&1 </dev/null
	status=$?
	echo "TOOL $(echo "$*" | cut -c1-60): $status"
}

devices() {	# DISK
	for device in "/sys/block/$1/$1"*; do
		[ ! -e "$device" ] || echo "/dev/${device##*/}"
	done
	echo "/dev/$1"
}

mkdir -p /mnt/at /run/lock /run/lvm
for disk in "$@"; do
	for device in $(devices "$disk"); do
		type=$(blkid -p -o value -s TYPE "$device")
		case $type in
		ext4) tried e2fsck -fy "$device"; tried tune2fs -L changed "$device" ;;
		xfs) tried xfs_repair -L "$device" ;;
		btrfs) tried btrfs rescue zero-log "$device"; tried btrfs check --repair --force "$device" ;;
		vfat) tried fsck.fat -aw "$device" ;;
		LVM2_member) tried pvck --repairtype pv_header "$device"; tried pvchange -y -u "$device" ;;
		crypto_LUKS)
			tried sh -c "printf 'correct horse' | cryptsetup open --disable-locks $device opened -"
			tried cryptsetup close opened ;;
		esac
		case $type in
		ext4 | xfs | btrfs | vfat)
			tried mount -t "$type" "$device" /mnt/at && tried umount /mnt/at
			tried mount -t "$type" -o ro "$device" /mnt/at && tried mount -o remount,rw /mnt/at
			umount /mnt/at 2>/dev/null
			tried losetup /dev/loop7 "$device"
			tried mount -t "$type" /dev/loop7 /mnt/at
			umount /mnt/at 2>/dev/null
			tried losetup -d /dev/loop7 ;;
		swap) tried swapon "$device"; tried swapoff "$device" ;;
		esac
	done
done

# Arrays and groups, by their members themselves.
tried mdadm --assemble --scan --run
for md in /dev/md[0-9]*; do
	[ ! -b "$md" ] || { tried mdadm --readwrite "$md"; tried dd if=/bin/ls of="$md" bs=4k count=1 seek=64 conv=fsync; }
done
tried vgchange -ay
for lv in /dev/mapper/*-*; do
	[ ! -b "$lv" ] || tried dd if=/bin/ls of="$lv" bs=4k count=1 seek=64 conv=fsync
done
tried vgchange --addtag changed -a n --select all
tried mdadm --stop --scan

for disk in "$@"; do
	for device in $(devices "$disk"); do
		tried mdadm --zero-superblock --force "$device"
		tried cryptsetup erase -q "$device"
		tried pvremove -ff -y "$device"
		tried mkswap -f "$device"
		tried mke2fs -q -F "$device"
	done
	tried blkdiscard -f "/dev/$disk"
	tried blkdiscard -f -z "/dev/$disk"
	tried wipefs -a -f "/dev/$disk"
	tried sh -c "echo 'label: gpt' | sfdisk --force /dev/$disk"
done
