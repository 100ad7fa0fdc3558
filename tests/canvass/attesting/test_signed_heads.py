"""Heads of a record by command: signed, proved, witnessed, and refused where they do not continue what was seen."""

import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from canvass.attesting.head_keys import HeadSigner
from canvass.attesting.last_heads import heads_file
from canvass.attesting.ledger_tree import leaves_of
from canvass.cli import run
from canvass.record import open_record
from tabulate.heads.merkle import root_of
from tabulate.heads.signed_notes import SignedHead, signed_head_of
from tests.canvass.audited_county import CountedCounty
from tests.tabulate.test_heads import HEAD, NOTE, PUBLIC

NAME, WITNESS = "larkspur.example/canvass/2026-11-03", "clerk-of-court.example/witness"
Says = Callable[..., tuple[int, str]]


@pytest.fixture
def says(capsys: pytest.CaptureFixture[str]) -> Says:
    def command(*arguments: object) -> tuple[int, str]:
        code = run(list(map(str, arguments)))
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


@pytest.fixture
def folder(tmp_path: Path, says: Says) -> Path:
    """A record with a key and a witness's key beside it."""
    with CountedCounty(tmp_path / "record", precincts=3).record:
        pass
    assert says("keys", "make", tmp_path / "key", "--name", NAME)[0] == 0
    assert says("keys", "make", tmp_path / "seen", "--name", WITNESS, "--witness")[0] == 0
    return tmp_path


def grow(record: Path, number: int = 1) -> None:
    with open_record(record) as opened:
        county = CountedCounty.__new__(CountedCounty)
        county.record, county._pictured = opened, "none"  # type: ignore[assignment]
        county._cards = {card.precinct: card for card in opened.election.cards}
        county.count_precinct(number, ballots=2)


def sign(says: Says, folder: Path, out: str, record: str = "record") -> tuple[int, str]:
    return says("head", "sign", folder / record, "--key", folder / "key", "--out", folder / out)


def note(folder: Path, name: str) -> SignedHead:
    return signed_head_of((folder / name).read_text())


def test_the_published_signature_comes_from_the_published_key(tmp_path: Path) -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    file = tmp_path / "key"
    file.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (tmp_path / "key.pub").write_text(PUBLIC + "\n")
    assert SignedHead(HEAD, (HeadSigner(file).sign(HEAD),)).text == NOTE


def test_a_head_is_signed_proved_witnessed_and_checked_without_the_record(folder: Path, says: Says) -> None:
    record = folder / "record"
    assert sign(says, folder, "first")[0] == 0
    with open_record(record) as opened:
        leaves, head = leaves_of(opened), opened.head()
    assert (note(folder, "first").head.size, note(folder, "first").head.root) == (head.number, root_of(leaves))
    public, own = folder / "key.pub", folder / "seen"
    seen = ("--of", public, "--key", own, "--out")
    assert says("witness", folder / "first", *seen, folder / "first.seen")[0] == 0
    grow(record)
    assert sign(says, folder, "second")[0] == 0
    link = ("head", "link", record, "--head", folder / "second", "--from", folder / "first", "--out", folder / "link")
    assert says(*link)[0] == 0
    assert says("witness", folder / "link", *seen, folder / "second.seen")[0] == 0
    assert len(note(folder, "second.seen").signatures) == 2
    keys = ("--key", public, "--key", folder / "seen.pub")
    code, said = says("head", "check", folder / "second.seen", *keys)
    assert code == 0
    assert f"Signed by {NAME}." in said
    assert f"Seen and signed by the witness {WITNESS}: 20" in said
    code, said = says("head", "check", folder / "link", "--key", public, "--from", folder / "first")
    assert (code, "nothing before it was changed" in said) == (0, True)
    prove = ("head", "prove", record, "--head", folder / "second", "--entry", head.number, "--out", folder / "proof")
    assert says(*prove)[0] == 0
    code, said = says("head", "check", folder / "proof", "--key", public, "--hash", head.hash)
    assert (code, f"number {head.number} of the head" in said) == (0, True)
    code, said = says("head", "check", folder / "proof", "--key", public, "--hash", "0" * 64)
    assert (code, "DOES NOT PROVE" in said) == (4, True)
    noted = ("--head", folder / "first", "--head", f"{head.number}:{head.hash}", "--head-key", public)
    code, said = says("verify", record, *noted)
    assert (code, f"goes through 2 heads noted elsewhere, signed by {NAME}" in said) == (0, True)
    with open_record(record) as opened:
        # Nothing of it is in the record.
        assert opened.head().number == note(folder, "second").head.size


