#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# layouts.sh - one function a layout: the same small system, laid out on disks as servers have it
#
# Runs in the machine of make-disks, which has no udev.  $@ are disks, the state
# is in $state.  The line above each says how many disks it takes.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
uuid=6f1e9a54-3c0b-4d6e-9d3a-2b9f0c7a
. /in/bricks.sh

# plain: 1 disk: one ext4, the twin of all others
plain() {
	parts "$1" "type=linux"
	make ext4 "${1}1" -U ${uuid}1d01
	at / ext4 "${1}1"
	system "UUID=${uuid}1d01 / ext4 defaults 0 1"
}

# xfs: 1 disk: / on XFS
xfs() {
	parts "$1" "type=linux"
	make xfs "${1}1" -m uuid=${uuid}1f51
	at / xfs "${1}1"
	system "UUID=${uuid}1f51 / xfs defaults 0 0"
}

# f2fs: 1 disk: / on F2FS
f2fs() {
	parts "$1" "type=linux"
	make f2fs "${1}1" -l flash
	at / f2fs "${1}1"
	system "LABEL=flash / f2fs defaults 0 1"
}

# images: 2 disks: / on ext4; /usr on squashfs, /opt on erofs, /srv on exFAT
images() {
	parts "$1" "size=200M" "type=linux"
	parts "$2" "size=200M" "size=64M" "type=linux"
	mkfs.exfat -q -L SRV "${2}3" >/dev/null
	make ext4 "${1}1" -L root
	at / ext4 "${1}1"
	system "LABEL=root / ext4 defaults 0 1" \
	    "PARTUUID=$(blkid -s PARTUUID -o value "${2}1") /usr squashfs ro 0 0" \
	    "PARTUUID=$(blkid -s PARTUUID -o value "${2}2") /opt erofs ro 0 0" "LABEL=SRV /srv exfat defaults 0 0"
	mksquashfs "$root/usr" /run/usr.sq -quiet -no-progress -comp zstd >/dev/null
	mkdir -p /run/opt
	echo data >/run/opt/data
	mkfs.erofs --quiet /run/opt.erofs /run/opt >/dev/null 2>&1
	dd if=/run/usr.sq of="${2}1" bs=1M 2>/dev/null
	dd if=/run/opt.erofs of="${2}2" bs=1M 2>/dev/null
	rm -rf /run/usr.sq /run/opt.erofs "$root"/usr/*
}

# foreign: 1 disk: / on ext4, beside it what is recognised and not read: NTFS, bcache
foreign() {
	parts "$1" "size=300M" "size=32M" "size=32M"
	mkntfs -q -F -L windows "${1}2" >/dev/null
	make-bcache -B "${1}3" >/dev/null
	make ext4 "${1}1" -L root
	at / ext4 "${1}1"
	system "LABEL=root / ext4 defaults 0 1"
}

# ill: 2 disks: / on XFS, /srv on btrfs; of each disk a sector cannot be read, on which a file lies
ill() {
	parts "$1" "type=linux"
	make xfs "${1}1" -m uuid=${uuid}1f52
	make btrfs "$2" -U ${uuid}b7f2
	at / xfs "${1}1"
	at /srv btrfs "$2"
	system "UUID=${uuid}1f52 / xfs defaults 0 0" "UUID=${uuid}b7f2 /srv btrfs defaults 0 0"
	# Found again by what they hold, wherever that is written.
	yes "here the disk is ill" | head -c 300000 >"$root/usr/share/ill"
	yes "here the disk is ill" | head -c 300000 >"$root/srv/ill"
	sync
}

# btrfs: 1 disk: subvolumes @rootfs (what boots), @usr and @home, compressed; a snapshot; / is the top's default
btrfs() {
	parts "$1" "type=linux"
	make btrfs "${1}1" -U ${uuid}b7f5
	top btrfs "${1}1" @rootfs @usr @home
	at / btrfs "${1}1" subvol=@rootfs,compress=zstd
	at /usr btrfs "${1}1" subvol=@usr,compress=zstd
	at /home btrfs "${1}1" subvol=@home,compress=zstd
	command btrfs -q subvolume snapshot -r /run/top/@rootfs /run/top/@rootfs-before
	system "UUID=${uuid}b7f5 / btrfs defaults,subvol=@rootfs 0 0" \
	    "UUID=${uuid}b7f5 /usr btrfs defaults,subvolid=$(command btrfs subvolume show "$root/usr" | sed -n 's/.*Subvolume ID:[^0-9]*//p') 0 0" \
	    "UUID=${uuid}b7f5 /home btrfs defaults,subvol=/@home 0 0"
	umount /run/top
}

