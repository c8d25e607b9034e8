# SPDX-License-Identifier: GPL-3.0-or-later
"""The application as a screen reader has it: roles, names, states, actions.

Import it inside the stage's environment: the bus is chosen when pyatspi loads.
Known holes of GTK 4.8: a widget cannot be focused from here, an empty range asks
for the character count first, rows of a list view know no action, nothing but a
window is ever "showing": which page is in front, the window's title tells.
"""

import pyatspi

from loket_headless import Failure, wait_for


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


class Tree:
    def __init__(self, process_id):
        self.process_id = process_id

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

    def find_now(self, role=None, name=None, text=None, visible=True):
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
        return wait_for(lambda: self.find_now(role, name, text, visible), what, patience)

    def gone(self, role=None, name=None, text=None, patience=30.0):
        wait_for(lambda: self.find_now(role, name, text) is None,
                 f"role {role}, text {text!r} to go", patience)


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


def press(node):
    if not is_sensitive(node):
        raise Failure(f"“{name_of(node)}” cannot be pressed now")
    node.queryAction().doAction(0)
