/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_grants - do any settings break what asks who else is let in? */
#include "inspected.h"

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static const char *const paths[] = {
		"/etc/snmp/snmpd.conf",
		"/etc/inittab",
		"/etc/lightdm/lightdm.conf",
		"/etc/my.cnf",
		"/var/lib/mysql/mysql/global_priv.MAD",	/* as the size of a whole one chooses */
		"/root/.k5login",
		"/etc/postgresql/1/m/pg_hba.conf",
		"/etc/krb5.keytab",
		"/var/lib/sss/db/cache_a.ldb",
		"/var/lib/pgsql/data/global/1260",
		"/etc/polkit-1/rules.d/a.rules",
		"/etc/polkit-1/localauthority/a/a.pkla",
		"/etc/security/console.apps/a",
	};

	inspected(&grants_inspector, paths[n % (sizeof paths / sizeof *paths)], (struct span){ p, n });
	return 0;
}