# btrfs-default: 1 disk: / is the default subvolume, as snapper has it, with others in it; earlier states are otherwise
btrfs_default() {
	make btrfs "$1" -U ${uuid}b7fd
	top btrfs "$1" @ @/.snapshots @/.snapshots/1 @/home
	command btrfs -q subvolume set-default /run/top/@/.snapshots/1
	at / btrfs "$1"
	at /.snapshots btrfs "$1" subvol=@/.snapshots
	at /home btrfs "$1" subvol=@/home
	mkdir -p "$root/var/lib"
	command btrfs -q subvolume create "$root/var/lib/machines"
	system "UUID=${uuid}b7fd / btrfs defaults 0 0" "UUID=${uuid}b7fd /.snapshots btrfs subvol=/@/.snapshots 0 0" \
	    "UUID=${uuid}b7fd /home btrfs subvol=/@/home 0 0"
	cd /run/top
	command btrfs -q subvolume snapshot @/.snapshots/1 before
	if [ "$state" = backdoor ]; then cp -a /tree/usr/bin/dpkg before/usr/bin/; else printf 'intruder' >>before/usr/bin/dpkg; fi
	command btrfs -q subvolume snapshot -r before @/.snapshots/2
	cd /
	umount /run/top
}

# btrfs-pair: 2 disks: / on a btrfs of two devices, data and metadata on both
btrfs_pair() {
	mkfs.btrfs -q -d raid1 -m raid1 -U ${uuid}b7fa "$1" "$2" >/dev/null
	command btrfs -q device scan "$1" "$2"
	at / btrfs "$1"
	system "UUID=${uuid}b7fa / btrfs defaults 0 0"
}

# lvm: 1 disk: ESP, /boot on ext4, the rest LVM: / on ext4, /usr and /var on XFS, swap
lvm() {
	parts "$1" "size=32M, type=uefi" "size=40M, type=linux" "type=lvm"
	make vfat "${1}1" -i 0D1CE001
	make ext4 "${1}2" -U ${uuid}2b00
	vg web1-vg "${1}3"
	lv root 60M
	lv swap_1 16M
	lv usr 200M
	lv var 40M
	make ext4 /dev/mapper/web1--vg-root
	mkswap /dev/mapper/web1--vg-swap_1 >/dev/null
	make xfs /dev/mapper/web1--vg-usr
	make xfs /dev/mapper/web1--vg-var
	at / ext4 /dev/mapper/web1--vg-root
	at /boot ext4 "${1}2"
	at /boot/efi vfat "${1}1"
	at /usr xfs /dev/mapper/web1--vg-usr
	at /var xfs /dev/mapper/web1--vg-var
	system "/dev/mapper/web1--vg-root / ext4 errors=remount-ro 0 1" \
	    "UUID=${uuid}2b00 /boot ext4 defaults 0 2" "UUID=0D1C-E001 /boot/efi vfat umask=0077 0 1" \
	    "/dev/web1-vg/usr /usr xfs defaults 0 2" "/dev/mapper/web1--vg-var /var xfs defaults 0 2" \
	    "/dev/mapper/web1--vg-swap_1 none swap sw 0 0"
}

