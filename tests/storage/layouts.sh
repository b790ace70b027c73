# SPDX-License-Identifier: GPL-3.0-or-later
# layouts.sh - one function a layout: the same small system, laid out on disks as servers have it
#
# Runs in the machine of make-disks.  $1 $2 $3 are disks; the state is in $state.
# The header of each says how many disks it takes.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
uuid=6f1e9a54-3c0b-4d6e-9d3a-2b9f0c7a

# The system without what its own mounts will hold.
fill() {	# MOUNTED-ROOT
	cp -a /tree/. "$1/"
}

fstab() {	# ROOT LINE...
	root=$1
	shift
	printf '%s\n' "$@" >"$root/etc/fstab"
}

# What the state asks for, in a system whose parts are all mounted.
change() {	# ROOT
	case $state in
	clean) ;;
	backdoor) printf 'intruder' >>"$1/usr/bin/dpkg" ;;
	preload)	# written and synced at the very end: only a journal has it
		;;
	esac
}

# A file that exists in the journal only: synced, and then the power goes.
crash_with_preload() {	# ROOT
	[ "$state" = preload ] || return 0
	sync
	sleep 1
	printf '/usr/lib/libintruder.so\n' >"$1/etc/ld.so.preload"
	sync "$1/etc/ld.so.preload" "$1/etc"
	done_with "$1"
	sleep 2		# until the serial line has said so
	echo b >/proc/sysrq-trigger
	sleep 60
}

done_with() {
	echo "made $layout $state"
}

parts() {	# DISK SFDISK-LINE...
	disk=$1
	shift
	{ echo "label: gpt"; printf '%s\n' "$@"; } | sfdisk -q "$disk"
	blockdev --rereadpt "$disk" 2>/dev/null
	for _ in 1 2 3 4 5; do [ -b "${disk}1" ] && break; sleep 1; done
}

vg() {	# NAME DEVICE...
	pvs_of=$(echo "$*" | cut -d' ' -f2- | tr ' ' ',')
	vgcreate -qq -y --devices "$pvs_of" "$@" >/dev/null
}

lv() {	# NAME-OF-LV SIZE OPTIONS...
	name=$1 size=$2
	shift 2
	case $size in *%*) size="-l $size" ;; *) size="-L $size" ;; esac
	# shellcheck disable=SC2086
	lvcreate -qq -y -Wn -Zn --devices "$pvs_of" -n "$name" $size "$@" >/dev/null
}

vg_off() {
	vgchange -qq -an --devices "$pvs_of" "$1" >/dev/null
}

# plain: 1 disk: one ext4, the twin of all others
plain() {
	parts "$1" "type=linux"
	mke2fs -q -t ext4 -U ${uuid}1d01 "${1}1"
	mount -t ext4 "${1}1" /mnt
	fill /mnt
	fstab /mnt "UUID=${uuid}1d01 / ext4 defaults 0 1"
	change /mnt
	umount /mnt
}

# lvm: 1 disk: ESP, /boot on ext4, the rest LVM: / on ext4, /usr and /var on XFS, swap
lvm() {
	parts "$1" "size=32M, type=uefi" "size=40M, type=linux" "type=lvm"
	mkfs.vfat -i 0D1CE001 "${1}1" >/dev/null
	mke2fs -q -t ext4 -U ${uuid}2b00 "${1}2"
	vg web1-vg "${1}3"
	lv root 60M web1-vg
	mke2fs -q -t ext4 /dev/mapper/web1--vg-root
	lv swap_1 16M web1-vg
	mkswap /dev/mapper/web1--vg-swap_1 >/dev/null
	lv usr 200M web1-vg
	lv var 40M web1-vg
	small_xfs /dev/mapper/web1--vg-usr
	small_xfs /dev/mapper/web1--vg-var
	mount -t ext4 /dev/mapper/web1--vg-root /mnt
	mkdir -p /mnt/boot /mnt/usr /mnt/var
	mount -t ext4 "${1}2" /mnt/boot
	mkdir -p /mnt/boot/efi
	mount -t vfat "${1}1" /mnt/boot/efi
	mount -t xfs /dev/mapper/web1--vg-usr /mnt/usr
	mount -t xfs /dev/mapper/web1--vg-var /mnt/var
	fill /mnt
	fstab /mnt "/dev/mapper/web1--vg-root / ext4 errors=remount-ro 0 1" \
	    "UUID=${uuid}2b00 /boot ext4 defaults 0 2" "UUID=0D1C-E001 /boot/efi vfat umask=0077 0 1" \
	    "/dev/web1-vg/usr /usr xfs defaults 0 2" "/dev/mapper/web1--vg-var /var xfs defaults 0 2" \
	    "/dev/mapper/web1--vg-swap_1 none swap sw 0 0"
	change /mnt
	umount /mnt/usr /mnt/var /mnt/boot/efi /mnt/boot /mnt
	vg_off web1-vg
}

