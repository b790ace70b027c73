# SPDX-License-Identifier: GPL-3.0-or-later
# options.sh - what does the kernel command line ask of us?
#
# initramfs/README.md has the table.  Options choose among what the image
# holds; none can weaken what it trusts.

option_after=stay
option_policy=
option_wait=30
option_ask=
option_console=
option_medium=
option_reference=
option_site=
option_luks=

options_read() {
	for word in $1; do
		value=$(options_plain "${word#*=}")
		case $word in
		assay.after=poweroff | assay.after=reboot | assay.after=halt | assay.after=shell)
			option_after=$value ;;
		assay.wait=*) options_wait "$value" ;;
		assay.ask=*) options_ask "$value" ;;
		assay.policy=*) options_policy "$value" ;;
		assay.console=*) options_console "$value" ;;
		assay.medium=*) option_medium=$value ;;
		assay.reference=*) options_url "${word%%=*}" "${word#*=}" && option_reference="$option_reference $url" ;;
		assay.luks=*) options_url "${word%%=*}" "${word#*=}" https && option_luks="$option_luks $url" ;;
		assay.site=*) options_url "${word%%=*}" "${word#*=}" && option_site="$option_site $url" ;;
		assay.*) say "option $(options_plain "$word") is unknown and ignored" ;;
		esac
	done
}

options_plain() {
	printf %s "$1" | tr -cd 'A-Za-z0-9_.,=-' | cut -c 1-100
}

# What is signed need not have a safe way here; what is secret must: $url.
options_url() {
	url=$(printf %s "$2" | tr -cd 'A-Za-z0-9_.,=:/%+~?&-' | cut -c 1-300)
	case $url in
	"${3:-http}"://*) ;;
	*) say "$1= takes a URL that begins with ${3:-http}://, not '$url': ignored"; return 1 ;;
	esac
}

options_wait() {
	case $1 in
	'' | *[!0-9]* | ????*) say "assay.wait= takes seconds, at most 999, not '$1': ignored" ;;
	*) option_wait=$1 ;;
	esac
}

options_ask() {
	case $1 in
	'' | *[!0-9]* | ????*) say "assay.ask= takes seconds, at most 600, not '$1': ignored" ;;
	*) option_ask=$1; [ "$1" -le 600 ] || option_ask=600 ;;
	esac
}

# A policy that is not there must fail the inspection, not fall back in silence.
options_policy() {
	option_policy=${1:-none}
	[ -f "/etc/assay/policies/$option_policy.policy" ] ||
	    say "assay.policy=$option_policy: this image has no such policy, so there will be no verdict"
}

# NAME or NAME,SPEED
options_console() {
	name=${1%%,*} speed=${1#"${1%%,*}"}
	if ! [ -c "/dev/$name" ]; then
		say "assay.console=$1: there is no such console; ignored"
		return
	fi
	option_console="$option_console $name"
	[ -z "$speed" ] || stty "${speed#,}" <"/dev/$name" 2>/dev/null ||
	    say "assay.console=$1: the speed was refused"
}
