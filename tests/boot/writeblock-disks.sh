# SPDX-License-Identifier: GPL-3.0-or-later
# writeblock-disks.sh - disks as a pulled plug leaves them: everything in use, nothing put in order
#
# Runs in the machine of tests/storage/make-disks, in the place of its layouts.
# One function a layout; its header says how many disks it takes.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C

# live TYPE DEVICE [MKFS-OPTION...]: a filesystem in use, with files that only its log has
live() {
	kind=$1 device=$2 at=/run/live/$layout
	shift 2
	case $kind in
	ext4) mke2fs -q -t ext4 "$@" "$device" ;;
	xfs) TEST_DEV=x TEST_DIR=x QA_CHECK_FS=x mkfs.xfs -q -f "$@" "$device" ;;	# smaller than it likes
	btrfs) mkfs.btrfs -q -f "$@" "$device" >/dev/null ;;
	vfat) mkfs.vfat "$device" >/dev/null ;;
	esac
	mkdir -p "$at"
	mount -t "$kind" "$device" "$at"
	cp -r /etc/lvm "$at/"
	sync -f "$at"
}

parts() {	# DISK LABEL LINE...
	disk=$1 label=$2
	shift 2
	{ echo "label: $label"; printf '%s\n' "$@"; } | sfdisk -q "$disk"
	blockdev --rereadpt "$disk" 2>/dev/null
	for _ in 1 2 3 4 5; do [ -b "${disk}1" ] && break; sleep 1; done
}

# raid NUMBER OPTION... DISK...: an array that stays marked dirty after its first write
raid() {
	md=/dev/md$1
	shift
	mdadm --quiet --create "$md" --run --assume-clean --bitmap=none "$@" >/dev/null 2>&1
	echo 0 >"/sys/block/${md##*/}/md/safe_mode_delay"
}

volume() {	# GROUP DEVICES LVCREATE-OPTION...
	group=$1 devices=$2
	shift 2
	# shellcheck disable=SC2086
	vgcreate -qq -y --devices "$(echo $devices | tr ' ' ,)" "$group" $devices >/dev/null
	more_volume "$@" -n data "$group"
}

more_volume() {	# LVCREATE-OPTION...
	# shellcheck disable=SC2086
	lvcreate -qq -y --devices "$(echo $devices | tr ' ' ,)" "$@" >/dev/null
}

luks() {	# VERSION DEVICE NAME
	printf 'correct horse' | cryptsetup luksFormat -q --type "$1" --pbkdf pbkdf2 --pbkdf-force-iterations 1000 "$2" -
	printf 'correct horse' | cryptsetup open --disable-locks "$2" "$3" -
}

# whole-ext4: 1 disk
whole_ext4() { live ext4 "$1" -F; }
# gpt-ext4: 1 disk
gpt_ext4() { parts "$1" gpt type=linux; live ext4 "${1}1"; }
# gpt-xfs: 1 disk
gpt_xfs() { parts "$1" gpt type=linux; live xfs "${1}1"; }
# whole-btrfs: 1 disk
whole_btrfs() { live btrfs "$1"; }
# pair-btrfs: 2 disks
pair_btrfs() { live btrfs "$1" -d raid1 -m raid1 "$2"; }

# gpt-broken: 1 disk: the backup header is lost
gpt_broken() {
	parts "$1" gpt type=linux
	live ext4 "${1}1"
	dd if=/dev/zero of="$1" bs=512 count=1 seek=$(($(blockdev --getsz "$1") - 1)) conv=notrunc,fsync 2>/dev/null
}

# mbr: 1 disk: FAT, an extended partition with ext4 and swap
mbr() {
	parts "$1" dos "size=40M, type=c" "type=5" "size=40M, type=83" "type=82"
	mkfs.vfat "${1}1" >/dev/null
	mkswap "${1}6" >/dev/null
	swapon "${1}6"
	live ext4 "${1}5"
}

# swap: 1 disk: all of it, in use
swap() { mkswap "$1" >/dev/null; swapon "$1"; }

# raid1: 2 disks: dirty
raid1() { raid 1 --level=1 --raid-devices=2 "$1" "$2"; live ext4 /dev/md1; }
# raid1-degraded: 2 disks: dirty, and one fell out before the last writes
raid1_degraded() {
	raid 2 --level=1 --raid-devices=2 "$1" "$2"
	live ext4 /dev/md2
	mdadm --quiet /dev/md2 --fail "$2"
}
# raid5-degraded: 3 disks: dirty, and one fell out
raid5_degraded() {
	raid 3 --level=5 --raid-devices=3 "$1" "$2" "$3"
	live xfs /dev/md3
	mdadm --quiet /dev/md3 --fail "$3"
}
# raid-old: 2 disks: superblocks of version 0.90, in partitions
raid_old() {
	parts "$1" dos type=fd
	parts "$2" dos type=fd
	raid 4 --metadata=0.90 --level=1 --raid-devices=2 "${1}1" "${2}1"
	live ext4 /dev/md4
}

# lvm-ext4: 1 disk
lvm_ext4() { volume one "$1" -L 60M; live ext4 /dev/mapper/one-data; }
# lvm-xfs: 1 disk
lvm_xfs() { volume two "$1" -L 60M; live xfs /dev/mapper/two-data; }
# lvm-btrfs: 1 disk
lvm_btrfs() { volume three "$1" -L 120M; live btrfs /dev/mapper/three-data; }
# lvm-raid: 2 disks: LVM on a dirty array
lvm_raid() {
	raid 5 --level=1 --raid-devices=2 "$1" "$2"
	volume four /dev/md5 -L 60M
	live xfs /dev/mapper/four-data
}
# lvm-mirror: 2 disks
lvm_mirror() {
	volume five "$1 $2" -L 60M --type raid1 -m 1
	live ext4 /dev/mapper/five-data
}
# lvm-snapshot: 1 disk: written to after its snapshot
lvm_snapshot() {
	volume six "$1" -L 60M
	live ext4 /dev/mapper/six-data
	more_volume -s -L 16M -n before six/data
}
# thin: 1 disk: a pool in use
thin() {
	volume seven "$1" -L 100M --type thin-pool --poolmetadatasize 4M
	lvcreate -qq -y -Wn --devices "$1" -V 150M -T seven/data -n inside >/dev/null
	live ext4 /dev/mapper/seven-inside
}

# luks1: 1 disk
luks1() { parts "$1" gpt type=linux; luks luks1 "${1}1" crypt1; live ext4 /dev/mapper/crypt1; }
# luks2: 1 disk
luks2() { luks luks2 "$1" crypt2; live xfs /dev/mapper/crypt2; }
# luks-lvm: 1 disk
luks_lvm() {
	luks luks2 "$1" crypt3
	volume eight /dev/mapper/crypt3 -L 60M
	live ext4 /dev/mapper/eight-data
}

modprobe ext4
mkdir -p /run/live
exec 9</in/disks
while read -r layout state n; do
	set --
	for _ in $(seq "$n"); do
		read -r disk <&9
		set -- "$@" "$disk"
	done
	(set -e; "$(echo "$layout" | tr - _)" "$@") 9<&-
	[ $? = 0 ] && echo "made $layout $state" >>/run/made || echo "trouble $layout"
done </in/list
sync
for at in /run/live/*; do
	echo "after the last commit" >"$at/late"
	sync "$at/late"
done
cat /run/made
sleep 3		# until the serial line has said so
echo b >/proc/sysrq-trigger
sleep 60
