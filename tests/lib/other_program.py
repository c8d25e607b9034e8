# SPDX-License-Identifier: GPL-3.0-or-later
"""Another program on the same desktop: it has put something on the clipboard, and the
same can be dragged out of its window. Arguments: files FILE…, picture FILE, text WORDS.
Says "ready" when it has.
"""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, GObject, Gtk  # noqa: E402  pylint: disable=wrong-import-position


def make_content(kind, words):
    if kind == "files":
        return Gdk.ContentProvider.new_for_value(
            Gdk.FileList.new_from_array([Gio.File.new_for_path(path) for path in words]))
    if kind == "picture":
        value = GObject.Value(Gdk.Texture)
        value.set_object(Gdk.Texture.new_from_filename(words[0]))
        return Gdk.ContentProvider.new_for_value(value)
    return Gdk.ContentProvider.new_for_value(words[0])


def main():
    Gtk.init()
    content = make_content(sys.argv[1], sys.argv[2:])
    window = Gtk.Window(title="Other program", default_width=80, default_height=400, decorated=False)
    label = Gtk.Label(label="Drag")
    window.set_child(label)
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.connect("prepare", lambda *_: content)
    label.add_controller(source)
    window.present()
    window.get_clipboard().set_content(content)
    GLib.idle_add(lambda: print("ready", flush=True))
    GLib.MainLoop().run()


main()
