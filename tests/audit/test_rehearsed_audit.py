"""A rehearsal of the whole audit: held on any day, said to be one wherever it goes, and never taken for the audit."""

from dataclasses import replace
from datetime import date

import pytest

from audit.certification import definitive_figures
from audit.errors import PublicationError
from audit.events.selecting import ListFrozen
from audit.publication import publish, replay, replay_real
from tests.audit.audits import Audit, opened

LONG_AFTER = date(2025, 6, 2)


def rehearsed() -> Audit:
    real = opened(4)
    return Audit(replace(real, rehearsal=True, election_title=f"REHEARSAL of {real.election_title}"))


def test_its_lists_are_frozen_on_a_day_on_which_the_audit_s_are_not() -> None:
    for audit, taken in ((rehearsed(), True), (Audit(opened(4)), False)):
        audit.appoint().publish_results()
        (numbered,) = [one for one in audit.lists() if one.drawn == "precincts"]
        event = ListFrozen(numbered, numbered.sha256(), LONG_AFTER)
        if taken:
            audit.do(event)
        else:
            assert audit.refusal(event).rule == "13-17-505"


def test_it_goes_through_to_the_certificate_and_gives_the_canvass_nothing() -> None:
    audit = rehearsed().begin()
    unit = audit.first_unit
    audit.prepare(unit).tally(unit, [300, 280]).count_all().certify()
    assert audit.state.certified is not None
    assert definitive_figures(audit.state) == ()
    assert definitive_figures(Audit(opened(4)).begin().count_all().state) != ()


def test_its_published_file_says_what_it_is_and_is_taken_by_nobody() -> None:
    text = publish(rehearsed().begin().count_all().certify().events)
    assert replay(text).report.election_title.startswith("REHEARSAL of ")
    with pytest.raises(PublicationError, match="The file is of a rehearsal"):
        replay_real(text)
