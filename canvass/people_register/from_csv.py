"""People from a CSV file, read with suspicion: every line that is refused is named, and then nothing is entered.

An empty cell, or a column that is not there, leaves what the register has. `none` says that there is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from canvass.errors import InputError
from canvass.people_register.cells import WrongCell, birth_year, kin, pair, text, whole_day, word, yes_or_no
from canvass.people_register.people import (
    JudgesOath,
    PeopleRegister,
    Person,
    PersonEntered,
    Represents,
    Service,
    SignedAffirmation,
)
from canvass.people_register.same_person import Telling
from tabulate.board.office.qualifications import NO_LIST, CertificateOfInstruction, Designation
from tabulate.csv_rows import Accepted, CsvRefused, CsvRow, CsvTable, rows_of

_OF_ALL = ("id", "name", "birth_year", "service", "account")
_OF_JUDGES = (
    *("party_list", "elector", "oath_on", "oath_before", "certificate", "issued", "valid_until"),
    *("kin", "act", "act_on"),
)
_OF_OBSERVERS = ("represents", "of")
COLUMNS = (*_OF_ALL, *_OF_JUDGES, *_OF_OBSERVERS, "affirmed_on", "witness")
_NEEDED = ("name", "service")
_MOST_SHOWN = 20
_NONE = "none"
_FOR = ", ".join(Represents)
_ACCEPTED = Accepted(content_bytes=4 * 1024 * 1024, rows=10_000, columns=40, cell_characters=500, delimiters=",;\t")


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row's cells; each is checked when it is asked for."""

    row: CsvRow

    def __call__(self, column: str) -> str:
        return text(column, self.row[column])


def entered_from(content: bytes, register: PeopleRegister, by: str, on: date) -> tuple[PersonEntered, ...]:
    """Everybody in the file whom the register does not have just so. Raises InputError with every refused line."""
    try:
        table = rows_of(content, _ACCEPTED, _check_columns)
    except CsvRefused as refused:
        raise InputError(f"{refused.sentence} Nobody was entered.") from None
    if not table.rows:
        raise InputError("The file names nobody below its first line. Nobody was entered. Choose the file again.")
    telling, wrong, people = Telling(register), list[str](), list[Person]()
    for row in table.rows:
        try:
            people.append(_person(_Cells(row), row.line, telling, on))
        except WrongCell as one:
            wrong.append(f"Line {row.line}: {one}")
    if wrong:
        raise InputError(_refusals(wrong))
    known = {one.id: one for one in register.people}
    return tuple(PersonEntered(one, by, on.isoformat()) for one in people if known.get(one.id) != one)


def _refusals(wrong: list[str]) -> str:
    more = len(wrong) - _MOST_SHOWN
    shown = wrong[:_MOST_SHOWN] + ([f"... and {more:,} lines more."] if more > 0 else [])
    return "\n".join(["Nobody was entered.", *shown, "Correct the lines and import the file again."])


def _check_columns(table: CsvTable) -> None:
    strange = [name for name in table.columns if name not in COLUMNS]
    missing = [name for name in _NEEDED if name not in table.columns]
    if strange or missing:
        found = f"no column {missing[0]!r}" if missing else f"a column {strange[0][:80]!r}, which is none of these"
        raise InputError(
            f"Line 1: expected the columns name and service, and of {', '.join(COLUMNS)} what is known; found {found}. "
            "Nobody was entered. Correct the heading and import the file again."
        )


def _person(cell: _Cells, line: int, telling: Telling, on: date) -> Person:
    service = Service(word("service", cell("service"), Service))
    born, name = birth_year(cell("birth_year"), on), cell("name")
    if not name:
        raise WrongCell("name", "", "the person's name")
    before = telling.known(cell("id"), name, born, line)
    person_id = before.id if before is not None else cell("id") or telling.new_id()
    person = before if before is not None and before.service is service else Person(person_id, name, None, service)
    if born is None and before is not None:
        born = before.birth_year
    person = replace(person, name=name, birth_year=born)
    person = replace(person, account=cell("account") or person.account)
    if person.account:
        telling.check_account(person.account, person_id)
    for column in _OF_OBSERVERS if service is Service.JUDGE else _OF_JUDGES:
        if cell(column):
            raise WrongCell(column, cell(column), f"an empty cell, since the service is {service.value}")
    return _judge(person, cell, on) if service is Service.JUDGE else _observer(person, cell, on)


def _judge(person: Person, cell: _Cells, on: date) -> Person:
    said: dict[str, object] = dict(_judge_said(cell, on))
    return _with_affirmation(replace(person, **said), cell, on)  # type: ignore[arg-type]  # fields of a person


def _judge_said(cell: _Cells, on: date) -> Iterator[tuple[str, object]]:
    if party := cell("party_list"):
        yield "party_list", NO_LIST if party.casefold() == _NONE else party
    if cell("elector"):
        yield "elector", yes_or_no("elector", cell("elector"))
    if both := pair("oath_on", cell("oath_on"), "oath_before", cell("oath_before")):
        yield "oath", JudgesOath(whole_day("oath_on", both[0], on), both[1])
    if cell("certificate") or cell("issued") or cell("valid_until"):
        yield "certificate", _certificate(cell, on)
    if cell("kin"):
        yield "kin", kin(cell("kin"))
    if both := pair("act", cell("act"), "act_on", cell("act_on")):
        yield "designation", Designation(both[0], whole_day("act_on", both[1], on))


def _certificate(cell: _Cells, on: date) -> CertificateOfInstruction:
    number = cell("certificate")
    if not number:
        raise WrongCell("certificate", "", "the certificate's number beside its days (13-4-203(4))")
    issued = whole_day("issued", cell("issued"), on)
    until = whole_day("valid_until", cell("valid_until"))
    if until < issued:
        raise WrongCell("valid_until", until, f"a day not before {issued}, when it was issued (13-4-203(4))")
    return CertificateOfInstruction(number, issued, until)


def _observer(person: Person, cell: _Cells, on: date) -> Person:
    if cell("represents"):
        represents = Represents(word("represents", cell("represents"), Represents))
        if (represents is Represents.PUBLIC) is bool(cell("of")):
            raise WrongCell("of", cell("of"), f"whom an observer of a {represents.value} observes for, and only then")
        person = replace(person, represents=represents, of=cell("of"))
    elif cell("of"):
        raise WrongCell("represents", "", f"one of {_FOR} beside whom the observer observes for (13-13-120, 13-13-121)")
    if person.represents is None:
        raise WrongCell("represents", "", f"for whom the observer observes: one of {_FOR} (13-13-120, 13-13-121)")
    return _with_affirmation(person, cell, on)


def _with_affirmation(person: Person, cell: _Cells, on: date) -> Person:
    both = pair("affirmed_on", cell("affirmed_on"), "witness", cell("witness"))
    if not both:
        return person
    return replace(person, affirmation=SignedAffirmation(whole_day("affirmed_on", both[0], on), both[1]))
