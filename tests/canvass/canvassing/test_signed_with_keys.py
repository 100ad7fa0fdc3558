"""Papers signed with own keys: by command, each change breaks it, keys are in no ledger, older accounts go on."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.keys.signing_keys import made_key, signed
from canvass.record import open_record
from tabulate.board.signing.signing_entries import PaperSigned, SigningKeyMade
from tabulate.ledger.fold import fold
from tests.canvass.canvassing.canvassed_record import adopted, county, entries, pages_of, report_of

PASSWORD = "nine wet herons at dusk"
OTHER = "geese over the river"
SIGN = ("--name", "Ann Ash", "--title", "county commissioner")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A command with a password on stdin."""

    def command(*words: object, password: str = PASSWORD) -> ExitCode:
        monkeypatch.setattr("sys.stdin", StringIO(f"{password}\n"))
        return ExitCode(run([*map(str, words), "--password-stdin"]))

    return command


@pytest.fixture
def report(record: Path, tmp_path: Path, typed: Any) -> int:
    """The entry of the adopted report; Ann, Bo and an administrator have accounts."""
    for name, full_name in (("ann", "Ann Ash"), ("bo", "Bo Birch"), ("cy", "Cy Cole")):
        assert typed("user", "add", record, name, "--role", "observer", "--full-name", full_name) == ExitCode.DONE
    adopted(record, tmp_path)
    with open_record(record) as opened:
        return fold(opened.outlines()).board.office.canvass.reports[-1][0]


def listed(record: Path, capsys: pytest.CaptureFixture[str]) -> dict[int, Any]:
    capsys.readouterr()
    run(["signatures", str(record), "--json"])
    return {one["entry"]: one for one in json.loads(capsys.readouterr().out)["papers"]}


def test_a_report_is_signed_by_each_with_the_own_key_and_anyone_can_check_it(
    record: Path, report: int, typed: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = report_of(record, tmp_path)
    sent = tmp_path / "sent.zip", tmp_path / "again.zip"
    assert county(record, "send", "--out", sent[0], "--by", "Dee Clerk") == ExitCode.DONE
    assert listed(record, capsys)[report]["not_signed_with_a_key"] == ["Ann Ash", "Bo Birch"]
    assert typed("sign", record, report, "--account", "ann", *SIGN, "--at", "2026-11-17T11:00") == ExitCode.DONE
    assert "Not signed with a key yet: Bo Birch." in capsys.readouterr().out
    words = ("--account", "BO", "--name", "bo  BIRCH", "--title", "county commissioner")
    assert typed("sign", record, report, *words) == ExitCode.DONE
    found = listed(record, capsys)[report]
    assert found["not_signed_with_a_key"] == []
    for one in found["signatures"]:
        assert one["holds"]
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(one["public_key"]))
        key.verify(bytes.fromhex(one["signature"]), one["message"].encode())
        prefix, _, body = one["message"].partition("\n")
        said = json.loads(body)
        assert (prefix, said["entry"], said["paper_sha256"]) == (
            "canvass-signature/1",
            report,
            before["figures_sha256"],
        )
    after = report_of(record, tmp_path)
    assert after["figures_sha256"] == before["figures_sha256"], "a signature changes no figure"
    assert [one["name"] for one in after["signed_with_keys"]] == ["Ann Ash", "bo BIRCH"]
    assert county(record, "report", "--out", tmp_path / "report.pdf") == ExitCode.DONE
    paper = " ".join(pages_of(tmp_path / "report.pdf"))
    for words_shown in ("Signed with own keys (ARM 44.2.301(4))", "county commissioner", "Ann Ash", "11:00"):
        assert words_shown in paper
    assert county(record, "send", "--out", sent[1]) == ExitCode.DONE
    assert sent[1].read_bytes() == sent[0].read_bytes(), "what was sent stays as it was"
    assert run(["verify", str(record)]) == ExitCode.DONE
    assert run(["signatures", str(record)]) == ExitCode.DONE
    assert f"Entry {report:,}, Report of the county canvass: Ann Ash" in capsys.readouterr().out


def test_only_public_keys_are_in_the_ledger_and_a_private_one_opens_with_its_password_alone(
    record: Path, report: int
) -> None:
    from canvass.accounts.models import Account
    from canvass.commands.user import with_accounts

    with with_accounts(record):
        account = Account.objects.get(name="ann")
        public, sealed = account.signing_public, account.signing_sealed
    ledger = b"".join(file.read_bytes() for file in record.glob("ledger.sqlite3*"))
    assert public.encode() in ledger
    assert sealed.encode() not in ledger
    assert len(bytes.fromhex(sealed)) == 16 + 12 + 32 + 16, "salt, nonce, the key and its tag"
    with open_record(record) as opened:
        made = [one for one in opened.entries() if isinstance(one, SigningKeyMade)]
    assert [(one.account, one.name) for one in made] == [("ann", "Ann Ash"), ("bo", "Bo Birch"), ("cy", "Cy Cole")]


