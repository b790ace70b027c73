# SPDX-License-Identifier: GPL-3.0-or-later
# options.sh - what does the kernel command line ask of us?
#
# initramfs/README.md has the table.  Options choose among what the image
# holds; none can weaken what it trusts.

option_after=stay
option_policy=
option_wait=30
option_console=

options_read() {
	for word in $1; do
		value=${word#*=}
		case $word in
		assay.after=poweroff | assay.after=reboot | assay.after=halt | assay.after=shell)
			option_after=$value ;;
		assay.wait=*) options_wait "$value" ;;
		assay.policy=*) options_policy "$value" ;;
		assay.console=*) options_console "$value" ;;
		assay.*) say "unknown option $(options_plain "$word"): it is ignored" ;;
		esac
	done
}

options_plain() {
	printf %s "$1" | tr -cd 'A-Za-z0-9_.,=/:-' | head -c 60
}

options_wait() {
	case $1 in
	'' | *[!0-9]* | ?????*) say "assay.wait= takes seconds, not $(options_plain "$1")" ;;
	*) option_wait=$1 ;;
	esac
}

options_policy() {
	case $1 in
	'' | *[!a-z0-9-]*) say "assay.policy= takes a plain name, not $(options_plain "$1")" ;;
	esac
	# A policy that is not there must fail the inspection, not fall back in silence.
	option_policy=$(options_plain "$1" | tr -d /.)
	option_policy=${option_policy:-none}
}

options_console() {
	if [ -c "/dev/$(options_plain "$1" | tr -d /)" ]; then
		option_console="$option_console $(options_plain "$1" | tr -d /)"
	else
		say "assay.console=$(options_plain "$1"): there is no such console"
	fi
}
