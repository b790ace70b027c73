# SPDX-License-Identifier: GPL-3.0-or-later
# after.sh - the verdict stands: what now?

after() {
	case $1 in
	poweroff | reboot | halt)
		say "done: $1"
		sleep 1
		"$1" -f
		;;
	esac
	# shellcheck disable=SC2086
	after_each "$1" $consoles
	while :; do
		sleep 60
	done
}

# Each console on its own: whoever sits at one of them can answer there.  As a pipeline,
# for what is started with & ignores Ctrl-C, and so would all that a shell there runs.
after_each() {
	what=$1 console=$2
	shift 2
	if [ $# -gt 0 ]; then
		after_console "$console" "$what" | after_each "$what" "$@"
	else
		after_console "$console" "$what"
	fi
}

after_console() {
	trap : INT QUIT TSTP HUP TERM
	[ "$2" != shell ] || after_shell "$1"
	while :; do
		after_ask "$1"
	done
}

# The verdict stays on the screen; nothing happens until somebody asks.
after_ask() {
	echo "assay: press Enter for a choice" >"/dev/$1"
	read -r answer <"/dev/$1" || { sleep 60; return; }
	echo "s: shell   v: the verdict again   r: reboot   p: power off" >"/dev/$1"
	read -r answer <"/dev/$1" || return
	case $answer in
	s) after_shell "$1" ;;
	v) cat /run/assay/verdict >"/dev/$1" ;;
	r) reboot -f ;;
	p) poweroff -f ;;
	esac
}

after_shell() {
	echo "assay: a shell; exit leads back to the verdict.  The report is /run/assay/report.json" >"/dev/$1"
	setsid -c sh -l <"/dev/$1" >"/dev/$1" 2>&1
}
