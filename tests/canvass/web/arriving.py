"""Clicks and keys of tests end where people's do: once the page that they lead to stands.

Chromium may say that a page is being left after the click was answered. On busy cores a test's next look then saw the
page of before. Each page tells at once that it is left, and what was clicked waits until another one stands.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, Error, Keyboard, Locator, Page

LONGEST_S = 5.0
"""How long a page is waited for: a link to a file leaves the page where it is, and says so to nobody."""

_TELL = """(() => {
  const here = (target) => ["", "_self"].includes(target || "");
  const leave = () => { window.isLeft = true; };
  addEventListener("pageshow", () => { window.isLeft = false; });
  addEventListener("beforeunload", leave);
  addEventListener("submit", (event) => {
    if (!event.defaultPrevented && here(event.submitter?.formTarget || event.target.target)) leave();
  });
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || link.hasAttribute("download") || !here(link.target)) return;
    const within = link.hash && link.href.split("#")[0] === location.href.split("#")[0];
    if (link.protocol.startsWith("http") && !within) leave();
  });
})()"""
_STANDS = "window.isLeft !== true && document.readyState !== 'loading'"
_LEADS_ON = """one => {
  const button = one.closest("button, input[type=submit]");
  if (!button) return !!one.closest("a[href]:not([download])");
  return button.type === "submit" && !!button.form && (button.formNoValidate || button.form.checkValidity());
}"""

_typed_on: WeakKeyDictionary[Keyboard, Page] = WeakKeyDictionary()
_without_script: WeakKeyDictionary[BrowserContext, bool] = WeakKeyDictionary()


def _stands(page: Page) -> bool:
    """Whether the page is there and is not being left; one that goes this moment has no answer."""
    try:
        return bool(page.evaluate(_STANDS))
    except Error:
        return page.is_closed()


def _wait_for_page(page: Page) -> None:
    until = monotonic() + LONGEST_S
    while not _stands(page) and monotonic() < until:
        with suppress(Error):
            page.wait_for_timeout(10)


def _patient(act: Callable[..., Any], page_of: Callable[[Any], Page]) -> Callable[..., Any]:
    @wraps(act)
    def done(self: Any, *arguments: Any, **named: Any) -> Any:
        page = page_of(self)
        if isinstance(self, Locator) and page.context in _without_script and self.evaluate(_LEADS_ON):
            with page.expect_navigation():
                return act(self, *arguments, **named)
        answer = act(self, *arguments, **named)
        _wait_for_page(page)
        return answer

    return done


def _told(open_context: Callable[..., BrowserContext]) -> Callable[..., BrowserContext]:
    @wraps(open_context)
    def opened(self: Browser, **named: Any) -> BrowserContext:
        context = open_context(self, **named)
        context.add_init_script(_TELL)
        if named.get("java_script_enabled") is False:
            _without_script[context] = True
        return context

    return opened


@contextmanager
def patient_hands() -> Iterator[None]:
    """Until it is left, clicks and keys on every page of every browser wait for the page to which they lead."""
    click, press, key, context = Locator.click, Locator.press, Keyboard.press, Browser.new_context
    keyboard: Any = Page.keyboard

    def keyboard_of(page: Page) -> Keyboard:
        found: Keyboard = keyboard.fget(page)
        _typed_on[found] = page
        return found

    of_locator: Callable[[Any], Page] = lambda locator: locator.page  # noqa: E731
    changed: list[tuple[Any, str, Any, Any]] = [
        (Locator, "click", click, _patient(click, of_locator)),
        (Locator, "press", press, _patient(press, of_locator)),
        (Keyboard, "press", key, _patient(key, lambda keys: _typed_on[keys])),
        (Browser, "new_context", context, _told(context)),
        (Page, "keyboard", keyboard, property(keyboard_of)),
    ]
    for owner, name, _, other in changed:
        setattr(owner, name, other)
    try:
        yield
    finally:
        for owner, name, before, _ in changed:
            setattr(owner, name, before)
