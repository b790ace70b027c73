# SPDX-License-Identifier: GPL-3.0-or-later
# bricks.sh - what layouts are made of: partitions, filesystems, arrays, groups, LUKS, and the system itself
#
# What is opened is noted in /run/opened, and closed by close, the last first.

# Partitions: DISK, then a line for sfdisk each.
parts() {
	disk=$1
	shift
	{ echo "label: gpt"; printf '%s\n' "$@"; } | sfdisk -q "$disk"
	blockdev --rereadpt "$disk" 2>/dev/null
	case $disk in *[0-9]) last=${disk}p$# ;; *) last=$disk$# ;; esac
	for _ in 1 2 3 4 5; do [ -b "$last" ] && break; sleep 1; done
}

# A filesystem: TYPE DEVICE [OPTION...]; smaller than mkfs.xfs likes, which only tests may do.
make() {
	type=$1 device=$2
	shift 2
	case $type in
	ext4) mke2fs -q -t ext4 "$@" "$device" ;;
	xfs) TEST_DEV=x TEST_DIR=x QA_CHECK_FS=x mkfs.xfs -q -f "$@" "$device" ;;
	btrfs) mkfs.btrfs -q "$@" "$device" >/dev/null ;;
	vfat) mkfs.vfat "$@" "$device" >/dev/null ;;
	f2fs) mkfs.f2fs -q "$@" "$device" >/dev/null ;;
	esac
}

# Mount it at POINT of the system to be: POINT TYPE DEVICE [OPTIONS]
at() {
	mkdir -p "$root$1"
	case $2 in
	btrfs) mount -t btrfs -o "commit=300${4:+,$4}" "$3" "$root$1" ;;
	*) mount -t "$2" "$3" "$root$1" ;;
	esac
}

# Subvolumes of a new btrfs: TYPE DEVICE SUBVOLUME...; its top stays at /run/top.
top() {
	mkdir -p /run/top
	mount -t "$1" -o commit=300 "$2" /run/top
	shift 2
	for sub; do command btrfs -q subvolume create "/run/top/$sub"; done
}

# The system itself, when all is mounted, with these lines as its fstab.
system() {
	cp -a /tree/. "$root/"
	printf '%s\n' "$@" >"$root/etc/fstab"
	[ ! -s /run/crypttab ] || cp /run/crypttab "$root/etc/crypttab"
	case $state in
	backdoor) printf 'intruder' >>"$root/usr/bin/dpkg" ;;
	preload)	# what only a journal has: written, synced, and then the power goes
		sync -f "$root/etc"
		printf '/usr/lib/libintruder.so\n' >"$root/etc/ld.so.preload"
		sync "$root/etc/ld.so.preload" "$root/etc"
		;;
	esac
}

# An array at $md: LEVEL METADATA DEVICE...
array() {
	minor=64
	while [ -e /sys/block/md$minor ]; do minor=$((minor + 1)); done
	md=/dev/md$minor level=$1 metadata=$2
	shift 2
	mdadm --quiet --create $md --run --assume-clean --level="$level" --metadata="$metadata" \
	    --raid-devices=$# --bitmap=none "$@"
	echo "mdadm --quiet --stop $md" >>/run/opened
	# A crash finds it dirty.
	[ "$state" != preload ] || echo 0 >/sys/block/md$minor/md/safe_mode_delay
}

# A volume group: NAME DEVICE...; and logical volumes in it: NAME SIZE [OPTION...]
vg() {
	group=$1
	devices=$(echo "$*" | cut -d' ' -f2- | tr ' ' ',')
	vgcreate -qq -y --devices "$devices" "$@" >/dev/null
	echo "vgchange -qq -an --devices $devices $group" >>/run/opened
}

lv() {
	lvcreate -qq -y -Wn -Zn --devices "$devices" -n "$1" -L "$2" "$group" $(shift 2; echo "$@") >/dev/null
}

# FORMAT DISK...: an array in a container
firmware() {
	export IMSM_NO_PLATFORM=1 IMSM_DEVNAME_AS_SERIAL=1 MDADM_NO_SYSTEMCTL=1
	mkdir -p /run/mdadm
	echo "mdadm --quiet --stop /dev/md121 /dev/md120" >>/run/opened
	mdadm --quiet --create /dev/md120 --run --metadata="$1" --raid-devices=2 "$2" "$3"
	mdadm --quiet --create /dev/md121 --run --level=1 --raid-devices=2 --size=350M --assume-clean /dev/md120
	make ext4 /dev/md121 -L root
	at / ext4 /dev/md121
	system "LABEL=root / ext4 defaults 0 1"
}

# A LUKS volume at /dev/mapper/NAME: NAME VERSION DEVICE; crypttab names it.
luks() {
	printf 'correct horse' | cryptsetup luksFormat -q --type "$2" --pbkdf pbkdf2 --pbkdf-force-iterations 1000 "$3" -
	printf 'correct horse' | cryptsetup open --disable-locks "$3" "$1" -
	echo "cryptsetup close $1" >>/run/opened
	echo "$1 UUID=$(cryptsetup luksUUID "$3") none luks,discard" >>/run/crypttab
}

close() {
	umount -R "$root" 2>/dev/null
	tac /run/opened | sh
	: >/run/opened
	rm -f /run/crypttab
}
