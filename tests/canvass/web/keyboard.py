"""Pages used by keyboard alone: Tab to what is wanted, then Enter, Space or letters; every key is counted."""

import time
from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

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


@dataclass
class Keyboard:
    """Somebody at a page who has no mouse."""

    page: Page
    keys: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    seconds: float = 0.0

    def key(self, name: str) -> None:
        """One key."""
        self.keys[name] += 1
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

    def enter(self, target: Locator) -> None:
        """Press Enter on a link or a button, and wait for the page that it leads to."""
        self.go(target)
        began = time.monotonic()
        with self.page.expect_navigation():
            self.key("Enter")
        self.pages += 1
        self.seconds += time.monotonic() - began

    def follow(self, link: str, *, exact: bool = True) -> None:
        """A link by its words."""
        self.enter(self.page.locator("main").get_by_role("link", name=link, exact=exact).first)

    def press(self, button: str, *, exact: bool = True) -> None:
        """A button by its words."""
        self.enter(self.page.get_by_role("button", name=button, exact=exact).first)

    def type(self, field_name: str, text: str) -> None:
        """Into the field with this id."""
        self.go(self.page.locator(f"[id='{field_name}']"))
        self.keys["letters"] += len(text)
        self.page.keyboard.type(text)

    def choose(self, field_name: str, place: int) -> None:
        """The option at this place of a list, from the first, which is chosen."""
        self.go(self.page.locator(f"[id='{field_name}']"))
        for _ in range(place):
            self.key("ArrowDown")

    def tick(self, target: Locator) -> None:
        """A box."""
        self.go(target)
        self.key("Space")
