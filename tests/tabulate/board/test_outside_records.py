"""Cast vote records of another system: taken by the names that hold, and settled difference by difference."""

from dataclasses import replace

import pytest

from tabulate.board.errors import NotAllowed
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.outside.record_entries import DifferenceFinding, RecordsEntry
from tabulate.board.outside.records_taken import RecordsTaken
from tests.tabulate.later_outside_entries import NAMED
from tests.tabulate.later_record_entries import FOUND, RECORDS
from tests.tabulate.ledger_makers import MAYOR

COUNTS = OutsideCounts(mappings=((3, NAMED),))
NOW = replace(RECORDS, mapping=3)
SEEN = replace(FOUND, records=4)


def after(*entries: RecordsEntry) -> RecordsTaken:
    taken = RecordsTaken()
    for number, entry in enumerate(entries, start=4):
        taken.check(entry, COUNTS)
        taken.take(number, entry)
    return taken


def test_a_later_finding_takes_the_place_of_one_before_it() -> None:
    taken = after(NOW, SEEN, replace(SEEN, finding=DifferenceFinding.MACHINE))
    assert {key: one.finding for key, (_, one) in taken.found.items()} == {("50113", MAYOR): DifferenceFinding.MACHINE}


def test_records_taken_anew_have_no_findings_yet() -> None:
    assert after(NOW, SEEN, NOW).found == {}


REFUSED: dict[str, tuple[RecordsEntry, ...]] = {
    "no file": (replace(NOW, files=()),),
    "an empty file": (replace(NOW, files=(replace(NOW.files[0], size_bytes=0),)),),
    "a hash that is none": (replace(NOW, content_sha256="AB" * 32),),
    "no record": (replace(NOW, records=0, keyed=0),),
    "more numbers than records": (replace(NOW, records=2, keyed=3),),
    "names that hold no more": (replace(NOW, mapping=2),),
    "a finding without records": (SEEN,),
    "a finding on earlier records": (NOW, NOW, SEEN),
    "a finding on no record": (NOW, replace(SEEN, key="")),
    "a note that steers a screen": (NOW, replace(SEEN, note="a\x1b[2J")),
    "nobody": (NOW, replace(SEEN, entered_by=" ")),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_follow_is_refused(what: str) -> None:
    with pytest.raises(NotAllowed):
        after(*REFUSED[what])