def test_a_head_is_noted_as_pages_and_papers_have_it(folder: Path, says: Says) -> None:
    record, whole = folder / "record", "ab" * 32
    code, said = says("verify", record, "--head", f"1,203 {whole}")
    assert (code, f"entry 1,203 is not {whole}" in said) == (4, True)
    for in_part in (f"203:{whole[:16]}", f"203 {whole[:10]}...", f"203:{whole}a", f"1,20:{whole}"):
        code, said = says("verify", record, "--head", in_part)
        assert (code, "is no whole head. Its hash has 64 digits" in said) == (3, True)


def test_a_signature_is_asked_for_only_where_a_signed_head_is_named(folder: Path, says: Says) -> None:
    """Else the record would verify, and nobody's signature would have been looked at."""
    with open_record(folder / "record") as opened:
        head = opened.head()
    for heads in ((), ("--head", f"{head.number}:{head.hash}")):
        code, said = says("verify", folder / "record", *heads, "--head-key", folder / "key.pub")
        assert (code, "no signed head is named" in said) == (3, True)


def test_a_restored_older_copy_and_one_that_went_another_way_are_not_signed(folder: Path, says: Says) -> None:
    shutil.copytree(folder / "record", folder / "older")
    grow(folder / "record")
    assert sign(says, folder, "first")[0] == 0
    assert sign(says, folder, "again")[0] == 0
    assert (folder / "first").read_bytes() == (folder / "again").read_bytes()
    code, said = sign(says, folder, "no", "older")
    assert (code, "does not continue them" in said, (folder / "no").exists()) == (4, True, False)
    grow(folder / "older", 2)
    assert sign(says, folder, "no", "older")[0] == 4
    grow(folder / "older", 3)
    code, said = sign(says, folder, "no", "older")
    assert (code, "does not continue them" in said, (folder / "no").exists()) == (4, True, False)
    code, said = says("verify", folder / "older", "--head", folder / "first", "--json")
    assert (code, "are not those of the head" in said) == (4, True)
    assert json.loads(said.splitlines()[0])["verifies"] is False
    with open_record(folder / "record") as opened:
        head = opened.head()
    code, said = says("verify", folder / "older", "--head", f"{head.number}:{head.hash}")
    assert (code, "does not go through the head that was noted" in said) == (4, True)


def test_a_witness_signs_nothing_that_does_not_continue_what_it_saw(folder: Path, says: Says) -> None:
    """The county's own key signs a rewritten ledger: whoever has seen the first head finds it."""
    shutil.copytree(folder / "record", folder / "other")
    grow(folder / "record", 1)
    grow(folder / "other", 2)
    assert sign(says, folder, "first")[0] == 0
    seen = ("--of", folder / "key.pub", "--key", folder / "seen", "--out", folder / "cosigned")
    assert says("witness", folder / "first", *seen)[0] == 0
    heads_file(folder / "key").unlink()
    grow(folder / "other", 3)
    assert sign(says, folder, "rewritten", "other")[0] == 0
    size = note(folder, "first").head.size
    cut = folder / "cut"
    (folder / "empty").write_text(f"old {size}\n\n{(folder / 'rewritten').read_text()}")
    cut.write_text(f"old 0\n\n{(folder / 'rewritten').read_text()}")
    code, said = says("witness", folder / "empty", *seen)
    assert (code, "DOES NOT CONTINUE" in said) == (4, True)
    code, said = says("witness", cut, *seen)
    assert (code, f"the head that was seen last has {size}" in said) == (3, True)
    changed = (folder / "first").read_text().replace(f"\n{size}\n", f"\n{size + 1}\n")
    (folder / "changed").write_text(changed)
    code, said = says("head", "check", folder / "changed", "--key", folder / "key.pub")
    assert (code, "does not hold" in said) == (4, True)


