"""The words of VotingWorks definitions in one language.

Editions differ: a name is a text, or an object with one text for each language, or it stands in `ballotStrings` alone,
under the language, the kind and the id. English is taken where it is there, else the first language.
"""

from collections.abc import Iterator
from typing import Any

from tabulate.definitions.json_document import JsonObject

_ENGLISH = "en"
_OPTION_FIELDS = ("yesOption", "noOption", "eitherOption", "neitherOption", "firstOption", "secondOption")
_OPTION_LISTS = ("options", "additionalOptions")


def in_one_language(document: JsonObject) -> JsonObject:
    """The same definition, with each name a text where anything says one. Its shape need not be right yet."""
    strings = _strings(document)
    worded: JsonObject = _named(document, "title", strings.get("electionTitle"))
    worded = _named(worded, "state", strings.get("stateName"))
    for county, kind in (("county", "countyName"), ("jurisdiction", "jurisdictionName")):
        if isinstance(document.get(county), dict):
            worded[county] = _named(document[county], "name", strings.get(kind))
    for items, kind in (("districts", "districtName"), ("precincts", "precinctName"), ("parties", "partyName")):
        _replace(worded, items, [_named_by_id(item, "name", strings.get(kind)) for item in _list(document, items)])
    _replace(worded, "contests", [_contest(item, strings) for item in _list(document, "contests")])
    return worded


def option_label(document: JsonObject, option: str) -> str:
    """What is printed beside an option that only its id names: by `ballotStrings`, or as its id ends, or the id."""
    labels = _strings(document).get("contestOptionLabel")
    said = _text(labels.get(option)) if isinstance(labels, dict) else None
    ending = option.rpartition("-")[2].lower()
    return said if isinstance(said, str) else {"yes": "Yes", "no": "No"}.get(ending, option)


def _contest(item: Any, strings: JsonObject) -> Any:
    if not isinstance(item, dict):
        return item
    worded = _named_by_id(item, "title", strings.get("contestTitle"))
    labels = strings.get("contestOptionLabel")
    names = [_named_by_id(each, "name", strings.get("candidateName")) for each in _list(item, "candidates")]
    _replace(worded, "candidates", names)
    for field in _OPTION_LISTS:
        _replace(worded, field, [_named_by_id(each, "label", labels) for each in _list(item, field)])
    for field in _OPTION_FIELDS:
        if field in item:
            worded[field] = _named_by_id(item[field], "label", labels)
    return worded


def _named_by_id(item: Any, field: str, names: Any) -> Any:
    by_id = names if isinstance(names, dict) else {}
    key = item.get("id") if isinstance(item, dict) else None
    return _named(item, field, by_id.get(key) if isinstance(key, str) else None)


def _named(item: Any, field: str, otherwise: Any) -> Any:
    """The item with a text in this field, where it or what else is said holds one."""
    if not isinstance(item, dict):
        return item
    said = _text(item.get(field, otherwise))
    return {**item, field: said} if field in item or isinstance(said, str) else dict(item)


def _text(said: Any) -> Any:
    """A text, of those in several languages one; anything else as it is."""
    if not isinstance(said, dict) or not said or not all(isinstance(text, str) for text in said.values()):
        return said
    return said[next(_english_first(said))]


def _strings(document: JsonObject) -> JsonObject:
    """What `ballotStrings` says in one language, by kind."""
    languages = document.get("ballotStrings")
    said = [languages[each] for each in _english_first(languages)] if isinstance(languages, dict) else []
    return next((kinds for kinds in said if isinstance(kinds, dict)), {})


def _english_first(languages: JsonObject) -> Iterator[str]:
    return iter(sorted(languages, key=lambda language: language.partition("-")[0].lower() != _ENGLISH))


def _list(item: JsonObject, field: str) -> list[Any]:
    return item[field] if isinstance(item.get(field), list) else []


def _replace(worded: JsonObject, field: str, items: list[Any]) -> None:
    if isinstance(worded.get(field), list):
        worded[field] = items
