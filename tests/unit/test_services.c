/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_services - is the flow of a request into what runs it followed, and nothing else told? */
#include <fcntl.h>
#include <stdlib.h>

#include "../../tools/inspect/services/services.h"
#include "hostile.h"

static bool
obeys(const char *code)
{
	struct arena arena = { .ceiling = 1 << 20 };
	struct inspection in = { .arena = arena };
	bool answer = php_obeys(php_open(&in), span_of(code)) > 0;

	arena_free(&in.arena);
	return answer;
}

static const char *const shells[] = {
	"<?php eval($_POST['a']);",
	"<?= system($_GET[0]) ?>",
	"x <?php\n@eval ( /* c */ $_REQUEST [ 'x' ] ) ;",
	"<?php $a = $_COOKIE['a']; $b = \"x $a\"; passthru($b);",
	"<?php $a = 'ass' . 'ert'; $a($_POST['x']);",
	"<?php $a = $_GET['f']; $a($_GET['x']);",
	"<?php $_GET['f']($_POST);",
	"<?php 'system'($_GET['c']);",
	"<?php if (isset($_GET['c'])) { echo shell_exec($_GET['c']); }",
	"<?php if ($c = $_POST['c']) exec($c, $o);",
	"<?php echo `$_GET[c]`;",
	"<?php foreach ($_POST as $k => $v) { popen($v, 'r'); }",
	"<?php function f($x) { return eval($x); } f($_POST['x']);",
	"<?php class A { function r($y) { exec($y); } } (new A)->r(trim($_POST['y']));",
	"<?php call_user_func('system', $_GET['x']);",
	"<?php array_map(\"assert\", [$_POST['x']]);",
	"<?php $h = getallheaders(); eval($h['X']);",
	"<?php eval(gzinflate(base64_decode(file_get_contents('php://input'))));",
	"<?php $x .= $_POST['a']; $x .= 'b'; eval($x);",
};
static const char *const honest[] = {
	"", "<?php", "eval($_POST['a']);", "<?php // eval($_POST['a']);", "<?php /* system($_GET[0]) */",
	"<?php echo 'eval($_POST[a])';", "<?php eval('1');", "<?php $f = 'system'; $f('uptime');",
	"<?php exec('x ' . escapeshellarg($_GET['a']));", "<?php system('x ' . intval($_GET['a']));",
	"<?php $db->exec($_POST['q']);", "<?php PDO::exec($_GET['q']);", "<?php new $a($_GET['x']);",
	"<?php $m = $_GET['m']; $this->$m($_GET['x']);", "<?php $a = $t[$_GET['i']]; $a($_GET['x']);",
	"<?php if ($_GET['x'] == 'y') { system('uptime'); }", "<?php echo \"\\$_GET `x`\";",
	"<?php function f($x) { system($x); } f('uptime'); g($_GET['x']);",
	"<?php function f() { $x = $_GET['x']; } function g($x) { system($x); }",
	"<?php call_user_func('go', $_GET['x']);", "<?php $x = $_GET['a']; $x = 'b'; eval($x);",
	"<?php array_map('trim', $_POST); usort($a, 'cmp');", "<?php include 'a.php';",
};

static void
php(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
		if (!obeys(shells[i]))
			fail_msg("not seen: %s", shells[i]);
	for (size_t i = 0; i < sizeof honest / sizeof *honest; i++)
		if (obeys(honest[i]))
			fail_msg("wrongly seen: %s", honest[i]);
}

static const char *const programs[] = {
	"#!/bin/sh\neval $QUERY_STRING", "#!/bin/bash\nread -r c\n$c", "#!/bin/sh\nc=${QUERY_STRING#c=}\nsh -c \"$c\"",
	"#!/bin/sh\nc=$(cat)\necho $($c)", "#!/bin/sh\necho \"$HTTP_X\" | sh", "#!/usr/bin/perl\nsystem($ENV{QUERY_STRING});",
	"#!/usr/bin/perl\nmy $c = param('c');\nprint qx{$c};", "#!/usr/bin/perl\nread(STDIN,$b,9);$b=<STDIN>;\neval $b;",
	"#!/usr/bin/python3\nx = cgi.FieldStorage()\ny = x['c'].value\nos.system(y)",
	"#!/usr/bin/python3\nq = os.environ['QUERY_STRING']\nsubprocess.run(q, shell=True)",
	"#!/usr/bin/env ruby\nc = CGI.new\n`#{c['x']}`",
};
static const char *const honest_programs[] = {
	"", "eval $QUERY_STRING", "#!/bin/sh\n# eval $QUERY_STRING", "#!/bin/sh\necho \"$QUERY_STRING\"",
	"#!/bin/sh\nc=$QUERY_STRING\ncat \"/srv/$c\"", "#!/bin/sh\nc=$(echo \"$QUERY_STRING\" | tr -cd a-z)\neval \"x=\\$$c\"",
	"#!/usr/bin/perl\nmy $c = param('c');\nsystem('convert', $c);", "#!/usr/bin/perl\neval { f(param('c')) };",
	"#!/usr/bin/python3\nn = int(form.getvalue('n'))\nos.system('x %d' % n)",
	"#!/usr/bin/python3\nq = form.getvalue('q')\nsubprocess.run(['x', q])", "#!/usr/bin/python3\nfilesystem(form.getvalue('q'))",
};

