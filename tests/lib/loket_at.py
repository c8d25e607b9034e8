# SPDX-License-Identifier: GPL-3.0-or-later
"""The application as a screen reader has it: roles, names, states, actions.

Import it inside the stage's environment: the bus is chosen when pyatspi loads.
Known holes of GTK 4.8: a widget cannot be focused from here, an empty range asks
for the character count first, rows of a list view know no action, nothing but a
window is ever "showing": which page is in front, the window's title tells.

Asking node by node takes seconds, a queue has thousands of them. So what is looked
for is looked up in one answer of the application about all of them, and only the
way to the node that was found is walked.
"""

import collections

import gi
import pyatspi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402  pylint: disable=wrong-import-position

from loket_place import Failure, wait_for  # noqa: E402  pylint: disable=wrong-import-position

# Now and then every node is asked all the same, should the answer lack some.
TRIES_BETWEEN_WALKS = 20


def role_of(node):
    return node.getRoleName()


def name_of(node):
    return node.name or ""


def children_of(node):
    for index in range(node.childCount):
        try:
            child = node[index]
        except (LookupError, RuntimeError):
            continue
        if child is not None:
            yield child


def is_visible(node):
    """Not hidden itself. Whether its page of a stack is in front is not told."""
    return node.getState().contains(pyatspi.STATE_VISIBLE)


def is_sensitive(node):
    return node.getState().contains(pyatspi.STATE_SENSITIVE)


def is_checked(node):
    return node.getState().contains(pyatspi.STATE_CHECKED)


def walk(node):
    """Every node below, parents first; a node that goes away meanwhile is skipped."""
    yield node
    for child in children_of(node):
        try:
            yield from walk(child)
        except Exception as error:  # pylint: disable=broad-except
            # The tree changes under us; D-Bus says so in several ways.
            if "org.freedesktop.DBus" not in str(error) and "atspi_error" not in str(error):
                raise


Item = collections.namedtuple("Item", "path parent index role name states")


