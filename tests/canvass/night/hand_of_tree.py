"""A page used by a screen reader's tree alone. A control is named as in `hands`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.canvass.night.hands import Hand, Tally

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import CDPSession, Page

_GROUPS = ("region", "group")


class Tree(Hand):
    """What a screen reader has: roles, names and values of the accessibility tree, and nothing of the page's look."""

    def __init__(self, page: Page, tally: Tally) -> None:
        super().__init__(page, tally)
        self._protocol: CDPSession = page.context.new_cdp_session(page)
        self._protocol.send("Accessibility.enable")

    def reads(self, words: str) -> bool:
        """Whether its texts, said one after the other, say so."""
        said = " ".join(_name(one) for one in self._nodes() if _role(one) == "StaticText")
        return words in re.sub(r"\s+", " ", said)

    def type(self, name: str, text: str, within: str = "") -> None:
        self._focus(self._node(("textbox", "spinbutton", "Date", "InputTime"), name, within))
        self._type(text)

    def pick(self, name: str, option: str, within: str = "") -> None:
        node = self._node(("combobox", "listbox"), name, within)
        self._focus(node)
        for _ in range(100):
            if self._value(name, within).startswith(option):
                return
            self.tally.acts["steps"] += 1
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {option}")

    def file(self, name: str, file: Path) -> None:
        node = self._node(("button",), name, "")
        with self.page.expect_file_chooser() as chooser:
            self._act(node)
        chooser.value.set_files(file)

    def _activate(self, role: str, name: str, within: str) -> None:
        self._act(self._node((role,), name, within))

    def _value(self, name: str, within: str) -> str:
        return str(self._node(("combobox", "listbox"), name, within).get("value", {}).get("value", ""))

    def _nodes(self) -> list[dict[str, Any]]:
        return [one for one in self._everything() if not one.get("ignored")]

    def _everything(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._protocol.send("Accessibility.getFullAXTree")["nodes"]
        return found

    def _node(self, roles: tuple[str, ...], name: str, within: str) -> dict[str, Any]:
        tree = self._everything()
        parents = {one["nodeId"]: one.get("parentId") for one in tree}
        around = {one["nodeId"] for one in tree if _role(one) in _GROUPS and _name(one).startswith(within)}
        found = [
            one
            for one in tree
            if not one.get("ignored") and _role(one) in roles and _name(one).startswith(name)
            if not within or _lies_in(one["nodeId"], parents, around)
        ]
        exact = [one for one in found if _name(one) == name]
        named = sorted({(_role(one), _name(one)) for one in tree if _role(one) in roles})
        assert found, f"no {roles} {name!r} within {within!r} on {self.page.url}: {named}"
        return (exact or found)[0]

    def _focus(self, node: dict[str, Any]) -> None:
        self.tally.acts["steps"] += 1
        self._protocol.send("DOM.focus", {"backendNodeId": node["backendDOMNodeId"]})

    def _act(self, node: dict[str, Any]) -> None:
        """Its default action."""
        self._focus(node)
        self.tally.acts["actions"] += 1
        element = self._protocol.send("DOM.resolveNode", {"backendNodeId": node["backendDOMNodeId"]})["object"]
        click = {"functionDeclaration": "function() { this.click() }", "userGesture": True}
        self._protocol.send("Runtime.callFunctionOn", {"objectId": element["objectId"], **click})


def _role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def _lies_in(node: str, parents: dict[str, str | None], around: set[str]) -> bool:
    at: str | None = node
    while at is not None:
        if at in around:
            return True
        at = parents.get(at)
    return False
