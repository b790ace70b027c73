/* SPDX-License-Identifier: GPL-3.0-or-later */
/* boot - what the files of this inspector share */
#ifndef ASSAY_INSPECT_BOOT_H
#define ASSAY_INSPECT_BOOT_H

#include "../packages/program.h"

#define MAX_TOLD_EACH	20		/* of one finding on one image: beyond, one says that there are more */
#define TEXT_ROOM	65536		/* of a generated file that is read for its commands */

/* A member of an initramfs, once all of it came. */
struct member {
	struct span	path;		/* without '/' or "./" at its front */
	uint32_t	mode, size;
	struct span	head;		/* its first bytes, TEXT_ROOM at most */
	char		sha256[HASH_HEX];
};

struct image {
	struct inspection	*in;
	struct span		 path;		/* such as /boot/initrd.img-6.12 */
	struct vstat		 st;
	bool			 kernel;	/* the kernel it is for has its modules here */
	bool			 reworked;	/* dracut strips programs and unpacks modules */
	unsigned		 told[FINDING_COUNT], members, versions;
	const struct names	*names;
};

/* initramfs.c: take an image apart */
void	initramfs_look(struct inspection *, struct span path, const struct names *);

/* explain.c: where does a member come from? */
void	explain_member(struct image *, const struct member *);
void	image_say(struct image *, enum finding, struct span member);

/* rules.c: a packaged file of udev rules, as dracut fills it in */
bool	rules_filled(struct inspection *, struct span packaged, const char *sha256);

/* names.c: packaged files by their last component */
const struct names	*names_ready(struct inspection *);
/* Each file of that name in turn: start with *at 0; false when there is no more. */
bool	names_next(const struct names *, struct span base, size_t *at, struct span *path);

/* people.c: passwd and shadow in an image */
void	people_member(struct image *, const struct member *);

/* generated.c: files that the tools write into an image, and no package has */
enum generated { NOT_GENERATED, GENERATED, GENERATED_ODD };
enum generated	generated_member(const struct member *);

/* efi.c: what a loader that nobody knows is: signed or not, with a kernel inside */
struct span	efi_about(struct inspection *, struct span path);

/* copies.c: kernels, GRUB's files, loaders */
void	copies_look(struct inspection *);
/* Is the packaged file newer than the copy of it that is booted? */
bool	copies_stale(const struct vstat *copy, const struct vstat *original);

#endif
