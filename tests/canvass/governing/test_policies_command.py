"""The county's policies of the count as a document: a draft, then adopted, and adopted anew (13-15-206(8))."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from tests.canvass.canvassing.canvassed_record import entries, pages_of
from tests.canvass.retaining.test_retention_command import definition, made

BY = ("--by", "Dee Clerk")
WORDS = ("--place", "the courthouse, room 2", "--hours", "from 8 a.m.", "--notice", "posted ten days before")
ADOPTED = ("--adopted-by", "the county commissioners", "--adopted-on", "2026-09-01", *BY)


def policies(verb: str, given: Path, *words: object) -> ExitCode:
    return ExitCode(run(["policies", verb, str(given), *map(str, words)]))


def shown(record: Path, folder: Path) -> dict[str, Any]:
    place = folder / "policies.json"
    place.unlink(missing_ok=True)
    assert policies("show", record, "--out", place) == ExitCode.DONE
    found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return found


def test_a_draft_is_written_for_a_definition_and_says_that_it_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "definition.json"
    file.write_bytes(definition("governor", "2026-11-03"))
    assert policies("draft", file, *WORDS, "--out", tmp_path / "draft.pdf") == ExitCode.DONE
    text = " ".join(pages_of(tmp_path / "draft.pdf"))
    for words in (
        "DRAFT: not adopted",
        "the courthouse, room 2",
        "13-15-206(8)(d)",
        "13-15-206(8)(e)",
        "two must agree",
        "Mon 2026-11-02",
        "poll watchers",
        "How the law is read",
    ):
        assert words in text
    for form in ("html", "csv", "json"):
        assert policies("draft", file, *WORDS, "--out", tmp_path / f"draft.{form}") == ExitCode.DONE
    capsys.readouterr()
    assert policies("draft", file, *WORDS) == ExitCode.DONE
    assert "Place, time and notice" in capsys.readouterr().out


def test_adopted_policies_are_kept_and_the_last_ones_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = made(tmp_path, "governor")
    assert policies("show", record) == ExitCode.WRONG_INPUT
    assert "No policies are adopted" in capsys.readouterr().err
    assert policies("adopt", record, *WORDS, *ADOPTED) == ExitCode.DONE
    first = shown(record, tmp_path)
    assert (first["adopted"]["by"], first["readings"]["identifying-mark"]) == (
        "the county commissioners",
        "two-of-three",
    )
    again = ("--objections", "With any judge, in writing.", *WORDS)
    assert policies("adopt", record, *again, *ADOPTED) == ExitCode.DONE
    said = ("identifying-mark", "all-three", "--ground", "opinion 7", "--on", "2026-09-01")
    assert run(["readings", str(record), *said, "--by", "Dee Clerk"]) == ExitCode.DONE
    second = shown(record, tmp_path)
    assert second["objections"] == "With any judge, in writing."
    assert second["adopted"]["entry"] > first["adopted"]["entry"]
    assert second["readings"]["identifying-mark"] == "all-three", "as the law is read now"


def test_no_draft_has_an_empty_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = made(tmp_path, "governor")
    assert policies("draft", record, *WORDS, "--place", " ") == ExitCode.WRONG_INPUT
    said = capsys.readouterr()
    assert ("it says nothing" in said.err, said.out) == (True, "")


def test_the_countys_own_words_stand_in_every_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = made(tmp_path, "governor")
    own = {
        "security": "Two keys lie with two people.",
        "observation": "Behind the rope.",
        "objections": "With any judge.",
        "public-record": "At the counter.",
    }
    options = [word for name, words in own.items() for word in (f"--{name}", words)]
    capsys.readouterr()
    assert policies("draft", record, *WORDS, *options) == ExitCode.DONE
    forms = {"words": capsys.readouterr().out}
    for form in ("csv", "html", "json", "pdf"):
        place = tmp_path / f"own.{form}"
        assert policies("draft", record, *WORDS, *options, "--out", place) == ExitCode.DONE
        forms[form] = " ".join(pages_of(place)) if form == "pdf" else place.read_text("utf-8")
    for form, text in forms.items():
        for words in own.values():
            assert words in text, form


def test_what_is_no_policy_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = made(tmp_path, "governor")
    before = entries(record)
    for words, said in (
        (("--place", "", *WORDS[2:], *ADOPTED), "it says nothing"),
        (
            (*WORDS, "--public-record", " ", *ADOPTED),
            "it says nothing. Nothing was written. Say it with --public-record",
        ),
        (("--place", "x" * 2_001, *WORDS[2:], *ADOPTED), "words of at most 2,000 letters"),
        (("--place", "a\u202eb", *WORDS[2:], *ADOPTED), "characters that are no letters"),
        (
            (*WORDS, *ADOPTED[:2], "--adopted-on", "2099-01-01", *BY),
            "the day of adoption (13-15-206(8)), as 2026-11-25, not after",
        ),
        ((*WORDS, *ADOPTED, "--at", "2099-01-01T09:00"), "has not come"),
    ):
        assert policies("adopt", record, *words) == ExitCode.WRONG_INPUT, words
        assert said in capsys.readouterr().err
    assert entries(record) == before