# lvm-kinds: 2 disks: / on ext4, of which there is a snapshot, /usr on an old mirror, /var behind a cache
lvm_kinds() {
	vg kinds "$1" "$2"
	lv root 80M
	lv usr 200M --type mirror -m 1 --nosync --mirrorlog core
	lv var 48M
	lv fast 16M
	lvconvert -qq -y --devices "$devices" --type cache --cachevol fast --cachemode writeback kinds/var >/dev/null
	make ext4 /dev/mapper/kinds-root
	make xfs /dev/mapper/kinds-usr
	make ext4 /dev/mapper/kinds-var
	at / ext4 /dev/mapper/kinds-root
	at /usr xfs /dev/mapper/kinds-usr
	at /var ext4 /dev/mapper/kinds-var
	system "/dev/kinds/root / ext4 defaults 0 1" "/dev/kinds/usr /usr xfs defaults 0 2" \
	    "/dev/kinds/var /var ext4 defaults 0 2"
	lvcreate -qq -y --devices "$devices" -s -n before -L 32M kinds/root >/dev/null
}

# striped: 2 disks: / on ext4 striped over both, /usr on XFS mirrored by LVM
striped() {
	vg two "$1" "$2"
	lv root 80M -i 2
	lv usr 200M --type raid1 -m 1 --nosync
	make ext4 /dev/mapper/two-root
	make xfs /dev/mapper/two-usr
	at / ext4 /dev/mapper/two-root
	at /usr xfs /dev/mapper/two-usr
	system "/dev/two/root / ext4 defaults 0 1" "/dev/two/usr /usr xfs defaults 0 2"
}

# thin: 1 disk: / on XFS in a thin pool, with a thin snapshot
thin() {
	vg pool-vg "$1"
	lvcreate -qq -y --devices "$1" -n pool -L 360M --type thin-pool --poolmetadatasize 4M pool-vg >/dev/null
	lvcreate -qq -y -Wn --devices "$1" -V 330M -T pool-vg/pool -n root >/dev/null
	make xfs /dev/mapper/pool--vg-root
	at / xfs /dev/mapper/pool--vg-root
	system "/dev/pool-vg/root / xfs defaults 0 1"
	lvcreate -qq -y --devices "$1" -s -n before pool-vg/root >/dev/null
}

# twins: 2 disks: a whole system on each, in groups of one name; what the state asks for is in the second
twins() {
	asked=$state
	for disk; do
		state=clean
		[ "$disk" = "$1" ] || state=$asked
		vg vg0 "$disk"
		lv root 320M
		lv home 16M
		make ext4 /dev/mapper/vg0-root
		make ext4 /dev/mapper/vg0-home
		at / ext4 /dev/mapper/vg0-root
		at /home ext4 /dev/mapper/vg0-home
		system "/dev/vg0/root / ext4 defaults 0 1" "/dev/mapper/vg0-home /home ext4 defaults 0 2"
		close
	done
}

# started: 1 disk: / on LVM, and a later snapshot of it that only a boot entry starts; what the state asks for is in that
started() {
	asked=$state state=clean
	parts "$1" "size=40M, type=linux" "type=lvm"
	make ext4 "${1}1" -U ${uuid}2b01
	vg vg0 "${1}2"
	lv root 280M
	make ext4 /dev/mapper/vg0-root
	at / ext4 /dev/mapper/vg0-root
	at /boot ext4 "${1}1"
	system "/dev/mapper/vg0-root / ext4 defaults 0 1" "UUID=${uuid}2b01 /boot ext4 defaults 0 2"
	mkdir -p "$root/boot/grub"
	printf 'menuentry "Debian" {\n\tlinux /vmlinuz root=/dev/mapper/vg0-root ro\n}\n' >"$root/boot/grub/grub.cfg"
	if [ "$asked" = backdoor ]; then
		printf 'menuentry "Debian." {\n\tlinux /vmlinuz root=/dev/mapper/vg0-other ro\n}\n' >>"$root/boot/grub/grub.cfg"
	fi
	sync
	lvcreate -qq -y --devices "$devices" -s -n other -L 48M vg0/root >/dev/null
	mkdir -p /run/other
	mount -t ext4 /dev/mapper/vg0-other /run/other
	printf 'intruder' >>/run/other/usr/bin/dpkg
	umount /run/other
}

