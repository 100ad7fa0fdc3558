"""One XML file of Hart's to what it says of one sheet of paper."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from outside.documents.xml_trees import local_name, xml_root
from outside.errors import OutsideFileError

NAMESPACE = "http://tempuri.org/CVRDesign.xsd"
_N = f"{{{NAMESPACE}}}"
_AGAIN = "Export it again; do not change it by hand."
_OVERVOTED = "Overvoted"
_UNCOUNTED = ("InvalidVote", "InvalidStraightPartyVote")
_NO_VOTE = "NoVote"
_DESCRIBING = frozenset({"Name", "Id", "Options", "Undervotes"})
_MOST = 999


@dataclass(frozen=True, slots=True)
class MarkedOption:
    """One option that is marked. In a contest others are not listed."""

    name: str
    """Of a write-in, the text that was keyed in for it."""
    is_write_in: bool
    value: str
    """1, or a 1 at the place of each rank that is marked: 0100."""


@dataclass(frozen=True, slots=True)
class SheetContest:
    """One contest on the sheet."""

    id: str
    title: str
    options: tuple[MarkedOption, ...]
    overvoted: bool
    uncounted: str
    """The flag that says that nothing in it counts; empty where there is none."""
    no_vote: bool
    undervotes: int


@dataclass(frozen=True, slots=True)
class HartSheet:
    """One sheet of paper."""

    guid: str
    number: int | None
    split: str
    batch: str
    position: str
    contests: tuple[SheetContest, ...]


def hart_sheet(content: bytes) -> HartSheet:
    """What a file says. Raises OutsideFileError."""
    root = xml_root(content)
    if root.tag != f"{_N}Cvr":
        raise OutsideFileError(f"a root {local_name(root)[:40]!r}", "Cvr", _AGAIN)
    guid = _text(root, "CvrGuid")
    if not guid:
        raise OutsideFileError("no CvrGuid", "the record's own number", _AGAIN)
    contests = tuple(_contest(one) for one in root.iterfind(f"{_N}Contests/{_N}Contest"))
    if len({one.id for one in contests}) < len(contests):
        raise OutsideFileError("a contest twice on one sheet", "once", _AGAIN)
    return HartSheet(
        guid,
        _whole(root, "SheetNumber"),
        _text(root, "PrecinctSplit/Name"),
        _text(root, "BatchNumber"),
        _text(root, "BatchSequence"),
        contests,
    )


def _contest(contest: Element) -> SheetContest:
    """A flag is an element without text: that it is there is what it says."""
    title, names = _text(contest, "Name"), [local_name(one) for one in contest]
    flags = {local_name(one) for one in contest if not len(one) and not (one.text or "").strip()} - _DESCRIBING
    unknown = sorted(flags - {_OVERVOTED, _NO_VOTE, *_UNCOUNTED})
    if unknown:
        expected = ", ".join((_OVERVOTED, _NO_VOTE, *_UNCOUNTED))
        raise OutsideFileError(f"the flag {unknown[0][:40]!r}", expected, _AGAIN, title)
    identity = _text(contest, "Id")
    if not identity or not title:
        raise OutsideFileError("a contest without Id or Name", "both", _AGAIN, title)
    return SheetContest(
        identity,
        title,
        tuple(_option(one, title) for one in contest.iterfind(f"{_N}Options/{_N}Option")),
        _OVERVOTED in names,
        next((name for name in _UNCOUNTED if name in names), ""),
        _NO_VOTE in names,
        _whole(contest, "Undervotes", title) or 0,
    )


def _option(option: Element, title: str) -> MarkedOption:
    value = _text(option, "Value")
    if not value or set(value) - {"0", "1"} or "1" not in value or len(value) > _MOST:
        raise OutsideFileError(f"the value {value[:40]!r}", "1, or 0 and 1 for ranks", _AGAIN, title)
    written = option.find(f"{_N}WriteInData")
    name = _text(option, "Name")
    if written is None and not name:
        raise OutsideFileError("an option without a name", "a name, or a write-in", _AGAIN, title)
    return MarkedOption(name or _text(option, "WriteInData/Text"), written is not None, value)


def _text(element: Element, path: str) -> str:
    found = element.findtext("/".join(f"{_N}{part}" for part in path.split("/")), "")
    return " ".join(found.split())


def _whole(element: Element, name: str, where: str = "") -> int | None:
    text = _text(element, name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:6]) <= _MOST and len(text) < 6):
        raise OutsideFileError(f"{name} {text[:20]!r}", "a whole number", _AGAIN, where)
    return int(text)
