"""Ids in letters and digits, made of names."""

import re
import unicodedata

from tabulate.definitions.identifiers import stands_for_write_ins

_LONGEST = 60


def fresh_id(name: str, taken: set[str]) -> str:
    """An id that nothing else has yet; it is taken from then on."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    first = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "x"
    found, number = first, 1
    while found in taken:
        number += 1
        found = f"{first}-{number}"
    taken.add(found)
    return found


def precinct_number(name: str) -> int | None:
    """The number that a precinct is called by, the same of *7*, *07* and *Precinct No. 7*; None for another name."""
    plain = re.sub(r"^(?:precinct|pct)\.? *(?:no\.? *)?", "", name.strip(), flags=re.IGNORECASE)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 9 else None


def choice_id(name: str, taken: set[str]) -> str:
    """The id of a printed choice: none under which votes for people who are not printed are kept."""
    return fresh_id(f"choice {name}" if stands_for_write_ins(fresh_id(name, set())) else name, taken)


def precinct_id(name: str, taken: set[str]) -> str:
    """`P07` for a number, which is what people say and type; else letters of the name."""
    number = precinct_number(name)
    numbered = "" if number is None else f"P{number:02}"
    if numbered and numbered not in taken:
        taken.add(numbered)
        return numbered
    return fresh_id(name, taken)
