/* SPDX-License-Identifier: GPL-3.0-or-later */
/* services - what do web servers, databases, containers and monitoring load and run? */
#include "services.h"

static const struct source sources[] = {
	{ "web servers' modules and programs", WHEN_BOOT, services_web_servers },
	{ "web roots", WHEN_EVENT, services_web_roots },
	{ "CGI programs", WHEN_EVENT, services_cgi },
	{ "PHP-FPM pools", WHEN_BOOT, services_pools },
	{ "databases' libraries and commands", WHEN_BOOT, services_databases },
	{ "databases' events and functions", WHEN_TIMER, services_events },
	{ "monitoring agents' commands", WHEN_EVENT, services_monitoring },
	{ "cloud-init scripts", WHEN_BOOT, services_cloud_init },
	{ "application servers' programs", WHEN_BOOT, services_apps },
	{ "build and code servers' hooks", WHEN_EVENT, services_builds },
	{ "configuration management", WHEN_TIMER, services_management },
	{ "docker containers", WHEN_BOOT, services_docker },
	{ "container units and hooks", WHEN_BOOT, services_quadlets },
	{ "machines' and podman's containers", WHEN_BOOT, services_machines },
	{ "static pods", WHEN_BOOT, services_pods },
	{ "network plugins of containers", WHEN_EVENT, services_plugins },
	{ "containers' layers", WHEN_BOOT, services_layers },
	{ NULL, WHEN_UNSAID, NULL },
};

static enum outcome
look(struct inspection *in)
{
	return startup_look(in, sources);
}

const struct inspector services_inspector = {
	.name = "services",
	.asks = "what do web servers, databases, containers and monitoring load and run?",
	.may = (const enum finding[]){ STARTUP_MAY, CONTAINER_POWERFUL, CONTAINER_DAEMON_OPEN,
	    CONTAINER_LAYERS, DATABASE_CODE_REACHES, WEB_SHELL, WEB_HANDLER_ODD,
	    WEB_SCRIPT_MISPLACED, FINDING_COUNT },
	.autoruns = true,
	.look = look,
};
