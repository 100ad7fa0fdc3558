"""A page says names: what a refusal has by id, contests, choices and precincts, is said as people know it."""

import pytest

from canvass.accounts.roles import Role
from canvass.errors import RefusedError
from canvass.web.naming.named import in_names_of
from tabulate.election import Contest, Election
from tests.canvass.web.served_records import Site

FORMS = (
    "Contest {0!r}: {1!r}.",
    "({0}) and ({1})",
    "no contest {0}; choice {1}, twice",
    "contest {0}: {1}",
    "contest {0}|{1}",
)


def choices_of(election: Election) -> list[tuple[Contest, str, str]]:
    """Each contest with each of its choices, by id and by name."""
    return [(one, id_, name) for one in election.contests for id_, name in one.names.items()]


def test_every_contest_and_choice_is_said_by_name_in_every_form_of_a_refusal(site: Site) -> None:
    election = site.record.election
    assert len(choices_of(election)) > 30
    for contest, choice, name in choices_of(election):
        for form in FORMS:
            said = in_names_of(election, form.format(contest.id, choice))
            assert contest.title in said, said
            assert name in said, said
            assert choice not in said.replace(name, ""), said


def test_every_precinct_is_said_by_name_after_its_noun_and_only_there(site: Site) -> None:
    for one in site.record.election.precincts:
        said = in_names_of(
            site.record.election, f"Precinct {one.id} has 3 ballots; no precinct {one.id!r}. {one.id}-polls"
        )
        assert said == f"Precinct {one.name} has 3 ballots; no precinct {one.name}. {one.id}-polls"


@pytest.mark.parametrize(
    "words",
    [
        "Batch ab-001, sheet 22: 13-15-206(4)(b).",
        "For or against; yes or no. Nothing was written.",
        "canvass outside cvrs RECORD --from-x 2026-11-03",
        "",
    ],
)
def test_other_words_stay_as_they_are(site: Site, words: str) -> None:
    assert in_names_of(site.record.election, words) == words


def test_a_name_beside_its_id_is_said_once(site: Site) -> None:
    contest = site.record.election.contests[0]
    assert in_names_of(site.record.election, f"{contest.title} ({contest.id}): no.") == f"{contest.title}: no."


def test_a_refusal_of_a_page_has_names_and_is_still_harmless(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    contest = site.record.election.contests[0]

    def refuse(*_: object) -> None:
        raise RefusedError(f"<b>The election has no contest {contest.id!r}.</b>")

    monkeypatch.setattr("canvass.deciding.decisions.Deciding.enter", refuse)
    clerk = site.client(Role.ELECTION_ADMINISTRATOR)
    shown = clerk.post("/board/boards/mode/", {"mode": "own screens"}, follow=True).content.decode()
    assert f"&lt;b&gt;The election has no contest {contest.title}." in shown