@pytest.mark.parametrize(
    ("account", "words", "password", "said"),
    [
        ("ann", SIGN, "not the password", "The name or the password is not right"),
        ("nobody", SIGN, PASSWORD, "The name or the password is not right"),
        ("ann", ("--name", "Bo Birch", "--title", "x"), PASSWORD, "Everyone signs with the own account"),
        ("cy", ("--name", "Cy Cole", "--title", "x"), PASSWORD, "bears the signatures of Ann Ash, Bo Birch"),
        ("ann", ("--name", "\u200d", "--title", "x"), PASSWORD, "is no name"),
        ("ann", ("--name", "Ann Ash", "--title", " "), PASSWORD, "says nothing"),
    ],
)
def test_whoever_is_not_the_signer_signs_nothing(
    record: Path,
    report: int,
    typed: Any,
    capsys: pytest.CaptureFixture[str],
    account: str,
    words: tuple[str, ...],
    password: str,
    said: str,
) -> None:
    assert typed("sign", record, report, "--account", account, *words, password=password) == ExitCode.WRONG_INPUT
    assert said in capsys.readouterr().err
    assert listed(record, capsys)[report]["signatures"] == []


def test_what_is_no_paper_and_what_is_signed_already_is_refused(
    record: Path, report: int, typed: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (1, report - 1, 999_999):
        assert typed("sign", record, number, "--account", "ann", *SIGN) == ExitCode.WRONG_INPUT
        assert "is of no paper that people sign" in capsys.readouterr().err
    assert typed("sign", record, report, "--account", "ann", *SIGN) == ExitCode.DONE
    before = entries(record)
    assert typed("sign", record, report, "--account", "ann", *SIGN) == ExitCode.WRONG_INPUT
    assert "one signature of Ann Ash under a paper" in capsys.readouterr().err
    assert entries(record) == before


def test_a_changed_password_keeps_the_key_and_one_that_others_chose_ends_it(
    record: Path, report: int, typed: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was signed with the key before still holds."""
    assert typed("sign", record, report, "--account", "ann", *SIGN) == ExitCode.DONE
    assert typed("user", "password", record, "ann", "--choose-own", password=OTHER) == ExitCode.DONE
    capsys.readouterr()
    bo = ("--account", "bo", "--name", "Bo Birch", "--title", "county commissioner")
    assert typed("user", "password", record, "bo", "--choose-own", password=OTHER) == ExitCode.DONE
    assert typed("sign", record, report, *bo, password=OTHER) == ExitCode.WRONG_INPUT
    assert "Somebody else chose the password of bo" in capsys.readouterr().err
    assert typed("user", "password", record, "bo", password=PASSWORD) == ExitCode.DONE
    assert typed("sign", record, report, *bo) == ExitCode.DONE
    found = listed(record, capsys)[report]["signatures"]
    assert [one["holds"] for one in found] == [True, True]
    with open_record(record) as opened:
        made = [one for one in opened.entries() if isinstance(one, SigningKeyMade)]
    keys = [one.public_key for one in made if one.account == "bo"]
    assert len(set(keys)) == 2
    assert found[1]["public_key"] == keys[-1]


CHANGES = [
    {"name": "ANN ASH"},
    {"title": "sheriff"},
    {"at": "2026-11-18T11:00-07:00"},
    {"paper_sha256": "ab" * 32},
    {"entry_hash": "ab" * 32},
    {"called": "Declaration of results"},
    {"signature": "12" * 64},
    {"entry": 1},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_verify_names_a_signature_that_does_not_fit(
    record: Path, report: int, change: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody with the database and a key of their own writes what `canvass sign` would not."""
    key = made_key("theirs")
    with open_record(record) as opened:
        row = next(one for one in opened.ledger(report - 1))
        own = row.entry()
        paper = own.paper  # type: ignore[union-attr]
        said = PaperSigned(
            report, row.hash, paper.title, paper.sha256, "eve", "Ann Ash", "county commissioner",
            "2026-11-17T11:00-07:00", key.public_hex,
        )  # fmt: skip
        right = replace(said, signature=signed(key, "theirs", [said.message])[0])
        opened.append([SigningKeyMade("eve", "Ann Ash", key.public_hex), replace(right, **change)])
    assert run(["verify", str(record)]) == ExitCode.RECORD_BROKEN
    assert "signature of " in capsys.readouterr().err
    assert run(["signatures", str(record)]) in (ExitCode.RECORD_BROKEN, ExitCode.DONE)
    said_of_it = capsys.readouterr().err
    assert "DOES NOT HOLD" in said_of_it or change == {"entry": 1}


def test_the_own_key_under_a_paper_that_names_others_does_not_hold_and_stands_for_none_of_them(
    record: Path, report: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """The signature is right, and the ledger's order too: whom the paper names is asked at each reading."""
    key = made_key("theirs")
    with open_record(record) as opened:
        row = next(one for one in opened.ledger(report - 1))
        paper = row.entry().paper  # type: ignore[union-attr]
        said = PaperSigned(
            report, row.hash, paper.title, paper.sha256, "eve", "Eve Elm", "sheriff",
            "2026-11-17T11:00-07:00", key.public_hex,
        )  # fmt: skip
        right = replace(said, signature=signed(key, "theirs", [said.message])[0])
        opened.append([SigningKeyMade("eve", "Eve Elm", key.public_hex), right])
    found = listed(record, capsys)[report]
    assert [one["holds"] for one in found["signatures"]] == [False]
    assert found["not_signed_with_a_key"] == ["Ann Ash", "Bo Birch"]
    assert run(["verify", str(record)]) == ExitCode.RECORD_BROKEN
    assert "the paper bears the signatures of Ann Ash, Bo Birch" in capsys.readouterr().err


def test_a_signature_that_does_not_hold_leaves_its_signer_lacking(
    record: Path, report: int, capsys: pytest.CaptureFixture[str]
) -> None:
    key = made_key("theirs")
    with open_record(record) as opened:
        row = next(one for one in opened.ledger(report - 1))
        paper = row.entry().paper  # type: ignore[union-attr]
        said = PaperSigned(
            report, row.hash, paper.title, paper.sha256, "ann2", "Ann Ash", "county commissioner",
            "2026-11-17T11:00-07:00", key.public_hex, "12" * 64,
        )  # fmt: skip
        opened.append([SigningKeyMade("ann2", "Ann Ash", key.public_hex), said])
    assert listed(record, capsys)[report]["not_signed_with_a_key"] == ["Ann Ash", "Bo Birch"]


def test_a_key_that_the_ledger_does_not_know_is_entered_as_it_is_used(
    record: Path, report: int, typed: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """As after a stop between the two databases, or with an older copy of the ledger."""
    from canvass.accounts.models import Account
    from canvass.commands.user import with_accounts

    key = made_key(PASSWORD)
    with with_accounts(record):
        Account.objects.filter(name="ann").update(signing_public=key.public_hex, signing_sealed=key.sealed_hex)
    assert typed("sign", record, report, "--account", "ann", *SIGN) == ExitCode.DONE
    (one,) = listed(record, capsys)[report]["signatures"]
    assert (one["holds"], one["public_key"]) == (True, key.public_hex)
    assert run(["verify", str(record)]) == ExitCode.DONE


def test_with_an_older_copy_of_the_accounts_the_key_of_then_is_followed_by_a_new_one(
    record: Path, report: int, typed: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ledger has a later key of the account. The older one signs no more, and nobody is locked out of signing."""
    from canvass.accounts.models import Account
    from canvass.commands.user import with_accounts

    with with_accounts(record):
        older = Account.objects.filter(name="ann").values("password", "signing_public", "signing_sealed").get()
    assert typed("user", "password", record, "ann", password=OTHER) == ExitCode.DONE
    with with_accounts(record):
        Account.objects.filter(name="ann").update(**older)
    assert typed("sign", record, report, "--account", "ann", *SIGN) == ExitCode.DONE
    (one,) = listed(record, capsys)[report]["signatures"]
    assert one["holds"]
    assert one["public_key"] != older["signing_public"]
    assert run(["verify", str(record)]) == ExitCode.DONE


def test_accounts_of_before_there_were_keys_have_one_once_they_sign(
    record: Path, report: int, typed: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from canvass.accounts.models import Account
    from canvass.commands.user import with_accounts

    with with_accounts(record):
        Account.objects.filter(name="ann").update(signing_public="", signing_sealed="")
    assert typed("sign", record, report, "--account", "ann", *SIGN) == ExitCode.DONE
    (one,) = listed(record, capsys)[report]["signatures"]
    assert one["holds"]
    assert run(["verify", str(record)]) == ExitCode.DONE