static void
cgi(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
		if (!cgi_obeys(span_of(programs[i])))
			fail_msg("not seen: %s", programs[i]);
	for (size_t i = 0; i < sizeof honest_programs / sizeof *honest_programs; i++)
		if (cgi_obeys(span_of(honest_programs[i])))
			fail_msg("wrongly seen: %s", honest_programs[i]);
}

static void
deep(void **state)
{
	static char text[8192];

	(void)state;
	memset(text, '(', sizeof text - 1);
	memcpy(text, "<?php ", 6);
	assert_false(obeys(text));
	memset(text + 6, '{', sizeof text - 7);
	assert_false(obeys(text));
	memset(text + 6, ')', sizeof text - 7);
	assert_false(obeys(text));
}

static void
mutations(void **state)
{
	static const struct hostile all[] = {
		{ "/var/www/a.php", "<?php function f(&$x){eval(\"$x\");} $a='s'.\"y\"; `$b`; f($_GET[0]); ?>" },
		{ "/var/www/.htaccess", "AddType application/x-httpd-php .jpg\nphp_value auto_prepend_file a\n" },
		{ "/var/www/.user.ini", "auto_prepend_file = \"b\"\n" },
		{ "/etc/nginx/nginx.conf", "root /var/www;\nload_module a.so;\n" },
		{ "/etc/cloud/cloud.cfg", "bootcmd:\n - [a, 'b c']\n - d\n" },
		{ "/etc/php/8/fpm/pool.d/a.conf", "php_admin_value[auto_prepend_file] = \"/a b\"\n" },
		{ "/etc/puppet/puppet.conf", "[a]\nprerun_command = /b 'c'\n" },
		{ "/etc/systemd/nspawn/a.nspawn", "[Files]\nBind=/etc:/x\nCapability=all\n" },
		{ "/var/lib/lxc/a/config", "lxc.hook.start = /a b\nlxc.mount.entry = / b none ro 0 0\n" },
		{ "/etc/containers/systemd/a.container", "Volume=/:/b\n[Service]\nExecStop=-@/a 'b\n" },
		{ "/var/lib/containers/storage/overlay-containers/a/userdata/config.json",
		    "{\"hooks\":{\"x\":[{\"path\":\"/y\"}]},\"mounts\":[{\"source\":\"/\"}]}" },
		{ "/etc/kubernetes/manifests/a", "- privileged: true\n \"path\": \"/\",\n" },
		{ "/var/lib/docker/containers/a/hostconfig.json",
		    "{\"Binds\":[\"/:/x\"],\"RestartPolicy\":{\"Name\":\"always\"}}" },
		{ "/var/lib/docker/containers/a/config.v2.json", "{\"Args\":[\"-c\",\"x|y\"]}" },
		{ "/etc/postgresql/1/a/postgresql.conf", "archive_command = 'x %p'\ninclude 'a'\n" },
		{ "/etc/nginx/nginx.conf", "a \"b\" 'c' ${d} {x_by_lua_block {f(\"}\")} location ~ \\.(a) {uwsgi_pass u;}}\n" },
		{ "/etc/apache2/apache2.conf", "Include a*[b]\n<Files \"\\.(png)$\">\nSetHandler php\n</Files>\n"
		    "CustomLog \"|$/a b\" c\nScriptAlias /x /usr/lib/\n<Perl>\nx\n</Perl>\n" },
		{ "/etc/lighttpd/lighttpd.conf", "cgi.assign += ( \".jpg\" => \"/a\",\n \".b\" => \"\" )\n" },
		{ "/usr/lib/cgi-bin/a", "#!/bin/sh\nread x\ny=`cat`\neval \"${x}\"|sh\n" },
		{ "/var/www/a.py", "#!/usr/bin/python\na = b = param(c)\nsystem(a, `a`)\n" },
		{ "/etc/snmp/snmpd.conf", "extend -x y .1.2 a /b c\ndlmod a /b\nincludeDir /c\n" },
		{ "/etc/telegraf/telegraf.conf", "[[exec]]\ncommands = [\"a\", # b\n 'c']\ncommand = \"d\"\n" },
		{ "/etc/collectd/collectd.conf", "Exec \"a:b\" \"/c\" \"d\n" },
		{ "/etc/nagios4/objects/a.cfg", "command_line $USER1$/a $USER1$\n" },
		{ "/var/lib/cloud/seed/a/user-data", "#cloud-config\nbootcmd: [a, [b, c]]\n" },
		{ "/etc/salt/minion", "schedule:\n a:\n  function: cmd.run\n  args: [x]\n" },
		{ "/etc/puppet/manifests/a.pp", "exec { 'a': command => \"b 'c'\" }\n" },
		{ "/etc/cni/net.d/a.conf", "{\"type\":\"x\",\"plugins\":[{\"type\":\"y\"}]}" },
		{ "/var/lib/jenkins/jobs/a/config.xml", "<command>a &lt; &#10; b</command><script>c" },
		{ "/etc/tomcat10/server.xml", "<Host appBase=\"/a\" docBase=\"/b.war\"/>" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		hostile(&services_inspector, &all[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(php), cmocka_unit_test(cgi), cmocka_unit_test(deep),
		cmocka_unit_test_setup(mutations, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