# xfs: 1 disk: / on XFS
xfs() {
	parts "$1" "type=linux"
	small_xfs "${1}1" -m uuid=${uuid}1f51
	mount -t xfs "${1}1" /mnt
	fill /mnt
	fstab /mnt "UUID=${uuid}1f51 / xfs defaults 0 0"
	change /mnt
	crash_with_preload /mnt
	umount /mnt
}

# Smaller than mkfs.xfs likes, which only tests may do.
small_xfs() {
	TEST_DEV=x TEST_DIR=x QA_CHECK_FS=x mkfs.xfs -q -f "$@"
}

# ext4: 1 disk: / on ext4
ext4() {
	parts "$1" "type=linux"
	mke2fs -q -t ext4 -U ${uuid}1e40 "${1}1"
	mount -t ext4 "${1}1" /mnt
	fill /mnt
	fstab /mnt "UUID=${uuid}1e40 / ext4 defaults 0 1"
	change /mnt
	crash_with_preload /mnt
	umount /mnt
}

# btrfs: 1 disk: subvolumes @rootfs (what boots), @usr and @home, compressed; a snapshot; / is the top's default
btrfs() {
	parts "$1" "type=linux"
	mkfs.btrfs -q -U ${uuid}b7f5 "${1}1" >/dev/null
	mkdir -p /run/top
	mount -t btrfs "${1}1" /run/top
	for sub in @rootfs @usr @home; do command btrfs -q subvolume create /run/top/$sub; done
	mount -t btrfs -o subvol=@rootfs,compress=zstd "${1}1" /mnt
	mkdir /mnt/usr /mnt/home
	mount -t btrfs -o subvol=@usr,compress=zstd "${1}1" /mnt/usr
	mount -t btrfs -o subvol=@home,compress=zstd "${1}1" /mnt/home
	fill /mnt
	fstab /mnt "UUID=${uuid}b7f5 / btrfs defaults,subvol=@rootfs 0 0" \
	    "UUID=${uuid}b7f5 /usr btrfs defaults,subvol=@usr 0 0" \
	    "UUID=${uuid}b7f5 /home btrfs defaults,subvol=/@home 0 0"
	command btrfs -q subvolume snapshot -r /run/top/@rootfs /run/top/@rootfs-before
	change /mnt
	crash_with_preload /mnt
	umount /mnt/usr /mnt/home /mnt /run/top
}

# btrfs-pair: 2 disks: / on a btrfs of two devices, data and metadata on both
btrfs_pair() {
	mkfs.btrfs -q -d raid1 -m raid1 -U ${uuid}b7fa "$1" "$2" >/dev/null
	command btrfs -q device scan "$1" "$2"
	mount -t btrfs "$1" /mnt
	fill /mnt
	fstab /mnt "UUID=${uuid}b7fa / btrfs defaults 0 0"
	change /mnt
	umount /mnt
}

# raid1: 2 disks: / on ext4 on a pair
raid1() {
	mdadm --quiet --create /dev/md1 --run --assume-clean --level=1 --raid-devices=2 --metadata=1.2 "$1" "$2" >/dev/null 2>&1
	mke2fs -q -t ext4 -U ${uuid}4d01 /dev/md1
	mount -t ext4 /dev/md1 /mnt
	fill /mnt
	fstab /mnt "UUID=${uuid}4d01 / ext4 defaults 0 1"
	change /mnt
	umount /mnt
	mdadm --quiet --stop /dev/md1
}

