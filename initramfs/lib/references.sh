# SPDX-License-Identifier: GPL-3.0-or-later
# references.sh - which reference packs and site files were brought, in the image or by
# assay.reference= and assay.site=?
#
# Whether they may be believed is the program's to say: by their signatures, and
# the allowed_signers of the image.

references_network=

# The first interface that gets an address will do.
references_online() {
	[ -z "$references_network" ] || return 0
	modprobe -a af_packet 2>/dev/null
	for interface in $(ls /sys/class/net | grep -vx lo); do
		ip link set "$interface" up
	done
	sleep 2
	for interface in $(ls /sys/class/net | grep -vx lo); do
		say "asking for an address on $interface"
		udhcpc -n -q -f -t 5 -i "$interface" -s /lib/assay/udhcpc.sh >/dev/null 2>&1 || continue
		references_network=$interface
		return 0
	done
	return 1
}

# references_fetch URL DIR END: as DIR/NUMBER.END, its signature beside it
references_fetch() {
	number=$((number + 1))
	file=$2/$number.$3
	say "fetching $1"
	mkdir -p "$2"
	if references_online && wget -q -T 60 -O "$file" "$1" && wget -q -T 60 -O "$file.sig" "$1.sig"; then
		return
	fi
	say "$1 cannot be fetched: it goes on without"
	rm -f "$file" "$file.sig"
}

references_find() {
	number=0
	for url in $option_reference; do
		references_fetch "$url" /run/assay/packs pack
	done
	for url in $option_site; do
		references_fetch "$url" /run/assay/sites site
	done
	set +f
	for file in /assay/packs/*.pack /run/assay/packs/*.pack; do
		[ ! -f "$file" ] || references="$references --reference $file"
	done
	for file in /assay/sites/*.site /run/assay/sites/*.site; do
		[ ! -f "$file" ] || sites="$sites --site $file"
	done
	set -f
}
references= sites=
