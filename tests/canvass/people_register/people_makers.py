"""People as the county knows them, and boards of them, for the tests of the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from canvass.deciding.decisions import Deciding
from canvass.people_register.lines import add_people
from canvass.people_register.people import JudgesOath, Person, PersonEntered, Service
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.office.qualifications import NO_LIST, CertificateOfInstruction, Designation

if TYPE_CHECKING:
    from canvass.record.store import Record

DENVER = ZoneInfo("America/Denver")
BEFORE = datetime(2026, 10, 20, 12, tzinfo=DENVER)
CERTIFICATE = CertificateOfInstruction("C-1", "2026-04-01", "2028-06-01")
ADA = Person(
    "P0001", "Ada Ash", 1950, Service.JUDGE, "ada", "Green", True, JudgesOath("2026-09-20", "the clerk"), CERTIFICATE,
    (), Designation("Resolution 41", "2026-09-15"),
)  # fmt: skip
BEA = replace(ADA, id="P0002", name="Bea Birch", account="", party_list="Republican")
CAL = replace(ADA, id="P0003", name="Cal Cedar", account="", party_list=NO_LIST)
FULL = (
    "id,name,birth_year,service,account,party_list,elector,oath_on,oath_before,certificate,issued,valid_until,kin,act,"
    "act_on,represents,of,affirmed_on,witness\n"
    "J-7,Ada Ash,1950,Judge,ada,Green,yes,2026-09-20,the clerk,C-1,2026-04-01,2028-06-01,"
    'Ann Ash (wife); Robert (Bob) Ash (brother); Zed (kin of spouse),"Resolution 41, as amended",2026-09-15,,,'
    "2026-09-25,the clerk\n"
    ",Oda Oak,,observer,oda,,,,,,,,,,,organisation,League of Voters,2026-09-25,the clerk\n"
)


def enter(file: Path, *people: Person) -> None:
    add_people(file, lambda _: [PersonEntered(one, "clerk", "2026-09-30") for one in people])


def judge(account: str, name: str, **said: object) -> Judge:
    return replace(Judge(account, name, ""), **said)  # type: ignore[arg-type]  # fields of a judge


def board(*judges: Judge, by: Designation | None = None) -> BoardAppointed:
    three = (judge("ada", "A. Ash"), judge("bea", "Bea Birch"), judge("cal", "Cal  CEDAR"))
    accounts = {one.account for one in judges}
    return BoardAppointed("east", (*judges, *(one for one in three if one.account not in accounts)), False, "clerk", by)


def appoint(record: Record, entry: BoardAppointed) -> BoardAppointed:
    Deciding(record, lambda: BEFORE).enter(entry)
    return Deciding(record).state().boards["east"]
