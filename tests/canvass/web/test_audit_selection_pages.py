"""The selection's pages: precincts are drawn by the rolls and on the days that the law allows; rehearsals draw none."""

from datetime import timedelta
from typing import Any

import pytest

from audit.dice import parse_rolls
from audit.events.before import ResultsPublished
from audit.opening import open_audit
from audit.selection import PRECINCTS
from canvass.auditing.drawing import freezing, rolling
from tests.canvass.web.audit_begun import said, sure
from tests.canvass.web.audit_site import EA, ROLLS, SOS, state_of
from tests.canvass.web.served_records import Site


def test_nothing_is_selected_before_the_unofficial_results(fresh: Site) -> None:
    fresh.client(EA).post("/audit/open/", {"sure": "yes"})
    answer = said(fresh, SOS, "/audit/selection/freeze/")
    assert "Refused under 13-17-503(1)" in answer
    assert state_of(fresh).selection.lists == ()


def frozen(site: Site, *rolls: str) -> None:
    """The results public, the lists frozen, and these rolls made, on a day of the selection."""
    today = site.served.today
    with site.served.audit.turn() as turn:
        turn.take(open_audit(site.record.election), ResultsPublished(today, "ab" * 32, 200))
        turn.take(*freezing(turn.state, today))
        for faces in parse_rolls(", ".join(rolls), 2):
            turn.take(rolling(turn.state.selection, PRECINCTS, faces, None, "Dee"))


def test_no_roll_is_recorded_after_the_last_day_of_the_selection(fresh: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen(fresh)
    given: dict[str, Any] = {"list": PRECINCTS, "roll_number": "1", "die_red": "6", "die_white": "5"}
    after = fresh.served.today + timedelta(days=2)
    monkeypatch.setattr("canvass.clock.today", lambda _zone: after)
    answer = said(fresh, SOS, "/audit/selection/roll/", **given)
    assert "outside the days of the selection" in answer
    assert state_of(fresh).selection.lists[0].draw.outcomes == ()
    said(fresh, SOS, "/audit/rehearsal/freeze/")
    said(fresh, SOS, "/audit/rehearsal/roll/", **sure(given))
    assert len(state_of(fresh).rehearsal.lists[0].draw.outcomes) == 1


def test_who_selects_by_the_rules_rolls_where_no_other_name_is_typed(fresh: Site) -> None:
    frozen(fresh)
    page = fresh.client(EA).get("/audit/selection/").content.decode()
    assert 'name="rolled_by" value="the board of state canvassers"' in page
    roll: dict[str, Any] = {"list": PRECINCTS, "roll_number": "1", "die_red": "6", "die_white": "5"}
    asked = said(fresh, EA, "/audit/selection/roll/", **roll)
    assert "Do the dice show this?" in asked
    assert "Larkspur 65" in asked
    assert state_of(fresh).selection.lists[0].draw.outcomes == ()
    other = sure(roll) | {"die_white": "6"}
    assert "Do the dice show this?" in said(fresh, EA, "/audit/selection/roll/", **other), "sure of another roll"
    assert state_of(fresh).selection.lists[0].draw.outcomes == ()
    said(fresh, EA, "/audit/selection/roll/", **sure(roll))
    assert "out of order" in said(fresh, EA, "/audit/selection/roll/", **sure(roll)), "sent twice, recorded once"
    assert len(state_of(fresh).selection.lists[0].draw.outcomes) == 1
    assert state_of(fresh).selection.lists[0].rollers == ("the board of state canvassers",)


def test_a_selection_that_is_not_drawn_is_not_said_to_be_announced(fresh: Site) -> None:
    frozen(fresh, *ROLLS[:-1])
    answer = said(fresh, SOS, "/audit/selection/announce/")
    assert "The drawing of precincts is not complete" in answer
    assert "The selection is announced." not in answer
    assert state_of(fresh).announced is None


def test_a_rehearsal_never_becomes_the_selection(fresh: Site) -> None:
    fresh.client(EA).post("/audit/open/", {"sure": "yes"})
    said(fresh, SOS, "/audit/rehearsal/freeze/")
    roll: dict[str, Any] = {"list": "precincts", "roll_number": "1", "die_red": "6", "die_white": "5", "rolled_by": "x"}
    answer = said(fresh, SOS, "/audit/rehearsal/roll/", **sure(roll))
    assert "REHEARSAL. This is not the selection." in answer
    assert "Larkspur 65" in answer
    state = state_of(fresh)
    assert (state.rehearsal.lists[0].draw.sample, state.selection.lists) == ((65,), ())
    shown = fresh.client().get("/audit/selection/").content.decode()
    assert "REHEARSAL" not in shown
    assert "rehearsal" not in fresh.client().get("/audit/published/published.json").content.decode().replace(
        '"rehearsal": false', ""
    )


@pytest.mark.parametrize(
    ("faces", "number", "words"),
    [(("11", "5"), "1", "shows 0 to 9"), (("x", "5"), "1", "no face of a die"), (("6", "5"), "2", "out of order")],
)
def test_a_roll_that_cannot_be_is_refused_and_not_recorded(
    fresh: Site, faces: tuple[str, str], number: str, words: str
) -> None:
    fresh.client(EA).post("/audit/open/", {"sure": "yes"})
    said(fresh, EA, "/audit/rehearsal/freeze/")
    roll: dict[str, Any] = {"list": "precincts", "roll_number": number, "die_red": faces[0], "die_white": faces[1]}
    for given in (roll, sure(roll)):
        assert words in said(fresh, EA, "/audit/rehearsal/roll/", **given)
    assert state_of(fresh).rehearsal.lists[0].draw.outcomes == ()
