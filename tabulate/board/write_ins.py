"""Written names: who was declared, and who is meant by likeness, to suggest but never to decide (2.4).

A name counts only in a form filed for the office (13-10-211(1)(a)): first and last name, or as filed with initials, a
nickname or a diminutive. A surname alone does not (Marsh v. Overland). The law knows no tolerance for spelling, so what
is merely similar is suggested to the judges, who decide by majority.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from tabulate.board.polls import WriteInDeclared
from tabulate.board.rulings import LineFinding
from tabulate.election import ChoiceId, Contest, DeclaredWriteIn

LEAST_LIKENESS = 60
"""In a hundred; names less alike are not suggested."""
_MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody the typed name is like."""

    person: ChoiceId
    name: str
    """The form that is most alike."""
    finding: LineFinding
    """DECLARED or PRINTED."""
    likeness: int
    """In a hundred; 100 only for the form itself, but for case, accents, full stops and spaces."""


def declared_in(contest: Contest, later: Iterable[WriteInDeclared]) -> tuple[DeclaredWriteIn, ...]:
    """The contest's declared write-in candidates: the definition's, then those declared later."""
    added = (DeclaredWriteIn(ChoiceId(one.person), one.name, one.forms) for one in later if one.contest == contest.id)
    return (*contest.declared_write_ins, *added)


def person_id(contest: str, name: str) -> str:
    """The id under which votes for somebody who declared later are counted."""
    return f"{contest}-{plain(name).replace(' ', '-')}"


def suggest(typed: str, contest: Contest, declared: Iterable[DeclaredWriteIn]) -> tuple[Suggestion, ...]:
    """Declared and printed candidates whose names are like the typed text, the likest first."""
    name = plain(typed)
    people = [(one.id, (one.name, *one.forms), LineFinding.DECLARED) for one in declared]
    people += [(one.id, (one.name,), LineFinding.PRINTED) for one in contest.choices]
    found = [_suggestion(name, person, forms, finding) for person, forms, finding in people if name]
    likely = [one for one in found if one.likeness >= LEAST_LIKENESS]
    return tuple(sorted(likely, key=lambda one: (-one.likeness, one.name))[:_MOST_SUGGESTED])


def _suggestion(name: str, person: ChoiceId, forms: tuple[str, ...], finding: LineFinding) -> Suggestion:
    scored = [(_likeness(name, plain(form)), form) for form in forms]
    likeness, form = max(scored, key=lambda pair: pair[0])
    return Suggestion(person, form, finding, likeness)


def _likeness(name: str, form: str) -> int:
    if name == form:
        return 100
    return min(99, int(max(fuzz.ratio(name, form), fuzz.token_sort_ratio(name, form))))


def plain(name: str) -> str:
    """A name without case, accents, punctuation and needless spaces: what makes two spellings the same name."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(" " if not letter.isalnum() else letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.split())
