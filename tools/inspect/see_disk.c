/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see_disk - what may an inspector see of the disks that a system lies on? */
#include <errno.h>
#include <unistd.h>

#include "inspection.h"

size_t
see_disks(struct inspection *in)
{
	return in->tree->disks;
}

/* No path of the system's: there the same name may be another thing. */
struct span
see_disk_name(struct inspection *in, size_t i)
{
	return see_join(in, span_of("disk:"), in->tree->disk[i].name, SPAN_NONE);
}

int
see_disk(struct inspection *in, size_t i, uint64_t at, void *buf, size_t n)
{
	const struct disk *d = &in->tree->disk[i];
	ssize_t r;

	if (at > d->size || n > d->size - at)
		return VIEW_ABSENT;
	for (size_t done = 0; done < n; done += (size_t)r) {
		r = pread(d->fd, (unsigned char *)buf + done, n - done, (off_t)(at + done));
		if (r == -1 && errno == EINTR)
			r = 0;
		else if (r <= 0) {
			say_gap(in, see_disk_name(in, i), "cannot be read outside of its volumes");
			return VIEW_BROKEN;
		}
	}
	in->bytes += n;
	return VIEW_OK;
}
