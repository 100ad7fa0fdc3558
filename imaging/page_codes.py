"""What the QR codes of hand-marked pages say: election, style, precinct, page. Never a vote, never a serial number.

VotingWorks' pages: bytes that begin with `VP` and a 1, as base64 or as they are; older ones an address or small JSON.
Ours begin with `CV1/`, and anything else is compared as the text it is.
"""

import base64
import binascii
import json
import re
from dataclasses import dataclass

from imaging.layout import PageCode

HASH_BYTES = 10
MOST_LOCALES, MOST_PAGES, MOST_BALLOT_TYPES = 251, 30, 15


class _NoCodeError(ValueError):
    """These bytes are not such a code."""


@dataclass(slots=True)
class _Bits:
    """A stream of bits, the most significant first."""

    content: bytes
    at: int = 0

    def take(self, count: int) -> int:
        """The next bits as an unsigned number."""
        if self.at + count > 8 * len(self.content):
            raise _NoCodeError("the code ends too early")
        value = 0
        for place in range(self.at, self.at + count):
            value = value << 1 | self.content[place // 8] >> (7 - place % 8) & 1
        self.at += count
        return value

    def up_to(self, most: int) -> int:
        """The next number in as many bits as `most` needs, at least one."""
        value = self.take(max(1, most.bit_length()))
        if value > most:
            raise _NoCodeError(f"a number up to {most} is {value}")
        return value

    def end(self) -> None:
        """Only padding may be left: less than a byte of zeros."""
        rest = 8 * len(self.content) - self.at
        if rest > 7 or self.take(rest) != 0:
            raise _NoCodeError("something follows the code")


def read_page_code(content: bytes) -> PageCode:
    """What the bytes of a page's QR code say; where their form is not known, only the text they are."""
    for parse in (_binary, _base64, _address, _small_json):
        try:
            return parse(content)
        except _NoCodeError:
            continue
    return PageCode(text=content.decode("utf-8", errors="replace"))


def _base64(content: bytes) -> PageCode:
    try:
        return _binary(base64.b64decode(content, validate=True))
    except binascii.Error:
        raise _NoCodeError("no base64") from None


def _binary(content: bytes) -> PageCode:
    if content[:3] != b"VP\x01":
        raise _NoCodeError("it does not begin with VP and a 1")
    bits = _Bits(content, 24)
    if bits.take(8) != 2 * HASH_BYTES:
        raise _NoCodeError("the hash has another length")
    election = bytes(bits.take(8) for _ in range(HASH_BYTES)).hex()
    precincts, styles, _ = (bits.take(8) for _ in range(3))
    if not precincts or not styles:
        raise _NoCodeError("an election without precincts or styles")
    precinct, style = bits.up_to(precincts - 1), bits.up_to(styles - 1)
    bits.up_to(MOST_LOCALES)
    if bits.take(1):
        bits.up_to(MOST_LOCALES)
    page = bits.up_to(MOST_PAGES)
    bits.take(1)
    bits.up_to(MOST_BALLOT_TYPES)
    if bits.take(1):
        bits.take(8 * bits.take(8))
    bits.end()
    return PageCode(election=election, style_index=style, precinct_index=precinct, page=page)


def _address(content: bytes) -> PageCode:
    address = re.fullmatch(rb"https?://[^?#]*\?([^#]*)(?:#.*)?", content, re.DOTALL)
    if address is None:
        raise _NoCodeError("no address with a query")
    pairs = (part.partition(b"=") for part in address[1].split(b"&"))
    said = {_plain(key): _plain(value) for key, _, value in pairs if value}
    if "bs" not in said or "p" not in said:
        raise _NoCodeError("the address names no style or page")
    page = said["p"].split("-")[0]
    if not (page.isascii() and page.isdigit()):
        raise _NoCodeError("the page is no number")
    return PageCode(style=said["bs"], precinct=said.get("pr"), page=int(page))


def _plain(part: bytes) -> str:
    """A part of a query as text: `%20` and the like undone."""
    undone = re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), part.replace(b"+", b" "))
    return undone.decode("utf-8", errors="replace")


def _small_json(content: bytes) -> PageCode:
    try:
        said = json.loads(content)
    except ValueError:
        raise _NoCodeError("no JSON") from None
    if not isinstance(said, dict):
        raise _NoCodeError("no object")
    style, precinct, page = (_first(said, keys) for keys in _JSON_KEYS)
    if style is None or page is None or not (page.isascii() and page.isdigit()):
        raise _NoCodeError("no style or page")
    return PageCode(style=style, precinct=precinct, page=int(page))


_JSON_KEYS = (
    ("bs", "ballotStyleId", "ballotStyle", "style"),
    ("pr", "precinctId", "precinct"),
    ("p", "pageNumber", "page", "pn"),
)


def _first(said: dict[str, object], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = said.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return str(value)
    return None
