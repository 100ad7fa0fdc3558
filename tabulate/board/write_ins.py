"""Written names: who was declared, and who is meant by likeness, to suggest but never to decide (2.4).

A name counts only in a form filed for the office (13-10-211(1)(a)): first and last name, or as filed with initials, a
nickname or a diminutive. A surname alone does not (Marsh v. Overland). The law knows no tolerance for spelling, so what
is merely similar is suggested to the judges, who decide by majority. And it counts only with its oval marked
(13-15-206(5)(b)): what a judge finds on a line is held to what the machine, or the judge, saw of the oval.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from imaging.sheets import Mark, ReadPrintout, ReadSheet, UnreadSheet
from tabulate.board.errors import NotAllowed
from tabulate.board.polls import WriteInDeclared
from tabulate.board.rulings import Case, ContestRuling, LineFinding, WrittenLine
from tabulate.election import ChoiceId, Contest, ContestId, DeclaredWriteIn, Election

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
    """The contest's declared write-in candidates: the definition's, then those declared later.

    Somebody whom a later edition of the ballots prints is no write-in there (13-12-204).
    """
    own = (one for one in later if one.contest == contest.id and contest.choice(one.person) is None)
    added = (DeclaredWriteIn(ChoiceId(one.person), one.name, one.forms) for one in own)
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


@dataclass(frozen=True, slots=True)
class OvalsSeen:
    """What the machine saw of a sheet's ovals."""

    has_ovals: bool
    """False for a device printout: its words are the votes (13-3-208)."""
    marked: frozenset[tuple[ContestId, ChoiceId]] = frozenset()
    """Whose targets are marked or ambiguous; of a sheet that was not read, none."""

    def also(self, contest: ContestId, counted: Iterable[ChoiceId]) -> "OvalsSeen":
        """With those that the machine counted in a contest: it counts only what it saw marked."""
        return OvalsSeen(self.has_ovals, self.marked | {(contest, choice) for choice in counted})


def ovals_of(reading: ReadSheet | ReadPrintout | UnreadSheet, election: Election) -> OvalsSeen:
    """What the machine saw of the sheet's ovals."""
    if not isinstance(reading, ReadSheet):
        return OvalsSeen(has_ovals=isinstance(reading, UnreadSheet))
    card = election.find_card(reading.card)
    meanings = card.meanings if card is not None else ()
    seen = (meanings[one.number - 1] for one in reading.targets if one.mark is not Mark.UNMARKED and meanings)
    return OvalsSeen(True, frozenset((meaning.contest, meaning.choice) for meaning in seen))


def check_written(contest: Contest, found: ContestRuling, ovals: OvalsSeen) -> None:
    """Check that each line with a vote has its oval marked, and that a printed name is W-d1. Raises NotAllowed."""
    for line in found.lines:
        if line.person is None:
            if line.oval_on_paper and line.finding is LineFinding.OVAL_NOT_MARKED:
                raise NotAllowed("an oval marked on the paper, or not", f"both said of {line.line}", "Choose one.")
            continue
        _check_oval(contest, line, ovals)
        if line.finding is LineFinding.PRINTED:
            _check_printed(contest, line.person, found, ovals)


def _check_oval(contest: Contest, line: WrittenLine, ovals: OvalsSeen) -> None:
    if ovals.has_ovals and not line.oval_on_paper and (contest.id, line.line) not in ovals.marked:
        raise NotAllowed(
            f"a vote by a written name in {contest.title} only where its oval is marked (13-15-206(5)(b))",
            f"a vote for {line.person} by {line.line}, whose oval the machine did not see marked",
            "Look at the paper. Say that the oval is marked on it, if it is; else find that it is not marked.",
        )


def _check_printed(contest: Contest, person: ChoiceId, found: ContestRuling, ovals: OvalsSeen) -> None:
    """A printed candidate has filed no designation to be written in: only the own printed oval makes it one vote."""
    marked = (contest.id, person) in ovals.marked or person in found.choices
    if found.case is not Case.W_D1 or not marked:
        raise NotAllowed(
            f"a printed candidate's written name in {contest.title} only as W-d1, the printed oval marked too "
            "(13-15-206(5)(a))",
            f"{found.case.value if found.case is not None else 'no case'} cited for {person}, printed oval "
            f"{'marked' if marked else 'not marked'}",
            "Cite W-d1 if both ovals are marked; else find that the name is not a declared candidate's.",
        )
