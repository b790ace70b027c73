/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * desktop - what do graphical sessions and display managers start?
 *
 * Read from the Desktop Application Autostart Specification, Xsession(5),
 * startx(1), gdm3(8), lightdm.conf and sddm.conf(5).
 */
#include "login.h"

static const struct settings autostart[] = {
	{ "/etc/xdg/autostart/*.desktop /usr/share/gnome/autostart/*.desktop"
	    " /usr/share/autostart/*.desktop /usr/local/share/autostart/*.desktop"
	    " /etc/xdg/*/autostart/*.desktop ~/.config/autostart/*.desktop"
	    " ~/.local/share/autostart/*.desktop ~/.kde/Autostart/*.desktop"
	    " ~/.kde4/Autostart/*.desktop", "#[", "=", NULL,
	    { { "Exec", MEANS_TEXT, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};
static const char *const autostart_scripts[] = {
	"~/.config/autostart-scripts/*", "~/.config/plasma-workspace/*/*.sh",
	"/etc/xdg/plasma-workspace/*/*.sh", "~/.kde/Autostart/*.sh", "~/.config/openbox/autostart",
	"~/.fluxbox/startup", NULL
};
static const char *const autostart_vendor[] = {
	"/usr/share/gnome/autostart", "/usr/share/autostart", NULL
};
static const char *const sourced[] = {
	"/etc/X11/Xsession.d/*", "/etc/X11/xinit/xinitrc.d/*", "/etc/X11/Xsession",
	"/etc/X11/xinit/xinitrc", "/etc/X11/xinit/xserverrc", "/etc/X11/xinit/Xclients", "/etc/X11/xdm/*",
	"/etc/X11/Xreset.d/*", "/etc/X11/Xreset", "/etc/gdm3/*/Default", "/etc/gdm3/Xsession",
	"/etc/gdm/*/Default", "/etc/lxdm/*", "/etc/xprofile", "~/.xsession", "~/.xinitrc",
	"~/.xprofile", "~/.xsessionrc", "~/.Xclients", "~/.xserverrc", NULL
};
static const struct settings managers[] = {
	{ "/etc/lightdm/lightdm.conf /etc/lightdm/lightdm.conf.d/*.conf"
	    " /usr/share/lightdm/lightdm.conf.d/*.conf", "#[", "=", NULL,
	    { { "*-script", MEANS_TEXT, 0 }, { "*-command", MEANS_TEXT, 0 },
	    { "session-wrapper", MEANS_TEXT, 0 }, { "greeter-wrapper", MEANS_TEXT, 0 } } },
	{ "/etc/sddm.conf /etc/sddm.conf.d/*.conf", "#[", "=", NULL,
	    { { "*Command", MEANS_TEXT, 0 } } },
	{ NULL, NULL, NULL, NULL, { { NULL, MEANS_TEXT, 0 } } },
};

void
login_autostart(struct startup *s)
{
	for (size_t i = 0; autostart_vendor[i]; i++)
		startup_vendor(s, autostart_vendor[i], 0);
	settings_run(s, autostart);
	settings_sourced(s, autostart_scripts);
}

void
login_sessions(struct startup *s)
{
	settings_sourced(s, sourced);
	settings_run(s, managers);
}
