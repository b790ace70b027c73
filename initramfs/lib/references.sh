# SPDX-License-Identifier: GPL-3.0-or-later
# references.sh - which reference packs, site files and keys were brought, in the image or by
# assay.reference=, assay.site= and assay.luks=?
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

# A key must not be read on the way: from a server only that the image's certificates vouch for.
references_key() {
	number=$((number + 1))
	say "fetching a key for encrypted volumes"
	if references_online && (umask 077 && assay fetch --trust /etc/assay/servers.pem "$1" \
	    >"/run/assay/luks.$number" 2>/run/assay/errors); then
		keys="$keys --key-file /run/assay/luks.$number"
		return
	fi
	say "the key cannot be fetched: it goes on without ($(tail -n 1 /run/assay/errors 2>/dev/null))"
	rm -f "/run/assay/luks.$number"
}

references_find() {
	number=0
	for url in $option_luks; do
		references_key "$url"
	done
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
references= sites= keys=
