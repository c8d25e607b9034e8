# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop that shows notifications, as far as an application notices: what it is
asked to show goes into a file. Argument: the file."""

import sys

from gi.repository import Gio, GLib

INTERFACE = """<node><interface name='org.freedesktop.Notifications'>
<method name='Notify'>
<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>
<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/>
</method>
<method name='CloseNotification'><arg type='u' direction='in'/></method>
<method name='GetCapabilities'><arg type='as' direction='out'/></method>
</interface></node>"""
ANSWERS = {"Notify": "(uint32 1,)", "CloseNotification": "()", "GetCapabilities": "(['actions', 'body'],)"}


def take(_bus, _sender, _path, _interface, method, parameters, invocation):
    with open(sys.argv[1], "a", encoding="utf-8") as file:
        file.write(f"{method} {parameters.print_(False)}\n")
    invocation.return_value(GLib.Variant.parse(None, ANSWERS[method], None, None))


def own(bus, _name):
    bus.register_object("/org/freedesktop/Notifications",
                        Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], take, None, None)


def owned(_bus, _name):
    with open(sys.argv[1], "a", encoding="utf-8"):
        pass


Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.Notifications", Gio.BusNameOwnerFlags.NONE,
                 own, owned, None)
GLib.MainLoop().run()
