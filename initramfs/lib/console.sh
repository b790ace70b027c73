# SPDX-License-Identifier: GPL-3.0-or-later
# console.sh - which consoles are there, and how is something said on all of them?

consoles=

# The kernel's own consoles, and those of assay.console=; tty0 is the first screen.
console_find() {
	consoles=
	for name in $(cat /sys/class/tty/console/active 2>/dev/null) $option_console; do
		[ "$name" != tty0 ] || name=tty1
		[ -c "/dev/$name" ] || continue
		case " $consoles " in
		*" $name "*) ;;
		*) consoles="${consoles:+$consoles }$name" ;;
		esac
	done
}

# A console that does not take its text in a second is left behind.
say() {
	for console in $consoles; do
		printf 'assay: %s\r\n' "$*" | timeout 1 tee "/dev/$console" >/dev/null 2>&1
	done
	return 0
}

console_show() {
	for console in $consoles; do
		timeout 5 tee "/dev/$console" <"$1" >/dev/null 2>&1
	done
	return 0
}

# A script that waits for the markers must never wait in vain.
console_no_verdict() {
	{
		printf '\r\n=== ASSAY VERDICT ===\r\n'
		printf 'verdict NONE, exit status %s: the tool failed, the machine was not judged\r\n' "$1"
		head -c 2000 /run/assay/errors | tr -cd '\12\40-\176' | sed 's/$/\r/'
		printf '{"verdict":null,"exit":%s}\r\n' "$1"
		printf '=== ASSAY VERDICT END ===\r\n'
	} >/run/assay/none
	console_show /run/assay/none
}
