"""A board is held to the register of people: what the register has of a judge is asked of it, and filled in.

What the register does not say stays as it was typed. What was typed otherwise than it says is refused.
Without a register nothing is asked.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from canvass.deciding.who_may_sit import is_candidate
from canvass.errors import RecordError, RefusedError
from canvass.people_register.beside import register_beside
from canvass.people_register.people import PeopleRegister, Person, Represents, Service
from tabulate.board.boards import BoardAppointed, Judge, list_of
from tabulate.board.office.people_taken import PeopleRegisterTaken
from tabulate.board.office.qualifications import NO_LIST, KinOfCandidate
from tabulate.board.write_ins import plain
from tabulate.election import Election

if TYPE_CHECKING:
    from canvass.record.store import Record

Said = TypeVar("Said")
_TAKE = "Correct the one that is wrong; the register with canvass people import, then take it anew."


def register_of_record(record: "Record", taken: PeopleRegisterTaken | None) -> PeopleRegister | None:
    """The register that the record took, or None. Raises RefusedError where its copy is gone or was changed."""
    if taken is None:
        return None
    try:
        return register_beside(record.directory, taken)
    except RecordError as error:
        raise RefusedError(f"{error} Nothing was written.") from None


def held_to_register(board: BoardAppointed, register: PeopleRegister, election: Election, day: date) -> BoardAppointed:
    """The board with what the register has of its judges. Raises RefusedError where that is otherwise, or bars one."""
    people = [_person(register, judge) for judge in board.judges]
    judges = tuple(_known(judge, one, election, day) for judge, one in zip(board.judges, people, strict=True))
    acts = {one.designation for one in people}
    by = board.designated_by
    if by is None and len(acts) == 1:
        by = acts.pop()
    return replace(board, judges=judges, designated_by=by, register_sha256=register.hashes[-1])


def check_watcher(account: str, register: PeopleRegister | None, election: Election) -> None:
    """A candidate watches for no party where the own name is voted on (13-13-120(2)). Raises RefusedError."""
    named = () if register is None else register.named(account)
    person = None if register is None else _by_account(register, account) or next(iter(named), None)
    if person is None or person.represents is not Represents.PARTY or not is_candidate(person.name, election):
        return
    raise RefusedError(
        f"{person.called} is poll watcher of {person.of} in the register, and on the ballot: a candidate is no poll "
        "watcher there (13-13-120(2)). Nothing was written. Let the party name somebody else."
    )


def _person(register: PeopleRegister, judge: Judge) -> Person:
    found = _by_account(register, judge.account)
    named = [one for one in register.named(judge.name) if one.account in ("", judge.account)]
    if found is None and len(named) > 1:
        people = "; ".join(one.called for one in named)
        raise _refused(
            judge,
            "one person of the register",
            f"several of this name: {people}",
            "Enter the account of each in the register (column account), and take it anew.",
        )
    if found is None and not named:
        raise _refused(
            judge,
            "somebody whom the register of people has (13-4-102)",
            "the register has nobody of this name or account",
            "Enter the judge with canvass people import, and take the register anew; or name another.",
        )
    person = found or named[0]
    if person.service is not Service.JUDGE:
        expected = "a judge (13-15-112)"
        raise _refused(judge, expected, f"{person.called} is an observer in the register", "Name a judge.")
    return person


def _by_account(register: PeopleRegister, account: str) -> Person | None:
    return next((one for one in register.people if account and one.account == account), None)


def _known(judge: Judge, person: Person, election: Election, today: date) -> Judge:
    """The judge as the register has them. Candidates, electors and certificates are then asked as of every board."""
    if person.oath is not None and person.oath.on > today.isoformat():
        raise _refused(judge, "an oath that was taken (13-4-105)", f"the register has {person.oath.on}", _TAKE)
    if person.party_list is not None and judge.party_list is not None:
        _check_list(judge, person.party_list, judge.party_list)
    oath = _same(
        judge, "the oath (13-4-105)", judge.oath_taken_on or None, None if person.oath is None else person.oath.on
    )
    elector = "a registered elector of the county (13-4-107(1))"
    certificate = "the certificate of instruction (13-4-203(4))"
    return replace(
        judge,
        name=person.name,
        oath_taken_on=oath or "",
        party_list=judge.party_list if person.party_list is None else person.party_list,
        registered_elector=_same(judge, elector, judge.registered_elector, person.elector),
        certificate=_same(judge, certificate, judge.certificate, person.certificate),
        kin=_kin(judge, person, election),
    )


def _check_list(judge: Judge, listed: str, typed: str) -> None:
    if list_of(listed) != list_of(typed):
        words = [f"that of {one!r}" if one != NO_LIST else "no party's" for one in (listed, typed)]
        raise _refused(judge, f"the list of the register, {words[0]} (13-4-102)", f"{words[1]} is typed", _TAKE)


def _same(judge: Judge, what: str, typed: Said | None, known: Said | None) -> Said | None:
    if typed is not None and known is not None and typed != known:
        raise _refused(judge, f"{what} as the register has it, {known}", f"{typed} is typed", _TAKE)
    return typed if known is None else known


def _kin(judge: Judge, person: Person, election: Election) -> tuple[KinOfCandidate, ...] | None:
    """Kin who are candidates now; what the register has of others is of other elections."""
    if person.kin is None:
        return judge.kin
    now = [one for one in person.kin if is_candidate(one.candidate, election)]
    return _each_once([*now, *(judge.kin or ())])


def _each_once(kin: Iterable[KinOfCandidate]) -> tuple[KinOfCandidate, ...]:
    return tuple({(plain(one.candidate), one.judge_is): one for one in kin}.values())


def _refused(judge: Judge, expected: str, found: str, remedy: str) -> RefusedError:
    who = f"{judge.name} ({judge.account})"
    return RefusedError(f"{who} is not appointed: expected {expected}, but {found}. Nothing was written. {remedy}")
