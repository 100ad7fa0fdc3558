"""`canvass publish evidence`: a package that anyone can check without Canvass."""

from pathlib import Path

import click

from canvass import clock
from canvass.attesting.head_keys import HeadSigner
from canvass.attesting.noted_heads import signed_head_in
from canvass.commands.options import named
from canvass.console.text import say
from canvass.disk.whole_folders import check_free_for
from canvass.errors import InputError
from canvass.exporting.evidence.batch_commitments import batch_evidence
from canvass.exporting.evidence.evidence_allowed import check_evidence_allowed
from canvass.exporting.evidence.evidence_bag import keep_evidence
from canvass.exporting.evidence.evidence_package import evidence_package
from canvass.record import open_record
from tabulate.heads.signed_notes import hash_text
from tabulate.hours import MONTANA_TIME
from tabulate.ledger.entries import Access, AccessRecorded
from tabulate.ledger.fold import fold

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("record", type=_FILE)
@click.option("--out", required=True, type=_FILE, help="A folder that is not there yet.")
@click.option("--key", required=True, type=_FILE, help="The file of the election's key: canvass keys make.")
@click.option("--sealed", required=True, type=_FILE, help="A new file for what opens the commitments; never published.")
@click.option("--by", "first", callback=named, required=True, help="The election administrator's name.")
@click.option("--second", callback=named, required=True, help="The name of a second person who looked at it.")
@click.option("--head", "heads", multiple=True, type=_FILE, help="A head signed earlier; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Say what would be kept back, and write and sign nothing.")
def evidence(
    record: Path,
    out: Path,
    key: Path,
    sealed: Path,
    first: str,
    second: str,
    heads: tuple[Path, ...],
    dry_run: bool,
) -> None:
    """Write the evidence of RECORD as a package (BagIt) with a program that checks it. Two people publish it."""
    if first.casefold() == second.casefold():
        raise InputError("One person is named twice. A second one looks at what is published. Nothing was written.")
    HeadSigner(key)
    check_free_for(out)
    if sealed.exists() or sealed.is_symlink() or sealed.resolve().is_relative_to(out.resolve()):
        raise InputError(f"{sealed} is there already, or in the package. Name a new file. Nothing was written.")
    signed_before = [signed_head_in(one) for one in heads]
    with open_record(record) as opened, opened.writing():  # Nobody releases or counts between totals and head.
        state = fold(opened.outlines())
        check_evidence_allowed(opened, state, clock.today(MONTANA_TIME))
        if dry_run:
            say(f"Batches that would stand in one row together: {batch_evidence(state).pooled:,}. Nothing was written.")
            return
        made = evidence_package(opened, state, key, signed_before, (first, second))
        detail = f"evidence of {made.signed.head.size} entries, manifest {made.manifest_sha256}, with {second}"
        opened.append([AccessRecorded(first, "", Access.TOTALS_EXPORTED, detail)])
    keep_evidence(out, made.files, sealed, made.openings)
    for note in made.notes:
        say(note)
    say(f"Signed: {made.signed.head.size:,} entries. Root: {hash_text(made.signed.head.root)}")
    say(f"Written to {out}. Check it: python3 {out}/data/verify.py {out} --key '{made.key_line}'")
    say(f"Seal {sealed} as ballots are: it tells the figures of each batch.")
