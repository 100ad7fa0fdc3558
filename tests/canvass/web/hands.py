"""Ways in which somebody uses the pages: by keys alone, by a mouse alone, by what a screen reader is given alone.

What is done is told once, in names as people read or hear them; each hand finds it in its own way. A field that stands
in each of several groups is told with its group.
"""

import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from playwright.sync_api import Error, Locator, Page

from tests.canvass.web.every_page import heard, tree_of


@dataclass
class Hand(ABC):
    """Somebody at a page."""

    page: Page
    strokes: Counter[str] = field(default_factory=Counter)
    """Keys, clicks or commands, by their kind."""
    pages: int = 0
    seconds: float = 0.0
    """In which pages were waited for."""
    faults: list[str] = field(default_factory=list)
    """What went wrong on the pages, such as a key where a mouse was to do it."""
    FORBIDS: ClassVar[str]
    """A script that makes a fault of what this hand does not have."""

    def __post_init__(self) -> None:
        """Before the first page."""
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.add_init_script(self.FORBIDS)

    def follow(self, link: str, *, exact: bool = True) -> None:
        """A link of the page itself by its words."""
        self.activate("link", link, exact)

    def press(self, button: str, *, exact: bool = True) -> None:
        """A button by its words."""
        self.activate("button", button, exact)

    def says(self, words: str) -> bool:
        """Whether the page has these words."""
        return words in " ".join(self.page.locator("main").inner_text().split())

    def fields(self) -> list[str]:
        """The names of the page's fields for text, in its order."""
        session = self.page.context.new_cdp_session(self.page)
        found = [name for role, name in heard(session) if role == "textbox"]
        session.detach()
        return found

    @abstractmethod
    def activate(self, role: str, name: str, exact: bool) -> None:
        """What leads to another page."""

    @abstractmethod
    def type(self, name: str, text: str, group: str = "") -> None:
        """Into the field of this name, in place of what stands there."""

    @abstractmethod
    def choose(self, name: str, place: int, group: str = "") -> None:
        """The option at this place of a list, from the first, which is chosen."""

    @abstractmethod
    def tick(self, name: str, group: str = "") -> None:
        """A box."""

    def _loading(self, act: Callable[[], object]) -> None:
        began = time.monotonic()
        with self.page.expect_navigation():
            act()
        self.pages += 1
        self.seconds += time.monotonic() - began


class Seeing(Hand):
    """Somebody who sees the page, and finds things on it by their names."""

    def found(self, role: str, name: str, exact: bool = True) -> Locator:
        """A link or a button. Several of one name have to lead to one place."""
        within = self.page.locator("main") if role == "link" else self.page
        return within.get_by_role(role, name=name, exact=exact).first  # type: ignore[arg-type]

    def field_of(self, name: str, group: str) -> Locator:
        """A field by its label."""
        within = self.page.get_by_role("group", name=group, exact=True) if group else self.page.locator("main")
        return within.get_by_label(name, exact=True)


_TABS_TO = """target => {
    const stops = [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
    )].filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility());
    const active = document.activeElement, main = document.querySelector("main");
    const before = active === main ? stops.findIndex(one => main.contains(one)) - 1 : stops.indexOf(active);
    return stops.indexOf(target) - before;
}"""
_MORE = 24
"""A field for a day has a stop for each of its parts, and one for its picker."""


class Keys(Seeing):
    """Somebody without a mouse: Tab to what is wanted, then Enter, Space or letters."""

    FORBIDS = "addEventListener('pointerdown', () => { throw new Error('a mouse') }, true)"

    def key(self, name: str) -> None:
        """One key."""
        self.strokes[name] += 1
        self.page.keyboard.press(name)

    def go(self, target: Locator) -> None:
        """Tab until this has the focus; past the head of the page by its own link where that is shorter."""
        found = target.element_handle()
        if self.page.evaluate("document.activeElement === document.body"):
            self.key("Tab")
            self.key("Enter")
            assert self.page.evaluate("document.activeElement === document.querySelector('main')")
        tabs = self.page.evaluate(_TABS_TO, found)
        for _ in range(abs(tabs)):
            self.key("Tab" if tabs > 0 else "Shift+Tab")
        for _ in range(_MORE):
            if found.evaluate("one => one === document.activeElement"):
                return
            self.key("Tab" if tabs > 0 else "Shift+Tab")
        raise AssertionError(f"no Tab leads to {target} on {self.page.url}")

    def activate(self, role: str, name: str, exact: bool) -> None:
        """By Enter."""
        self.go(self.found(role, name, exact))
        self._loading(lambda: self.key("Enter"))

    def type(self, name: str, text: str, group: str = "") -> None:
        """What stands in a field is chosen when Tab comes to it."""
        self.go(self.field_of(name, group))
        self.strokes["letters"] += len(text)
        self.page.keyboard.type(text)

    def choose(self, name: str, place: int, group: str = "") -> None:
        """By arrows."""
        self.go(self.field_of(name, group))
        for _ in range(place):
            self.key("ArrowDown")

    def tick(self, name: str, group: str = "") -> None:
        """By Space."""
        self.go(self.field_of(name, group))
        self.key("Space")