def test_a_key_is_its_owners_alone_and_never_written_over(folder: Path, says: Says) -> None:
    assert stat.S_IMODE((folder / "key").stat().st_mode) == 0o600
    code, said = says("keys", "make", folder / "key", "--name", NAME)
    assert (code, "never written over" in said) == (3, True)
    code, said = says("keys", "show", folder / "key")
    assert (code, said.strip()) == (0, (folder / "key.pub").read_text().strip())
    assert says("keys", "make", folder / "new", "--name", "two words")[0] == 3
    assert not (folder / "new").exists()


def test_keys_and_files_that_are_none_are_said_in_words(folder: Path, says: Says) -> None:
    code, said = says("head", "sign", folder / "record", "--key", folder / "seen", "--out", folder / "no")
    assert (code, "is a witness's key" in said) == (3, True)
    (folder / "seen.pub").write_text((folder / "key.pub").read_text())
    code, said = says("head", "sign", folder / "record", "--key", folder / "seen", "--out", folder / "no")
    assert (code, "are of different keys" in said) == (3, True)
    heads_file(folder / "key").write_text("[1]")
    code, said = sign(says, folder, "no")
    assert (code, "does not say what was signed last" in said) == (3, True)
    (folder / "key").write_bytes(b"\x00\xff")
    code, said = sign(says, folder, "no")
    assert (code, "is no key that signs heads" in said) == (3, True)
    (folder / "junk").write_bytes(b"\xff\xfe")
    for command in (
        ("head", "check", folder / "junk", "--key", PUBLIC),
        ("verify", folder / "record", "--head", folder / "junk"),
        ("witness", folder / "junk", "--of", PUBLIC, "--key", folder / "seen", "--out", folder / "no"),
    ):
        code, said = says(*command)
        assert (code, "no text in UTF-8" in said) == (3, True)
    assert not (folder / "no").exists()


def test_a_long_name_is_told_from_a_file(folder: Path, says: Says) -> None:
    """A disk has no names of more than 255 bytes: a key's line may be longer, and so may what was noted wrong."""
    assert says("keys", "make", folder / "long", "--name", "\N{LATIN SMALL LETTER E WITH ACUTE}" * 200)[0] == 0
    assert says("head", "sign", folder / "record", "--key", folder / "long", "--out", folder / "head")[0] == 0
    line = (folder / "long.pub").read_text().strip()
    code, said = says("head", "check", folder / "head", "--key", line)
    assert (code, "Signed by" in said) == (0, True)
    code, said = says("verify", folder / "record", "--head", f"3:{'a' * 300}")
    assert (code, "Its hash has 64 digits" in said) == (3, True)


def test_a_proof_from_the_empty_ledger_is_checked_without_an_earlier_head(folder: Path, says: Says) -> None:
    assert sign(says, folder, "first")[0] == 0
    assert says("head", "link", folder / "record", "--head", folder / "first", "--out", folder / "link")[0] == 0
    code, said = says("head", "check", folder / "link", "--key", folder / "key.pub")
    assert (code, "begins at the empty ledger" in said) == (0, True)
    other = (folder / "link").read_text().replace("old 0\n", "old 1\n")
    (folder / "link").write_text(other)
    code, said = says("head", "check", folder / "link", "--key", folder / "key.pub")
    assert (code, "Name that one: --from FILE" in said) == (3, True)