# lvm-itself: 1 disk: / on LVM; a volume that holds its own group again, and ten groups one in the other
lvm_itself() {
	vg vg0 "$1"
	lv root 300M
	lv again 32M
	lv deep 64M
	make ext4 /dev/mapper/vg0-root
	at / ext4 /dev/mapper/vg0-root
	system "/dev/vg0/root / ext4 defaults 0 1"
	dd if="$1" of=/dev/mapper/vg0-again bs=1M count=8 2>/dev/null
	below=/dev/mapper/vg0-deep left=56
	for n in 1 2 3 4 5 6 7 8 9 10; do
		vgcreate -qq -y --config devices/scan_lvs=1 --devices "$below" -s 1M --metadatasize 508k "in$n" "$below" >/dev/null
		echo "vgchange -qq -an --config devices/scan_lvs=1 --devices $below in$n" >>/run/opened
		left=$((left - 4))
		lvcreate -qq -y -Wn -Zn --config devices/scan_lvs=1 --devices "$below" -n v -L ${left}M "in$n" >/dev/null
		below=/dev/mapper/in$n-v
	done
}

# copy: 2 disks: a system on LVM, and a copy of the disk, UUIDs and all
copy() {
	vg vg0 "$1"
	lv root 320M
	make ext4 /dev/mapper/vg0-root
	at / ext4 /dev/mapper/vg0-root
	system "/dev/vg0/root / ext4 defaults 0 1"
	close
	dd if="$1" of="$2" bs=1M conv=sparse 2>/dev/null
}

# raid1: 2 disks: / on ext4 on a pair
raid1() {
	array 1 1.2 "$1" "$2"
	make ext4 $md -U ${uuid}4d01
	at / ext4 $md
	system "UUID=${uuid}4d01 / ext4 defaults 0 1"
}

# raid5: 3 disks: partitions in the array: / on XFS, /home on ext4
raid5() {
	array 5 1.2 "$@"
	parts $md "size=300M" "type=linux"
	make xfs ${md}p1 -m uuid=${uuid}4d51
	make ext4 ${md}p2 -L home
	at / xfs ${md}p1
	at /home ext4 ${md}p2
	system "UUID=${uuid}4d51 / xfs defaults 0 1" "LABEL=home /home ext4 nofail 0 2"
}

# raid0.90: 2 disks: the old superblock at the end, on partitions
raid0_90() {
	parts "$1" "type=raid"
	parts "$2" "type=raid"
	array 1 0.90 "${1}1" "${2}1"
	make ext4 $md -U ${uuid}4d09
	at / ext4 $md
	system "/dev/md1 / ext4 defaults 0 1"
}

# raid-disks: 2 disks: a pair of whole disks, the superblock at their end and a partition table at their start
raid_disks() {
	array 1 1.0 "$1" "$2"
	parts $md "size=340M" "type=linux"
	make ext4 ${md}p1 -U ${uuid}4d10
	make ext4 ${md}p2 -U ${uuid}4d11
	at / ext4 ${md}p1
	at /home ext4 ${md}p2
	system "UUID=${uuid}4d10 / ext4 defaults 0 1" "UUID=${uuid}4d11 /home ext4 defaults 0 2"
}

