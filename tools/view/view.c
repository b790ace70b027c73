/* SPDX-License-Identifier: GPL-3.0-or-later */
/* view - what do all backends have in common? */
#include "view.h"

void
view_close(struct view *v)
{
	if (v->ops)
		v->ops->close(v->self);
	v->ops = NULL;
}
