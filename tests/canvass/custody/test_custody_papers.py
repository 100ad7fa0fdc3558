"""A label and a custody log: what the record says, room for ink, and for as much as there may be."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from reportlab.lib.units import inch

from canvass.errors import ExitCode
from canvass.printing.paper import BODY, signatures
from tests.canvass.canvassing.canvassed_record import CanvassedRecord
from tests.canvass.custody.seals_typed import BY, ORDER, SEALED, UNUSED, seals


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_label_and_log_say_the_same_as_the_record_and_leave_room_for_ink(record: Path, tmp_path: Path) -> None:
    assert seals(record, "seal", *SEALED, "--at", "2026-11-03T21:40") == 0
    assert seals(record, "label", "P01-3", "--out", str(tmp_path / "label.pdf")) == 0
    label = text_of(tmp_path / "label.pdf")
    for said in ("ballots voted", "P01-polls", "10421, 10422", "2026-11-03 21:40", "Ada Ash, chief", "13-16-417"):
        assert said in label
    assert seals(record, "open", "P01-3", *ORDER, "--all-whole") == 0
    assert seals(record, "label", "P01-3", "--out", str(tmp_path / "never.pdf")) == ExitCode.WRONG_INPUT
    assert seals(record, "log", "--container", "P01-3", "--out", str(tmp_path / "log.pdf")) == 0
    log = text_of(tmp_path / "log.pdf")
    for said in ("Custody log: container P01-3", "opened for court order, DV-26-14", "Certificate of seals"):
        assert said in log
    first = (tmp_path / "log.pdf").read_bytes()
    assert seals(record, "log", "--precinct", "P01", "--out", str(tmp_path / "log.pdf")) == 0
    assert (tmp_path / "log.pdf").read_bytes() == first, "the same record, the same bytes"


def test_papers_name_an_audit_as_a_ground_in_a_federal_election_alone(record: Path, tmp_path: Path) -> None:
    """13-1-303(1)(a): the packages of others stay sealed for it."""
    local = CanvassedRecord(tmp_path / "local").record
    local.close()
    of_federal, of_local = (record, "P01-polls", "P01"), (local.directory, "north", "P1")
    for directory, batch, precinct in (of_federal, of_local):
        signed = SEALED[SEALED.index("--seal") :]
        assert seals(directory, "seal", "B-1", "--precinct", precinct, "--batch", batch, *signed) == 0
        for paper, container in (("label", ("B-1",)), ("log", ("--container", "B-1"))):
            out = tmp_path / f"{precinct}-{paper}.pdf"
            assert seals(directory, paper, *container, "--out", str(out)) == 0
            words = " ".join(text_of(out).split())
            assert ("audit (13-1-303(1)(b))" in words) is (directory == record)
            assert "recount (13-16-417)" in words


LONG_NAMES = tuple(
    word
    for first, office in (("Ada", "chief"), ("Bo", "judge"), ("Cy", "judge"))
    for word in ("--signer", f"{first} {'Long-' * 38}Name={office}")
)


def test_label_and_log_have_room_for_hundreds_of_seals_and_for_long_names(record: Path, tmp_path: Path) -> None:
    numbers = [f"SEAL-NUMBER-{number}" for number in range(1000, 1400)]
    many = [word for number in numbers for word in ("--seal", number)]
    assert seals(record, "seal", "M", *UNUSED, *many, *LONG_NAMES, *BY) == 0
    assert seals(record, "label", "M", "--out", str(tmp_path / "label.pdf")) == 0
    assert seals(record, "log", "--out", str(tmp_path / "log.pdf")) == 0
    for paper in ("label.pdf", "log.pdf"):
        words = "".join(text_of(tmp_path / paper).split())
        assert [one for one in numbers if one not in words] == []


def test_a_long_name_under_a_signature_is_not_printed_over() -> None:
    one_line, long = signatures(("Ada Ash",)), signatures((f"Ada {'Ash ' * 49}",))
    assert long.wrap(7 * inch, inch)[1] > one_line.wrap(7 * inch, inch)[1] + 3 * BODY.leading
