/* SPDX-License-Identifier: GPL-3.0-or-later */
/* host - which machine is this, and what keeps its disks as they are? */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../finding/record.h"
#include "../media/medium.h"
#include "host.h"

#define MAX_FACT	64	/* characters of one; firmware text is nobody's promise */
#define MAX_MACS	16	/* network cards named; servers have two to eight */

static json_t *
read_fact(const char *path)
{
	char line[256];
	FILE *in = fopen(path, "r");
	json_t *fact = NULL;

	if (!in)
		return NULL;
	if (fgets(line, sizeof line, in)) {
		line[strcspn(line, "\n")] = '\0';
		if (span_trim(span_of(line)).n)
			fact = record_text(span_trim(span_of(line)), MAX_FACT);
	}
	fclose(in);
	return fact;
}

static json_t *
read_macs(void)
{
	static const char none[] = "00:00:00:00:00:00";
	json_t *macs = json_array(), *mac;
	struct dirent **names;
	char path[300];
	int n = scandir("/sys/class/net", &names, NULL, alphasort);

	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof path, "/sys/class/net/%s/address", names[i]->d_name);
		free(names[i]);
		mac = read_fact(path);
		if (mac && strcmp(json_string_value(mac), none) != 0 &&
		    json_array_size(macs) < MAX_MACS)
			json_array_append(macs, mac);
		json_decref(mac);
	}
	if (n >= 0)
		free(names);
	return macs;
}

json_t *
host_identity(void)
{
	static const struct {
		const char	*key, *path;
	} facts[] = {
		{ "vendor", "/sys/class/dmi/id/sys_vendor" },
		{ "product", "/sys/class/dmi/id/product_name" },
		{ "serial", "/sys/class/dmi/id/product_serial" },
		{ "uuid", "/sys/class/dmi/id/product_uuid" },
	};
	json_t *host = json_object(), *fact;

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if ((fact = read_fact(facts[i].path)))
			json_object_set_new(host, facts[i].key, fact);
	json_object_set_new(host, "macs", read_macs());
	json_object_set_new(host, "guard", json_string(medium_kernel_guards() ? "kernel" : "stack"));
	return host;
}