# raid5: 3 disks: partitions in the array: / on XFS, /home on ext4
raid5() {
	mdadm --quiet --create /dev/md1 --run --assume-clean --level=5 --raid-devices=3 "$1" "$2" "$3" >/dev/null 2>&1
	{ echo "label: gpt"; echo "size=300M"; echo; } | sfdisk -q /dev/md1
	blockdev --rereadpt /dev/md1 2>/dev/null
	small_xfs /dev/md1p1 -m uuid=${uuid}4d51
	mke2fs -q -t ext4 -L home /dev/md1p2
	mount -t xfs /dev/md1p1 /mnt
	mkdir -p /mnt/home
	mount -t ext4 /dev/md1p2 /mnt/home
	fill /mnt
	fstab /mnt "UUID=${uuid}4d51 / xfs defaults 0 1" "LABEL=home /home ext4 nofail 0 2"
	change /mnt
	umount /mnt/home /mnt
	mdadm --quiet --stop /dev/md1
}

# raid0.90: 2 disks: the old superblock at the end, on partitions
raid0_90() {
	parts "$1" "type=raid"
	parts "$2" "type=raid"
	mdadm --quiet --create /dev/md1 --run --assume-clean --level=1 --raid-devices=2 --metadata=0.90 "${1}1" "${2}1" >/dev/null 2>&1
	mke2fs -q -t ext4 -U ${uuid}4d09 /dev/md1
	mount -t ext4 /dev/md1 /mnt
	fill /mnt
	fstab /mnt "/dev/md1 / ext4 defaults 0 1"
	change /mnt
	umount /mnt
	mdadm --quiet --stop /dev/md1
}

# raid-lvm: 2 disks: a pair, on it LVM, on that / on XFS
raid_lvm() {
	mdadm --quiet --create /dev/md1 --run --assume-clean --level=1 --raid-devices=2 "$1" "$2" >/dev/null 2>&1
	vg data /dev/md1
	lv root 300M data
	small_xfs /dev/mapper/data-root
	mount -t xfs /dev/mapper/data-root /mnt
	fill /mnt
	fstab /mnt "/dev/data/root / xfs defaults 0 1"
	change /mnt
	umount /mnt
	vg_off data
	mdadm --quiet --stop /dev/md1
}

luks() {	# VERSION DEVICE
	printf 'correct horse' | cryptsetup luksFormat -q --type "$1" --pbkdf pbkdf2 --pbkdf-force-iterations 1000 "$2" -
	printf 'correct horse' | cryptsetup open --disable-locks "$2" opened -
}

# luks2-lvm: 1 disk: /boot on ext4, LUKS2, in it LVM: / on ext4, /home on XFS; crypttab names it
luks2_lvm() {
	parts "$1" "size=40M" "type=linux"
	mke2fs -q -t ext4 -U ${uuid}2c00 "${1}1"
	luks luks2 "${1}2"
	vg crypt-vg /dev/mapper/opened
	lv root 240M crypt-vg
	lv home 32M crypt-vg
	mke2fs -q -t ext4 /dev/mapper/crypt--vg-root
	small_xfs /dev/mapper/crypt--vg-home
	mount -t ext4 /dev/mapper/crypt--vg-root /mnt
	mkdir -p /mnt/boot /mnt/home
	mount -t ext4 "${1}1" /mnt/boot
	mount -t xfs /dev/mapper/crypt--vg-home /mnt/home
	fill /mnt
	fstab /mnt "/dev/mapper/crypt--vg-root / ext4 defaults 0 1" "UUID=${uuid}2c00 /boot ext4 defaults 0 2" \
	    "/dev/mapper/crypt--vg-home /home xfs defaults 0 2"
	echo "sda2_crypt UUID=$(cryptsetup luksUUID "${1}2") none luks,discard" >/mnt/etc/crypttab
	change /mnt
	umount /mnt/boot /mnt/home /mnt
	vg_off crypt-vg
	cryptsetup close opened
}

# luks1: 1 disk: / on ext4 in LUKS1, named by its device-mapper name
luks1() {
	parts "$1" "type=linux"
	luks luks1 "${1}1"
	mke2fs -q -t ext4 /dev/mapper/opened
	mount -t ext4 /dev/mapper/opened /mnt
	fill /mnt
	fstab /mnt "/dev/mapper/root_crypt / ext4 defaults 0 1"
	echo "root_crypt UUID=$(cryptsetup luksUUID "${1}1") none luks" >/mnt/etc/crypttab
	change /mnt
	umount /mnt
	cryptsetup close opened
}

