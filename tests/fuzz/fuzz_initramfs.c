/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz_initramfs - does any image break or hang who takes it apart? */
#include <assert.h>
#include <fcntl.h>

#include "../../tools/inspect/inspect.h"
#include "../unit/memory.h"

int	LLVMFuzzerTestOneInput(const unsigned char *, size_t);

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	static struct memory memory;
	static int null = -1;
	struct view view;
	struct tree tree;

	if (null == -1)
		null = open("/dev/null", O_WRONLY);
	assert(null != -1);
	memory_open(&memory, &view, &tree);
	memory_file(&memory, "/var/lib/dpkg/status", 0644, "Package: tool\nStatus: install ok installed\n\n");
	memory_file(&memory, "/var/lib/dpkg/info/tool.list", 0644,
	    "/usr/share/initramfs-tools/init\n/usr/share/initramfs-tools/scripts/local\n");
	memory_file(&memory, "/usr/share/initramfs-tools/init", 0755, "#!/bin/sh\n");
	memory_file(&memory, "/usr/share/initramfs-tools/scripts/local", 0644, "#!/bin/sh\n");
	memory_put(&memory, span_of("/boot/initrd.img-1"), S_IFREG | 0644, (struct span){ p, n });
	inspect(&boot_inspector, &tree, null);
	return 0;
}
