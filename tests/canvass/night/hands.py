"""Ways to use a page by what is seen of it: a mouse, a keyboard. Each counts what it costs.

A control is named by role and accessible name, and where several bear one name, by the region or group around them.
"""

from __future__ import annotations

import re
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_LONGEST_S = 120
_MOST_STOPS = 400


@dataclass
class Tally:
    """What a night cost, of everybody together."""

    pages: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    """Clicks, keys, or steps of a screen reader, by their kind."""
    seconds: float = 0.0
    """Waited for pages."""

    @property
    def total(self) -> int:
        """Everything but letters."""
        return sum(number for kind, number in self.acts.items() if kind != "letters")


class Hand(ABC):
    """Somebody at a page."""

    def __init__(self, page: Page, tally: Tally) -> None:
        """At an empty page."""
        self.page, self.tally = page, tally

    def arrive(self, address: str) -> None:
        """Type an address into the browser."""
        with self._another_page():
            self.page.goto(address)

    def reads(self, words: str) -> bool:
        """Whether the page says so."""
        return words in self.page.locator("main").inner_text()

    def press(self, role: str, name: str, within: str = "") -> None:
        """A link or a button that leads to another page."""
        # a skip link is a navigation, too, but within the page that is left: only another page is loaded
        with self._another_page(), self.page.expect_event("load", timeout=_LONGEST_S * 1000):
            self._activate(role, name, within)

    def download(self, name: str) -> bytes:
        """A link to a file."""
        with self.page.expect_download() as arriving:
            self._activate("link", name, "")
        return Path(arriving.value.path()).read_bytes()

    def choose(self, role: str, name: str, within: str = "") -> None:
        """A box or one of several choices."""
        self._activate(role, name, within)

    def wait_until(self, words: str) -> None:
        """Wait for words on a page that renews itself."""
        until = time.monotonic() + _LONGEST_S
        while not self.reads(words):
            assert time.monotonic() < until, self.page.locator("main").inner_text()
            self.page.wait_for_timeout(500)

    @contextmanager
    def _another_page(self) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.tally.pages += 1
        self.tally.seconds += time.monotonic() - began

    def _type(self, text: str) -> None:
        self.tally.acts["letters"] += len(text)
        self.page.keyboard.type(text)

    @abstractmethod
    def type(self, name: str, text: str, within: str = "") -> None:
        """Into a field; a day as month, day and year."""

    @abstractmethod
    def pick(self, name: str, option: str, within: str = "") -> None:
        """An option of a list."""

    @abstractmethod
    def file(self, name: str, file: Path) -> None:
        """A file, once its chooser was opened."""

    @abstractmethod
    def _activate(self, role: str, name: str, within: str) -> None: ...


class _Seen(Hand):
    """Finds a control where it is seen on the page."""

    def _found(self, role: Any, name: str, within: str) -> Locator:
        around = self._around(within)
        exact = around.get_by_role(role, name=name, exact=True)
        return (exact if exact.count() else around.get_by_role(role, name=re.compile(f"^{re.escape(name)}"))).first

    def _around(self, within: str) -> Page | Locator:
        if not within:
            return self.page
        return self.page.get_by_role("region", name=within).or_(self.page.get_by_role("group", name=within)).first

    def _field(self, name: str, within: str) -> Locator:
        around = self._around(within)
        exact = around.get_by_label(name, exact=True)
        return (exact if exact.count() else around.get_by_label(re.compile(f"^{re.escape(name)}"))).first


class Mouse(_Seen):
    """Clicks and letters. A list of the system's own cannot be clicked by the protocol: it counts as two clicks."""

    def type(self, name: str, text: str, within: str = "") -> None:
        place = self._field(name, within)
        self._click(place, left=True)
        self._type(text)

    def pick(self, name: str, option: str, within: str = "") -> None:
        place = self._field(name, within)
        self.tally.acts["clicks"] += 2
        place.select_option(_option(place, option))

    def file(self, name: str, file: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self._click(self._field(name, ""))
        chooser.value.set_files(file)

    def _activate(self, role: str, name: str, within: str) -> None:
        self._click(self._found(role, name, within))

    def _click(self, place: Locator, *, left: bool = False) -> None:
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box is not None, place
        self.tally.acts["clicks"] += 1
        across = 14 if left else box["width"] / 2
        self.page.mouse.click(box["x"] + across, box["y"] + box["height"] / 2)


class Keys(_Seen):
    """Tab to it, then Enter, Space, arrows or letters. A pointer anywhere is an error."""

    def __init__(self, page: Page, tally: Tally) -> None:
        super().__init__(page, tally)
        page.add_init_script("addEventListener('pointerdown', () => { throw new Error('a mouse') }, true)")

    def type(self, name: str, text: str, within: str = "") -> None:
        self._go(self._field(name, within))
        self._type(text)

    def pick(self, name: str, option: str, within: str = "") -> None:
        place = self._field(name, within)
        self._go(place)
        wanted = _option(place, option)
        for _ in range(place.locator("option").count()):
            if place.input_value() == wanted:
                return
            self._key("ArrowDown")
        raise AssertionError(f"no arrow leads to {option}")

    def file(self, name: str, file: Path) -> None:
        self._go(self._field(name, ""))
        with self.page.expect_file_chooser() as chooser:
            self._key("Enter")
        chooser.value.set_files(file)

    def _activate(self, role: str, name: str, within: str) -> None:
        place = self._found(role, name, within)
        if role != "radio":
            self._go(place)
            self._key("Space" if role == "checkbox" else "Enter")
            return
        self._go(place, _SAME_GROUP)
        for _ in range(20):
            if place.evaluate(_IS_ACTIVE):
                break
            self._key("ArrowDown")
        if not place.is_checked():
            self._key("Space")

    def _go(self, place: Locator, arrived: str = "one => one === document.activeElement") -> None:
        found = place.element_handle()
        if self.page.evaluate("document.activeElement === document.body && !!document.querySelector('.skip')"):
            main = found.evaluate("one => !!one.closest('main')")
            if main:
                self._key("Tab")
                self._key("Enter")
        for _ in range(_MOST_STOPS):
            if found.evaluate(arrived):
                return
            self._key("Tab")
        raise AssertionError(f"no Tab leads to {place} on {self.page.url}")

    def _key(self, name: str) -> None:
        self.tally.acts[name] += 1
        self.page.keyboard.press(name)


_IS_ACTIVE = "one => one === document.activeElement"
_SAME_GROUP = """one => document.activeElement.type === 'radio' && document.activeElement.name === one.name
    && document.activeElement.form === one.form"""


def _option(place: Locator, words: str) -> str:
    """The value of the option that begins with these words."""
    found: str | None = place.evaluate(
        "(one, words) => [...one.options].find(option => option.text.trim().startsWith(words))?.value ?? null", words
    )
    assert found is not None, f"no option {words!r}: {place.inner_text()}"
    return found
