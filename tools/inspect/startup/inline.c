/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inline - does code of another language tie a shell to a socket, or run what it fetched?
 *
 * The languages are not parsed: a line of code must open a connection and hand
 * it to a program, in that language's own words.  A whole file must name the
 * shell too, for daemons open sockets and duplicate descriptors every day.
 */
#include <string.h>

#include "shell.h"

#define ALTERNATIVES	12
#define MAX_BEFORE	64	/* bytes between a call and the text it runs */

static const struct shape {
	const char	*connects[ALTERNATIVES];
	const char	*hands_over[ALTERNATIVES];
	bool		 of_file;	/* telling in a whole file as well */
} shape[] = {
	/* python */
	{ { "socket.socket", "socket(", "create_connection", NULL },
	  { "dup2(", "pty.spawn", NULL }, true },
	{ { ".connect((", ".bind((", "create_connection", NULL },
	  { "subprocess", "os.system", "os.popen", "os.exec", NULL }, false },
	/* perl */
	{ { "use Socket", "-MSocket", "socket(S", "IO::Socket", NULL },
	  { "exec", "system", "fdopen", "qx", NULL }, false },
	{ { "use Socket", "IO::Socket", NULL },
	  { "open(STDIN,\">&", "open(STDIN, \">&", "fdopen", NULL }, true },
	/* ruby */
	{ { "TCPSocket", "UNIXSocket", "UDPSocket", NULL },
	  { "exec", "popen", "spawn", "system", "`", NULL }, false },
	/* php */
	{ { "fsockopen", "stream_socket_client", "socket_create", NULL },
	  { "exec(", "system(", "passthru(", "popen(", "proc_open(", "`", NULL }, true },
	/* lua, node, awk */
	{ { "socket.tcp", "require('socket')", "require(\"socket\")", "socket.connect", NULL },
	  { "os.execute", "io.popen", NULL }, true },
	{ { "require('net')", "require(\"net\")", "net.connect", "net.Socket", NULL },
	  { "child_process", NULL }, true },
	{ { "/inet/tcp/", "/inet/udp/", "/inet4/tcp/", NULL },
	  { "|& getline; if", "|& getline c; if", "while (c |&", "while ((c |&", "while ((cmd |&",
	    "while (cmd |&", "|&getline c", "/bin/sh", NULL }, true },
};

/* "runs" and "decodes or fetches" on the same line. */
static const char *const runs[] = {
	"exec(", "exec (", "eval(", "eval (", "eval{", "eval ", "os.system", "subprocess", "popen",
	"assert(", "system(", "loadstring", "Function(", NULL
};
static const char *const brings[] = {
	"b64decode", "b32decode", "fromhex", "zlib.decompress", "marshal.loads", "urlopen(",
	"requests.get", "decode_base64", "base64_decode", "gzinflate", "str_rot13", "unpack('m",
	"unpack(\"m", "unpack1('m", "Base64.decode", "'base64')", "\"base64\")", "file_get_contents('http",
	"file_get_contents(\"http", "LWP::Simple", "Net::HTTP.get", "open-uri", NULL
};
static const char *const shells[] = {
	"/bin/sh", "/bin/bash", "/bin/dash", "/bin/zsh", "/bin/ksh", "'sh'", "\"sh\"", "'bash'",
	"\"bash\"", NULL
};

static bool
any(struct span s, const char *const *words)
{
	for (; *words; words++)
		if (span_holds(s, *words))
			return true;
	return false;
}

bool
inline_shell(struct span code, bool whole_file)
{
	if (whole_file && !any(code, shells))
		return false;
	for (size_t i = 0; i < sizeof shape / sizeof *shape; i++)
		if ((!whole_file || shape[i].of_file) && any(code, shape[i].connects) &&
		    any(code, shape[i].hands_over))
			return true;
	return false;
}

bool
inline_fetch(struct span line)
{
	return any(line, runs) && any(line, brings);
}

/* Words that start a program, in any of the languages; more letters may follow (execvp, execute). */
static const char *const starters[] = {
	"system", "exec", "popen", "Popen", "spawn", "subprocess.", "posix_spawn", "qx", "passthru", NULL
};

static bool
letter(unsigned char c)
{
	return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* A call at the front: how much of the line stands before the text it runs; 0: none. */
static size_t
call_at(struct span line)
{
	size_t i, n;

	for (i = 0; starters[i] && !span_starts(line, starters[i]); i++)
		;
	if (!starters[i])
		return 0;
	for (n = strlen(starters[i]); n < line.n && letter(line.p[n]); n++)
		;
	while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
		n++;
	if (n < line.n && line.p[n] == '(')
		while (n < line.n && n < MAX_BEFORE && !(line.p[n] && strchr("\"'`;)#", line.p[n])))
			n++;
	return n + 1 < line.n && line.p[n] && strchr("\"'`{", line.p[n]) && line.p[n + 1] == '/' ? n : 0;
}

bool
inline_runs(struct span *line, struct span *command)
{
	unsigned char before = ' ';
	size_t n;

	for (; line->n; before = *line->p, *line = span_skip(*line, 1)) {
		if (*line->p == '#' || span_starts(*line, "//"))
			return false;
		if (letter(before) || !(n = call_at(*line)))
			continue;
		*line = span_skip(*line, n);
		*command = span_before(span_skip(*line, 1), *line->p == '{' ? '}' : (char)*line->p);
		*line = span_skip(*line, command->n + 2);
		return true;
	}
	return false;
}