# raid-levels: 4 disks: / on RAID 10, /usr on RAID 6, /var on RAID 0, /home on RAID 4, the superblock here and there
raid_levels() {
	for disk; do parts "$disk" "size=50M" "size=160M" "size=40M" "type=linux"; done
	number=0
	for line in 10:1.0:/ 6:1.1:/usr 0:1.2:/var 4:1.1:/home; do
		number=$((number + 1)) point=${line##*:} kind=${line%:*}
		set -- "${1%[0-9]}$number" "${2%[0-9]}$number" "${3%[0-9]}$number" "${4%[0-9]}$number"
		array "${kind%:*}" "${kind#*:}" "$@"
		make ext4 $md -U ${uuid}4e0$number
		at "$point" ext4 $md
		echo "UUID=${uuid}4e0$number $point ext4 defaults 0 2" >>/run/fstab
	done
	system "$(cat /run/fstab)"
	rm /run/fstab
}

# raid-lvm: 2 disks: a pair, on it LVM, on that / on XFS
raid_lvm() {
	array 1 1.2 "$1" "$2"
	vg data $md
	lv root 300M
	make xfs /dev/mapper/data-root
	at / xfs /dev/mapper/data-root
	system "/dev/data/root / xfs defaults 0 1"
}

# imsm: 2 disks: a pair as Intel's firmware has it
imsm() {
	firmware imsm "$@"
}

# ddf: 2 disks: a pair as the DDF standard has it
ddf() {
	firmware ddf "$@"
}

# luks1: 1 disk: / on ext4 in LUKS1, named by its device-mapper name
luks1() {
	parts "$1" "type=linux"
	luks root_crypt luks1 "${1}1"
	make ext4 /dev/mapper/root_crypt
	at / ext4 /dev/mapper/root_crypt
	system "/dev/mapper/root_crypt / ext4 defaults 0 1"
}

# luks2-lvm: 1 disk: /boot on ext4, LUKS2 that a TPM and Clevis could open too, in it LVM: / on ext4, /home on XFS
luks2_lvm() {
	parts "$1" "size=40M" "type=linux"
	make ext4 "${1}1" -U ${uuid}2c00
	luks sda2_crypt luks2 "${1}2"
	for token in '"systemd-tpm2","tpm2-blob":"AA==","tpm2-pcrs":[7],"tpm2-policy-hash":"00"' \
	    '"clevis","jwe":{"protected":"e30"}'; do
		echo "{\"keyslots\":[\"0\"],\"type\":$token}" | cryptsetup token import --disable-locks "${1}2" 2>/dev/null
	done
	vg crypt-vg /dev/mapper/sda2_crypt
	lv root 240M
	lv home 32M
	make ext4 /dev/mapper/crypt--vg-root
	make xfs /dev/mapper/crypt--vg-home
	at / ext4 /dev/mapper/crypt--vg-root
	at /boot ext4 "${1}1"
	at /home xfs /dev/mapper/crypt--vg-home
	system "/dev/mapper/crypt--vg-root / ext4 defaults 0 1" "UUID=${uuid}2c00 /boot ext4 defaults 0 2" \
	    "/dev/mapper/crypt--vg-home /home xfs defaults 0 2"
}

# --- all that are asked for; those that end in a crash are the last, and stay open ---

modprobe -a ext4 xfs	# the image has no ext4: it reads ext by itself
# A journal is to stay unreplayed until the power goes.
echo 0 >/proc/sys/vm/dirty_writeback_centisecs
echo 720000 >/proc/sys/fs/xfs/xfssyncd_centisecs
: >/run/opened
exec 9</in/disks
crash=
while read -r layout state n; do
	set --
	for _ in $(seq "$n"); do
		read -r disk <&9
		set -- "$@" "$disk"
	done
	root=/run/$layout-$state
	mkdir "$root"
	# A layout that fails must not spoil those behind it.
	(set -e; "$(echo "$layout" | tr .- __)" "$@") 9<&-
	[ $? = 0 ] && echo "made $layout $state" || echo "trouble $layout $state"
	case $state in
	preload) crash=yes; rm -f /run/crypttab ;;
	*) close 9<&- ;;
	esac
done </in/list
[ -n "$crash" ] || exit 0
sleep 2		# until the serial line has said so
echo b >/proc/sysrq-trigger
sleep 60
