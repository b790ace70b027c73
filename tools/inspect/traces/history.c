/* SPDX-License-Identifier: GPL-3.0-or-later */
/* history - which machines did an account's shell reach, by what was typed? */
#include "traces.h"

static const char *const histories[] = {
	".bash_history", ".zsh_history", ".sh_history", ".ash_history", ".history",
	".local/share/fish/fish_history",
};

/* zsh puts ": SECONDS:0;" before a command, fish "- cmd: ". */
static struct span
command_of(struct span line)
{
	if (span_starts(line, ": ") && span_has(line, ';'))
		return span_after(line, ';');
	return span_starts(line, "- cmd: ") ? span_skip(line, 7) : line;
}

void
history_trace(struct traces *t, struct span home, struct span account)
{
	struct span path, text, line;
	struct vstat st;

	for (size_t i = 0; i < sizeof histories / sizeof *histories; i++) {
		path = see_path(t->in, home, span_of(histories[i]));
		if (see_stat(t->in, path, &st) != VIEW_OK || st.kind != V_FILE ||
		    see_table(t->in, path, &text) != VIEW_OK)
			continue;
		while (span_line(&text, &line))
			command_trace(t, command_of(line), account, path);
		t->any = true;
	}
}
