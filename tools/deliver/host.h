/* SPDX-License-Identifier: GPL-3.0-or-later */
/* host - which machine is this?  As its firmware and network cards say */
#ifndef ASSAY_DELIVER_HOST_H
#define ASSAY_DELIVER_HOST_H

#include <jansson.h>

/*
 * {vendor?, product?, serial?, uuid?, macs: []}: /sys/class/dmi/id, /sys/class/net.
 * guard: what keeps disks unchanged here: "kernel", which refuses every write, or
 * "stack": they are marked and opened read-only, and what is above them does not write.
 */
json_t	*host_identity(void);

#endif
