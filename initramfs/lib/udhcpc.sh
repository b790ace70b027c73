#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# udhcpc.sh - called by udhcpc with what the server offered: use it, for this session only
[ "$1" = bound ] || [ "$1" = renew ] || exit 0
ip address flush dev "$interface"
ip address add "$ip/${mask:-24}" dev "$interface"
for gateway in $router; do
	ip route add default via "$gateway" dev "$interface" && break
done
: >/etc/resolv.conf
for server in $dns; do
	echo "nameserver $server" >>/etc/resolv.conf
done
