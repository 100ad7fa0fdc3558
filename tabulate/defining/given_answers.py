"""What people answer beside the lists, by the question's key: kept as texts, held to what each may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from tabulate.hours import MONTANA_TIME, is_day, is_reckoned
from tabulate.offices import Office, Territory
from tabulate.printable import says_something

_MOST_CHARACTERS = 300


class KindOfElection(StrEnum):
    """What kind of election it is, in the words of the law."""

    GENERAL = "general"
    PRIMARY = "primary"
    MUNICIPAL = "municipal general"
    MUNICIPAL_PRIMARY = "municipal primary"
    SCHOOL = "school"
    SPECIAL = "special"

    @property
    def nominates(self) -> bool:
        """Whether candidates are nominated, and not yet elected."""
        return self in (KindOfElection.PRIMARY, KindOfElection.MUNICIPAL_PRIMARY)


class WriteInSpace(StrEnum):
    """How many write-in lines a contest of candidates has."""

    AS_SEATS = "as many as seats"
    NONE = "none"


COUNTY, TITLE, DAY, KIND, CLOSING, OWN_OFFICERS, WRITE_INS = (
    "county", "title", "date", "kind", "closing hour", "own officers", "write-in lines",
)  # fmt: skip
OFFICE_OF, TERRITORY_OF, NONPARTISAN_OF = "office of ", "voted on in, ", "nonpartisan, "
_YES, _NO = "yes", "no"


class NotAnAnswer(Exception):  # noqa: N818  (said as such)
    """A text that is no answer to a question; the words say what is."""


@dataclass(frozen=True, slots=True)
class GivenAnswers:
    """All answers so far; a question that nobody answered has none."""

    texts: Mapping[str, str]

    @property
    def county(self) -> str:
        """The county's name; empty where not said."""
        return self.texts.get(COUNTY, "")

    @property
    def title(self) -> str:
        """The election's title; empty where not said."""
        return self.texts.get(TITLE, "")

    @property
    def day(self) -> date | None:
        """Election day."""
        text = self.texts.get(DAY, "")
        return date.fromisoformat(text) if text else None

    @property
    def kind(self) -> KindOfElection | None:
        """What kind of election it is."""
        text = self.texts.get(KIND)
        return KindOfElection(text) if text else None

    @property
    def closing(self) -> datetime | None:
        """When the polls close; None where day or hour is not said."""
        text = self.texts.get(CLOSING, "")
        day = self.day
        return datetime.combine(day, time.fromisoformat(text), MONTANA_TIME) if day and text else None

    @property
    def own_officers(self) -> bool | None:
        """Whether the county shares no officer with another county."""
        return _said(self.texts.get(OWN_OFFICERS, ""))

    @property
    def write_ins(self) -> WriteInSpace | None:
        """The write-in lines of contests whose list says nothing."""
        text = self.texts.get(WRITE_INS)
        return WriteInSpace(text) if text else None

    def office(self, key: str) -> Office | None:
        """What was answered to the question of that key."""
        text = self.texts.get(key)
        return Office(text) if text else None

    def territory(self, contest: str) -> Territory | None:
        """What was answered of a contest."""
        text = self.texts.get(TERRITORY_OF + contest)
        return Territory(text) if text else None

    def nonpartisan(self, contest: str) -> bool | None:
        """What was answered of a contest."""
        return _said(self.texts.get(NONPARTISAN_OF + contest, ""))

    def with_texts(self, texts: Mapping[str, str]) -> "GivenAnswers":
        """These and more; an empty text takes an answer back. Raises NotAnAnswer."""
        for key, text in texts.items():
            if text:
                check_answer(key, text)
        kept = {**self.texts, **texts}
        return GivenAnswers({key: text for key, text in kept.items() if text})


def _said(text: str) -> bool | None:
    return (text == _YES) if text else None


def check_answer(key: str, text: str) -> None:
    """Raises NotAnAnswer, with what would be one."""
    if key in (COUNTY, TITLE):
        if not says_something(text) or len(text) > _MOST_CHARACTERS:
            raise NotAnAnswer(f"{key}: letters on one line, at most {_MOST_CHARACTERS}.")
    elif key == DAY:
        if not is_day(text) or not is_reckoned(date.fromisoformat(text)):
            raise NotAnAnswer(f"{key}: {text[:40]!r} is no day, as 2026-11-03 is.")
    elif key == CLOSING:
        if not _is_hour(text):
            raise NotAnAnswer(f"{key}: {text[:40]!r} is no hour, as 20:00 is.")
    else:
        possible = answers_to(key)
        if not possible:
            raise NotAnAnswer(f"Nothing is asked by {key[:80]!r}.")
        if text not in possible:
            raise NotAnAnswer(f"{key}: {text[:40]!r} is none of: {', '.join(possible)}.")


def _is_hour(text: str) -> bool:
    try:
        return time.fromisoformat(text).strftime("%H:%M") == text
    except ValueError:
        return False


def answers_to(key: str) -> tuple[str, ...]:
    """The words that a question may be answered with; none where any text may be, or nothing is asked so."""
    if key == KIND:
        return tuple(one.value for one in KindOfElection)
    if key == WRITE_INS:
        return tuple(one.value for one in WriteInSpace)
    if key == OWN_OFFICERS or key.startswith(NONPARTISAN_OF):
        return _YES, _NO
    if key.startswith(OFFICE_OF):
        return tuple(one.value for one in Office)
    if key.startswith(TERRITORY_OF):
        return tuple(one.value for one in Territory)
    return ()