class Mouse(Seeing):
    """Somebody who points and clicks; letters are typed, and no other key."""

    FORBIDS = """addEventListener('keydown', event => {
        if (['Tab', 'Enter', 'Escape', ' '].includes(event.key) && !event.target.matches('input, textarea'))
            throw new Error('a key');
    }, true)"""

    def click(self, target: Locator) -> None:
        """Turn the wheel until it is in the window, and click in its middle."""
        self.strokes["clicks"] += 1
        target.click()

    def activate(self, role: str, name: str, exact: bool) -> None:
        """By a click."""
        target = self.found(role, name, exact)
        self._loading(lambda: self.click(target))

    def type(self, name: str, text: str, group: str = "") -> None:
        """A field for a day is clicked at its left, where its first part is; another one thrice, to choose its text."""
        target = self.field_of(name, group)
        day = target.get_attribute("type") == "date"
        self.strokes["clicks"] += 1 if day else 3
        target.click(position={"x": 14, "y": 14} if day else None, click_count=1 if day else 3)
        self.strokes["letters"] += len(text)
        self.page.keyboard.type(text)

    def choose(self, name: str, place: int, group: str = "") -> None:
        """One click opens the list, which the system draws, and one chooses."""
        self.strokes["clicks"] += 2
        self.field_of(name, group).select_option(index=place)

    def tick(self, name: str, group: str = "") -> None:
        """Its words are as good as the box."""
        self.click(self.field_of(name, group))


_CHOOSE = """function(place) {
    this.selectedIndex = place;
    this.dispatchEvent(new Event("input", { bubbles: true }));
    this.dispatchEvent(new Event("change", { bubbles: true }));
}"""


class Tree(Hand):
    """Somebody with a screen reader: all there is is the tree of roles and names that the browser gives it.

    A name has to be the only one of its role on the page, or within its group. Links may lead to one place twice.
    """

    FORBIDS = "addEventListener('pointerdown', () => { throw new Error('a mouse') }, true)"

    def __post_init__(self) -> None:
        """With a line to the browser's tree."""
        super().__post_init__()
        self._line = self.page.context.new_cdp_session(self.page)

    def says(self, words: str) -> bool:
        """Whether they are heard."""
        texts = [name for role, name in heard(self._line) if role in ("StaticText", "heading")]
        return words in " ".join(texts)

    def activate(self, role: str, name: str, exact: bool) -> None:
        """The default action."""
        node = self._found(role, name, exact)
        self._loading(lambda: self._call(node, "function() { this.click(); }"))

    def type(self, name: str, text: str, group: str = "") -> None:
        """With the focus there."""
        node = self._found(("textbox", "Date", "spinbutton"), name, True, group)
        self._line.send("DOM.focus", {"backendNodeId": node})
        self._call(node, "function() { if (this.type !== 'date') this.select(); }")
        self.strokes["letters"] += len(text)
        self.page.keyboard.type(text)

    def choose(self, name: str, place: int, group: str = "") -> None:
        """An option of the list."""
        self._call(self._found(("combobox", "listbox"), name, True, group), _CHOOSE, place)

    def tick(self, name: str, group: str = "") -> None:
        """The default action of a box."""
        self._call(self._found("checkbox", name, True, group), "function() { this.click(); }")

    def _found(self, roles: str | tuple[str, ...], name: str, exact: bool, group: str = "") -> int:
        """The node of the document behind the only node of the tree that has this role and name."""
        nodes = {one["nodeId"]: one for one in tree_of(self._line)}
        wanted = (roles,) if isinstance(roles, str) else roles
        found = [
            one
            for one in nodes.values()
            if not one["ignored"] and one["role"]["value"] in wanted and _is_called(one, name, exact)
        ]
        if group:
            found = [one for one in found if group in _groups_of(one, nodes)]
        elif "link" in wanted:
            found = [one for one in found if "main" in _groups_of(one, nodes)]
            addresses = {self._call(one["backendDOMNodeId"], "function() { return this.href; }") for one in found}
            found = found[:1] if len(addresses) == 1 else found
        assert len(found) == 1, f"{len(found)} of {wanted} are called {name!r} in {group!r} on {self.page.url}"
        return int(found[0]["backendDOMNodeId"])

    def _call(self, node: int, function: str, *arguments: int) -> str:
        """What a screen reader asks of a node."""
        self.strokes["commands"] += 1
        try:
            resolved = self._line.send("DOM.resolveNode", {"backendNodeId": node})["object"]["objectId"]
            asked = {"objectId": resolved, "functionDeclaration": function, "returnByValue": True}
            done = self._line.send(
                "Runtime.callFunctionOn", asked | {"arguments": [{"value": one} for one in arguments]}
            )
        except Error as error:
            if "navigat" in str(error) or "context" in str(error):
                return ""
            raise
        return str(done["result"].get("value", ""))


def _is_called(node: dict[str, Any], name: str, exact: bool) -> bool:
    called = " ".join(node.get("name", {}).get("value", "").split())
    return called == name if exact else name.casefold() in called.casefold()


def _groups_of(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> set[str]:
    """The names of the groups around a node, and whether it is in the page's main part."""
    found, above = set[str](), nodes.get(node.get("parentId", ""))
    while above is not None:
        role = above.get("role", {}).get("value", "")
        if role in ("group", "radiogroup"):
            found.add(" ".join(above.get("name", {}).get("value", "").split()))
        if role == "main":
            found.add("main")
        above = nodes.get(above.get("parentId", ""))
    return found
