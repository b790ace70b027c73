/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_sources - is every format read as its own program reads it, however it is broken? */
#include "startup.h"

#include "../../tools/inspect/cron/cron.h"
#include "../../tools/inspect/events/events.h"
#include "../../tools/inspect/init/init.h"
#include "../../tools/inspect/kernel/kernel.h"
#include "../../tools/inspect/systemd/unit.h"

static const struct text {
	const char	*path;
	void		(*list)(struct startup *);
	const char	*text;
	const char	*finds;		/* said of the whole text */
} texts[] = {
	{ "/etc/udev/rules.d/a.rules", events_udev,
	  "A==\"b\", \\\n ENV{X}=e\"c\\\"d\", RUN{program}+=\"/tmp/a '%k $$'\"", "_VOLATILE" },
	{ "/usr/local/share/dbus-1/services/a.service", events_dbus_session,
	  "[D-BUS Service]\nName=a\nExec=\"/tmp/a b\" c\nUser=alice\n", "_VOLATILE" },
	{ "/etc/dbus-1/system.d/a.conf", events_dbus_policy,
	  "<!-- <a> --><policy context=\"default\"><allow own=\"a\"/></policy>", "DBUS_POLICY_OPEN" },
	{ "/etc/polkit-1/rules.d/a.rules", events_polkit_rules,
	  "polkit.addRule(function(a) { // x\n/* y */ return polkit.Result.YES; });",
	  "POLKIT_GRANTS_ALL" },
	{ "/etc/polkit-1/rules.d/b.rules", events_polkit_rules,
	  "f(s => { if (s.x) { return 'yes'; } polkit.spawn(['/tmp/a', \"b\"]) });", "_VOLATILE" },
	{ "/etc/polkit-1/localauthority/50.d/a.pkla", events_polkit_local,
	  "[a]\nIdentity=unix-user:*\nAction=*\nResultAny=yes\n", "POLKIT_GRANTS_ALL" },
	{ "/usr/local/share/polkit-1/actions/a.policy", events_polkit_actions,
	  "<annotate key=\"org.freedesktop.policykit.exec.path\">/tmp/a</annotate>", "_VOLATILE" },
	{ "/boot/grub/grub.cfg", kernel_grub,
	  "a {\n linux /v ro \"init=/tmp/a b\" x=\"y z\" LD_PRELOAD=/tmp/p\n}\n", "KERNEL_INIT_FOREIGN" },
	{ "/etc/default/grub", kernel_grub_settings,
	  "A=1; GRUB_CMDLINE_LINUX=\"selinux=0\"\nGRUB_CMDLINE_LINUX='audit=0'\n/tmp/a\n",
	  "KERNEL_WEAKENED" },
	{ "/boot/loader/entries/a.conf", kernel_loader_entries,
	  "title a\noptions systemd.run=\"/tmp/a b\" sysctl.kernel/core_pattern=|/tmp/c\n",
	  "KERNEL_INIT_OTHER" },
	{ "/boot/extlinux/a.conf", kernel_syslinux, "LABEL a\n append lockdown=none\n",
	  "KERNEL_WEAKENED" },
	{ "/etc/modprobe.d/a.conf", kernel_modprobe, "install a \\\n /tmp/a; true\n# install b /tmp/b\n",
	  "_VOLATILE" },
	{ "/etc/sysctl.conf", kernel_sysctl, "-kernel/core_pattern = |/tmp/a %p\nx\n=\n", "_VOLATILE" },
	{ "/etc/binfmt.d/a.conf", kernel_binfmt, ":a:M:0:\\x7fELF:\\xff\\xff\\xff\\xff:/tmp/a:C\n",
	  "BINFMT_TAKES_NATIVE" },
	{ "/var/lib/binfmts/a", kernel_binfmt, "a\nmagic\n0\n#!\n\n/tmp/a\n\nyes\n",
	  "BINFMT_TAKES_NATIVE" },
	{ "/etc/tmpfiles.d/a.conf", systemd_tmpfiles,
	  "f+ \"/root/../root/.ssh/authorized_keys\" 0600 - - - \"a b\"\nz /usr/bin/cat 4755\n",
	  "TMPFILES_GRANTS" },
	{ "/etc/sysusers.d/a.conf", systemd_sysusers, "u a 00:1 \"b c\" /d /bin/sh\nu b - x\n",
	  "SYSUSERS_ROOT" },
	{ "/etc/fstab", systemd_fstab, "/opt/a /usr/bin/cat none rbind 0 0\na b fuse.c d\n\n/",
	  "STARTUP_MOUNT_COVERS" },
	{ "/etc/systemd/system/a.service", systemd_system,
	  "[Service]\nBindPaths=-/opt/a:/etc/b:c\nStandardInput=socket\nExecStart=env sh -i\n",
	  "STARTUP_SHELL_NETWORK" },
	{ "/var/spool/cron/atjobs/a", cron_at,
	  "#!/bin/sh\n# atrun uid=1000 gid=1\nA=b\n${SHELL:-/bin/sh} << 'x'\n/tmp/a\nx\n", "_VOLATILE" },
	{ "/etc/incron.d/a", cron_incron, "/a IN_X,b /tmp/a $@/$#\nx y\n", "_VOLATILE" },
	{ "/var/spool/fcron/root.orig", cron_fcron, "!x(1)\nA=b\n%daily,y 1 2 /tmp/a\n@ 3\n", "_VOLATILE" },
	{ "/etc/init/a.conf", init_upstart, "env A=b\npre-start script\n /tmp/a\nend script\nexec sh",
	  "_VOLATILE" },
	{ "/etc/dinit.d/a", init_dinit, "type = x\ncommand = /tmp/a b\nstop-command:c\n", "_VOLATILE" },
	{ "/etc/init.d/a", init_openrc, "#!/sbin/openrc-run\ncommand=\"/tmp/a\"\n", "_VOLATILE" },
};

/* One source on one file's bytes. */
static void
list(const struct text *t, struct span bytes)
{
	const struct source sources[] = { { "a", WHEN_BOOT, t->list }, { NULL, WHEN_UNSAID, NULL } };
	struct inspector who = systemd_inspector;
	static const enum finding *all;
	static enum finding every[FINDING_COUNT + 1];
	int fd = memfd_create("said", 0);
	struct inspection in = { .who = &who, .tree = &tree, .out = fd, .arena.ceiling = MAX_ARENA };
	ssize_t n;

	for (int f = 0; !all && f <= FINDING_COUNT; f++)
		every[f] = (enum finding)f;
	all = who.may = every;
	memory_put(&memory, span_of(t->path), S_IFREG | 0755, bytes);
	startup_look(&in, sources);
	arena_free(&in.arena);
	n = pread(fd, said, sizeof said - 1, 0);
	said[n > 0 ? n : 0] = '\0';
	close(fd);
}

static void
whole(void **state)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		start(state);
		memory_link(&memory, "/bin", "usr/bin");
		list(&texts[i], span_of(texts[i].text));
		if (!times(texts[i].finds))
			fail_msg("%s: %s not in %s", texts[i].path, texts[i].finds, said);
	}
}

static void
broken(void **state)
{
	char copy[256];
	size_t n;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		start(state);
		n = strlen(texts[i].text);
		assert_true(n < sizeof copy);
		for (size_t k = 0; k < 9 * n; k++) {
			memcpy(copy, texts[i].text, n);
			if (k >= n)
				copy[(k - n) / 8] ^= (char)(1 << k % 8);
			list(&texts[i], (struct span){ (unsigned char *)copy, k < n ? k : n });
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole), cmocka_unit_test(broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