def connect():
    """To the accessibility bus, beside the library that everything else goes by."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
                                None, None, 0, -1, None).unpack()[0]
    flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
             | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


class Overview:
    """What the application says about all of its nodes at once. It knows only those
    that somebody asked for, so the children that it lacks are asked for first."""

    ROOT = "/org/a11y/atspi/accessible/root"

    def __init__(self):
        self.bus = connect()

    def ask(self, owner):
        try:
            return self.bus.call_sync(owner, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache",
                                      "GetItems", None, None, 0, -1, None).unpack()[0]
        except GLib.Error:
            return []

    def ask_for_children(self, owner, paths, known):
        """Of these nodes and of all below that are not known; many calls at a time."""
        context = GLib.MainContext.default()
        waiting = [0]

        def send(path):
            waiting[0] += 1
            self.bus.call(owner, path, "org.a11y.atspi.Accessible", "GetChildren",
                          None, None, 0, -1, None, take)

        def take(bus, result):
            waiting[0] -= 1
            try:
                children = bus.call_finish(result).unpack()[0]
            except GLib.Error:
                return
            for _, child in children:
                if child not in known:
                    known.add(child)
                    send(child)

        for path in paths:
            send(path)
        while waiting[0] > 0:
            context.iteration(True)

    def read(self, owner):
        """The items, parents first and in the order of the window."""
        answer = self.ask(owner)
        counts = collections.Counter(entry[2][1] for entry in answer)
        lacking = [entry[0][1] for entry in answer if entry[4] > counts[entry[0][1]]]
        known = {entry[0][1] for entry in answer}
        n_known = len(known)
        self.ask_for_children(owner, lacking + [self.ROOT], known)
        if len(known) > n_known:
            answer = self.ask(owner)
        below = collections.defaultdict(list)
        for (_, path), _, (_, parent), index, _, _, name, role, _, states in answer:
            below[parent].append(Item(path, parent, index, Atspi.role_get_name(Atspi.Role(role)),
                                      name, states[0] | states[1] << 32))
        items = []

        def add(parent):
            for item in sorted(below.pop(parent, ()), key=lambda item: item.index):
                items.append(item)
                add(item.path)
        add("/org/a11y/atspi/null")
        return items


def has_state(item, state):
    return bool(item.states >> int(state) & 1)


def follow(application, item, items):
    """The node of an item, or nothing when the way there is gone."""
    parents = {other.path: other.parent for other in items}
    way = [item.path]
    while way[-1] in parents:
        way.append(parents[way[-1]])
    node = application
    while node is not None and node.path != item.path:
        node = next((child for child in children_of(node) if child.path in way), None)
    return node


class Tree:
    def __init__(self, process_id):
        self.process_id = process_id
        self.overview = Overview()

    def application(self):
        desktop = pyatspi.Registry.getDesktop(0)
        for child in children_of(desktop):
            try:
                if child.get_process_id() == self.process_id:
                    return child
            except Exception:  # pylint: disable=broad-except
                continue
        return None

    def nodes(self):
        application = wait_for(self.application, "the application on the accessibility bus")
        return walk(application)

    def items(self):
        application = wait_for(self.application, "the application on the accessibility bus")
        return application, self.overview.read(application.app.bus_name)

    def find_now(self, role=None, name=None, text=None, visible=True):
        """Labels have their text for a name; other text is read where a role says whose."""
        application, items = self.items()
        for item in items:
            try:
                if role is not None and item.role != role:
                    continue
                if name is not None and not name(item.name):
                    continue
                if visible and not has_state(item, pyatspi.STATE_VISIBLE):
                    continue
                if text is not None and role is None and text not in item.name:
                    continue
                node = follow(application, item, items)
                if node is not None and (text is None or text in read(node)):
                    return node
            except Exception:  # pylint: disable=broad-except
                continue
        return None

    def find_walking(self, role=None, name=None, text=None, visible=True):
        """The same, from every single node."""
        for node in self.nodes():
            try:
                if role is not None and role_of(node) != role:
                    continue
                if name is not None and not name(name_of(node)):
                    continue
                if text is not None and text not in read(node):
                    continue
                if visible and not is_visible(node):
                    continue
                return node
            except Exception:  # pylint: disable=broad-except
                continue
        return None

    def find(self, role=None, name=None, text=None, visible=True, patience=30.0):
        what = f"role {role}, name {name.__doc__ if name else None}, text {text!r}"
        tries = [0]

        def look():
            tries[0] += 1
            if tries[0] % TRIES_BETWEEN_WALKS == 0:
                return self.find_walking(role, name, text, visible)
            return self.find_now(role, name, text, visible)
        return wait_for(look, what, patience)

    def gone(self, role=None, name=None, text=None, patience=30.0):
        wait_for(lambda: self.find_now(role, name, text) is None and
                 self.find_walking(role, name, text) is None,
                 f"role {role}, text {text!r} to go", patience)

    def focused_item(self):
        """What has the keyboard; of several windows, in the newest."""
        _, items = self.items()
        return next((item for item in reversed(items)
                     if has_state(item, pyatspi.STATE_FOCUSED)), None)

    def focused_name(self, roles=("push button", "toggle button", "text")):
        """The name of the control that has the keyboard."""
        _, items = self.items()
        return next((item.name for item in items
                     if has_state(item, pyatspi.STATE_FOCUSED) and item.role in roles), "")


def named(wanted):
    def match(name):
        return wanted in name
    match.__doc__ = f"with {wanted!r}"
    return match


def read(node):
    """The text of a label or a text view; the name where it has none."""
    try:
        text = node.queryText()
    except NotImplementedError:
        return name_of(node)
    return text.getText(0, text.characterCount) or name_of(node)


def write(node, text):
    if not node.queryEditableText().setTextContents(text):
        raise Failure("the text does not take what is written")


def has_room(node):
    """Whether it was laid out: what is on a page that was never in front was not, and
    a press would come to nothing."""
    extents = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    return extents.width > 0 and extents.height > 0


def press(node):
    wait_for(lambda: has_room(node), f"“{name_of(node)}” to be laid out")
    if not is_sensitive(node):
        raise Failure(f"“{name_of(node)}” cannot be pressed now")
    node.queryAction().doAction(0)


def open_menu(node):
    """Of a menu button: it has no action itself, the button inside has."""
    for inner in walk(node):
        if inner.queryAction().nActions > 0 and role_of(inner) in ("push button", "toggle button"):
            press(inner)
            return
    raise Failure(f"“{name_of(node)}” holds no button")
