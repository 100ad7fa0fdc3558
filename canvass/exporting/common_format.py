"""Objects of NIST's common data formats: their class, their id, their texts. An absent value is left out."""

from typing import Any

from canvass.exporting.names_shown import name_shown

Json = dict[str, Any]
_KEPT = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


def id_of(kind: str, *parts: str) -> str:
    """An id that XML takes, too: no two are alike, whatever the definition's ids are."""
    return "-".join([kind, ".".join(map(_plain, parts))])


def _plain(part: str) -> str:
    return "".join(letter if letter in _KEPT else f"_{ord(letter):x}_" for letter in part)


def typed(space: str, kind: str, id_: str | None = None, **fields: Any) -> Json:
    """An object of a class of the format `space`: the format knows no null."""
    own = {} if id_ is None else {"@id": id_}
    return {"@type": f"{space}.{kind}"} | own | {key: one for key, one in fields.items() if one not in (None, [])}


def text(space: str, words: str) -> Json:
    """A text in English."""
    content = typed(space, "LanguageString", Content=name_shown(words), Language="en")
    return typed(space, "InternationalizedText", Text=[content])
