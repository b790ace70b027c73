# SPDX-License-Identifier: GPL-3.0-or-later
# examine.sh - run the one program, and never leave anybody waiting for its verdict

examine() {
	set -- inspect --all --assemble --report /run/assay/report.json
	[ -z "$option_policy" ] ||
	    set -- "$@" --policy "/etc/assay/policies/$option_policy.policy"
	# shellcheck disable=SC2086
	set -- "$@" $references $keys
	# Who lets the machine go on by itself is not sitting at it.
	case $option_after in
	poweroff | reboot | halt) set -- "$@" --ask "${option_ask:-0}" ;;
	*) set -- "$@" --ask "${option_ask:-60}" ;;
	esac
	for console in $consoles; do
		set -- "$@" --console "/dev/$console"
	done
	say "inspecting; this takes minutes, not hours"
	# shellcheck disable=SC2086
	assay "$@" $sites >/run/assay/verdict 2>/run/assay/errors </dev/null
	status=$?
	# A site file that nobody known signed allows nothing, and takes no verdict away.
	if [ "$status" = 78 ] && [ -n "$sites" ]; then
		say "$(tail -n 1 /run/assay/errors)"
		say "inspecting without site files"
		assay "$@" >/run/assay/verdict 2>/run/assay/errors </dev/null
		status=$?
	fi
	rm -f /run/assay/luks.*
	case $status in
	0 | 10 | 20) ;;
	*) console_no_verdict "$status" ;;
	esac
	echo "$status" >/run/assay/status
}