# thin: 1 disk: / on XFS in a thin pool, with a thin snapshot
thin() {
	vg pool-vg "$1"
	lvcreate -qq -y --devices "$1" -n pool -L 360M --type thin-pool --poolmetadatasize 4M pool-vg >/dev/null
	lvcreate -qq -y -Wn --devices "$1" -V 330M -T pool-vg/pool -n root >/dev/null
	small_xfs /dev/mapper/pool--vg-root
	mount -t xfs /dev/mapper/pool--vg-root /mnt
	fill /mnt
	fstab /mnt "/dev/pool-vg/root / xfs defaults 0 1"
	change /mnt
	umount /mnt
	lvcreate -qq -y --devices "$1" -s -n before pool-vg/root >/dev/null
	vg_off pool-vg
}

# striped: 2 disks: / on ext4 striped over both, /usr on XFS mirrored by LVM
striped() {
	vg two "$1" "$2"
	lv root 80M -i 2 two
	lv usr 200M --type raid1 -m 1 --nosync two
	mke2fs -q -t ext4 /dev/mapper/two-root
	small_xfs /dev/mapper/two-usr
	mount -t ext4 /dev/mapper/two-root /mnt
	mkdir /mnt/usr
	mount -t xfs /dev/mapper/two-usr /mnt/usr
	fill /mnt
	fstab /mnt "/dev/two/root / ext4 defaults 0 1" "/dev/two/usr /usr xfs defaults 0 2"
	change /mnt
	umount /mnt/usr /mnt
	vg_off two
}

# f2fs: 1 disk: / on F2FS
f2fs() {
	parts "$1" "type=linux"
	mkfs.f2fs -q -l flash "${1}1" >/dev/null
	mount -t f2fs "${1}1" /mnt
	fill /mnt
	fstab /mnt "LABEL=flash / f2fs defaults 0 1"
	change /mnt
	umount /mnt
}

# images: 2 disks: / on ext4; /usr on squashfs, /opt on erofs, /srv on exFAT
images() {
	parts "$1" "size=200M" "type=linux"
	parts "$2" "size=200M" "size=64M" "type=linux"
	mke2fs -q -t ext4 -L root "${1}1"
	mount -t ext4 "${1}1" /mnt
	fill /mnt
	change /mnt
	mksquashfs /mnt/usr /run/usr.sq -quiet -no-progress -comp zstd >/dev/null
	dd if=/run/usr.sq of="${2}1" bs=1M 2>/dev/null
	rm -rf /run/usr.sq /mnt/usr/*
	mkdir -p /mnt/srv /run/opt
	echo data >/run/opt/data
	mkfs.erofs --quiet /run/opt.erofs /run/opt >/dev/null 2>&1
	dd if=/run/opt.erofs of="${2}2" bs=1M 2>/dev/null
	mkfs.exfat -q -L SRV "${2}3" >/dev/null
	fstab /mnt "LABEL=root / ext4 defaults 0 1" \
	    "PARTUUID=$(blkid -s PARTUUID -o value "${2}1") /usr squashfs ro 0 0" \
	    "PARTUUID=$(blkid -s PARTUUID -o value "${2}2") /opt erofs ro 0 0" "LABEL=SRV /srv exfat defaults 0 0"
	umount /mnt
}

modprobe ext4	# the image has none: it reads ext by itself
exec 9</in/disks
while read -r layout state n; do
	set --
	for _ in $(seq "$n"); do
		read -r disk <&9
		set -- "$@" "$disk"
	done
	case $layout in
	*-* | *.*) name=$(echo "$layout" | tr .- __) ;;
	*) name=$layout ;;
	esac
	# A layout that fails must not spoil those behind it.
	(set -e; "$name" "$@") 9<&-
	[ $? = 0 ] && done_with || echo "trouble $layout $state"
	sync
	grep "/mnt\|/run/top" /proc/mounts | cut -d " " -f 2 | sort -r | grep "/mnt/\|/run/top" | xargs -r umount -l
	umount /mnt 2>/dev/null
	mountpoint -q /mnt || mount -t tmpfs tmpfs /mnt
done </in/list
