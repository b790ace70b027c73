/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crypt - does this key open that volume, and what else could have? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stack.h"

/* The key goes through a pipe: not in a file, not among the arguments. */
bool
stack_crypt(struct stack *s, const char *device, struct span key, char path[STACK_PATH])
{
	char name[32];
	const char *const argv[] = { "cryptsetup", "open", "--type=luks", "--key-file=-",
		"--disable-keyring", "--disable-locks", "--batch-mode", device, name, NULL };

	snprintf(name, sizeof name, "assay-%d-%u", (int)getpid(), s->made++);
	if (s->n + 4 >= MAX_LAYERS)
		return stack_fail(s, "more layers than are put together", NULL);
	if (!stack_run(s, argv, key))
		return false;
	stack_layer(s, LAYER_DEVICE, name);
	snprintf(path, STACK_PATH, "/dev/mapper/%s", name);
	return true;
}

void
stack_tokens(struct stack *s, const char *device, char tokens[STACK_WHY])
{
	static const struct {
		const char	*type, *called;
	} known[] = {
		{ "systemd-tpm2", "TPM2" }, { "clevis", "Clevis" }, { "systemd-fido2", "FIDO2" },
		{ "systemd-pkcs11", "a smart card" }, { "systemd-recovery", "a recovery key" },
	};
	const char *const argv[] = { "cryptsetup", "luksDump", "--dump-json-metadata",
		"--disable-locks", device, NULL };
	json_t *answer, *token;
	const char *key, *type;
	size_t n = 0;

	*tokens = '\0';
	if (stack_ask(s, argv, &answer))
		json_object_foreach(json_object_get(answer, "tokens"), key, token) {
			type = json_string_value(json_object_get(token, "type"));
			for (size_t i = 0; type && i < sizeof known / sizeof *known; i++)
				if (strcmp(type, known[i].type) == 0 && !strstr(tokens, known[i].called) &&
				    n < STACK_WHY - 32)
					n += (size_t)snprintf(tokens + n, STACK_WHY - n, "%s%s",
					    n ? ", " : "", known[i].called);
		}
	json_decref(answer);
}
