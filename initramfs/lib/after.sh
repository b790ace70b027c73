# SPDX-License-Identifier: GPL-3.0-or-later
# after.sh - the verdict stands: what now?

after() {
	case $1 in
	poweroff | reboot | halt)
		say "done: $1"
		sleep 1
		"$1" -f
		;;
	shell) after_shell ;;
	esac
	while :; do
		after_ask
	done
}

after_shell() {
	say "a shell on the first console; leave it to come back to the verdict"
	first=${consoles%% *}
	setsid cttyhack sh -l <"/dev/${first:-console}" >"/dev/${first:-console}" 2>&1
}

# The verdict stays on the screen; nothing happens until somebody asks.
after_ask() {
	first=${consoles%% *}
	say "Enter for a choice; the report is /run/assay/report.json"
	read -r answer <"/dev/${first:-console}" || { sleep 60; return; }
	say "s: shell   v: the verdict again   r: reboot   p: power off"
	read -r answer <"/dev/${first:-console}" || return
	case $answer in
	s) after_shell ;;
	v) console_show /run/assay/verdict ;;
	r) reboot -f ;;
	p) poweroff -f ;;
	esac
}
