"""The evidence package of a record: what anyone may check, with the program and the rules to check it by.

It says no more than the complete release says of votes. Whatever shows a ballot, or how it was decided, is in it as a
digest with a salt: it chains, and a court can open it (tabulate/LEDGER.md).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from canvass import VERSION
from canvass.attesting.head_keys import HeadSigner
from canvass.attesting.ledger_tree import check_in_ledger, leaves_of
from canvass.attesting.signing_heads import sign_record
from canvass.exporting.evidence.batch_commitments import BatchEvidence, batch_evidence
from canvass.exporting.evidence.evidence_bag import MANIFEST, bagged
from canvass.exporting.evidence.evidence_totals import totals_files
from canvass.exporting.evidence.public_ledger import public_ledger
from canvass.exporting.evidence.verifier_file import verifier_file
from canvass.exporting.export_folder import ExportFile, json_bytes
from canvass.exporting.names_shown import name_shown
from canvass.exporting.public_figures import PublicFigures, public_figures
from tabulate.heads.signed_notes import SignedHead, TreeHead
from tabulate.ledger.chain import verify_chain
from tabulate.ledger.state import RecordState
from tabulate.publication.cells import DISSENT, FEWEST

if TYPE_CHECKING:
    from canvass.record.store import Record

RULES_PAGE = Path(__file__).with_name("EVIDENCE.md")


@dataclass(frozen=True, slots=True)
class EvidencePackageMade:
    """A package before it is written."""

    files: tuple[ExportFile, ...]
    openings: bytes
    """What opens its commitments: sealed, never in the package."""
    signed: SignedHead
    key_line: str
    notes: tuple[str, ...]
    """What is kept back, in numbers."""

    @property
    def manifest_sha256(self) -> str:
        """What the seal is over: the hash of the list of files."""
        return next(sha256(one.content).hexdigest() for one in self.files if one.name == MANIFEST)


def evidence_package(
    record: "Record", state: RecordState, key: Path, heads: Sequence[SignedHead], people: Sequence[str]
) -> EvidencePackageMade:
    """Sign the head, and make the package at it. `people` are the two who publish.

    Raises InputError for a head of another ledger or no key, RecordError for an older copy, RefusedError, SealedError.
    """
    figures, signer = public_figures(record), HeadSigner(key)
    batches = batch_evidence(state)
    for one in heads:
        check_in_ledger(leaves_of(record), one)
    signed = sign_record(record, key)
    rows = verify_chain(islice(record.ledger(), signed.head.size))
    payload = (
        *_definitions(record, state),
        ExportFile("data/settings.json", _settings(state)),
        ExportFile("data/ledger/public.jsonl", public_ledger(rows)),
        ExportFile("data/ledger/heads.jsonl", _heads((*heads, signed))),
        *totals_files(figures),
        batches.manifest,
        batches.commitments,
        ExportFile("data/EVIDENCE.md", RULES_PAGE.read_bytes()),
        ExportFile("data/README.html", _readme(figures, signed, str(signer.key)).encode()),
        ExportFile("data/verify.py", verifier_file().encode()),
    )

    def sealing(manifest: bytes) -> Sequence[ExportFile]:
        head = TreeHead(f"{signer.key.name}/evidence", signed.head.size, sha256(manifest).digest())
        seal = SignedHead(head, (signer.sign(head),))
        return ExportFile("checkpoint", signed.text.encode()), ExportFile("seal", seal.text.encode())

    files = bagged(payload, _about(figures, str(signer.key), people), sealing)
    return EvidencePackageMade(files, batches.openings, signed, str(signer.key), _notes(state, batches))


def _definitions(record: "Record", state: RecordState) -> list[ExportFile]:
    numbers = ("", *(f"-{one.number}" for one in state.editions))
    names = [f"definition{number}.json" for number in numbers]
    return [ExportFile(f"data/{name}", (record.directory / name).read_bytes()) for name in names]


def _settings(state: RecordState) -> bytes:
    opened = [batch.opened.thresholds for batch in state.batches.values()]
    thresholds = sorted({(one.marginal_permille, one.definite_permille, one.writing_permille) for one in opened})
    found = {
        "format": "canvass-evidence/1",
        "canvass": VERSION,
        "ledger_format": state.opened.ledger_format,
        "fewest": FEWEST,
        "dissent": DISSENT,
        "small_precincts": "pool",
        "images": "none",
        "authority": "",
        "thresholds_permille": [list(one) for one in thresholds],
    }
    return json_bytes(found)


def _heads(heads: Sequence[SignedHead]) -> bytes:
    in_order = sorted({one.text: one.head.size for one in heads}.items(), key=lambda one: one[1])
    return "".join(json.dumps({"note": text}) + "\n" for text, _ in in_order).encode("ascii")


def _about(figures: PublicFigures, key_line: str, people: Sequence[str]) -> tuple[tuple[str, str], ...]:
    county, day = name_shown(figures.county), figures.election.date.isoformat()
    return (
        ("Source-Organization", county),
        ("Bagging-Date", figures.at.date().isoformat()),
        ("External-Identifier", f"canvass-MT-{county}-{day}-evidence-{figures.number}"),
        ("Bag-Group-Identifier", f"canvass-MT-{county}-{day}"),
        *(("Contact-Name", name_shown(one)) for one in people),
        ("Canvass-Key", key_line),
    )


def _notes(state: RecordState, batches: BatchEvidence) -> tuple[str, ...]:
    return (
        f"Batches in one row together, because they are few sheets or of a held kind: {batches.pooled:,}.",
        "No pictures of ballots: no authority to publish any is recorded.",
        *([] if state.opened.ledger_format > 1 else ["The ledger is of format 1: its chain cannot be in the package."]),
    )


def _readme(figures: PublicFigures, signed: SignedHead, key_line: str) -> str:
    title, county = escape(name_shown(figures.election.title)), escape(name_shown(figures.county))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Evidence: {title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body {{ max-width: 40em; margin: auto; padding: 1em; font-family: sans-serif; overflow-wrap: anywhere }}
pre {{ white-space: pre-wrap }}</style>
</head><body><h1>Evidence of {title}</h1>
<p>{county}, {figures.election.date.isoformat()}. {signed.head.size:,} entries of the ledger.</p>
<h2>Check it by a program</h2>
<p>Copy the county's public key from its printed notice. Then, in the folder above this one:</p>
<pre>python3 data/verify.py . --key '{escape(key_line)}'</pre>
<p>Compare the key above with the notice: whoever makes a whole package anew, makes a key anew, too.</p>
<p>Whoever falsifies a package can falsify verify.py, too. Compare it with that of Canvass, or of another package.</p>
<p>EVIDENCE.md says each step, so that you can write a program of your own.</p>
<h2>Check it by hand</h2>
<ol><li><code>sha256sum -c manifest-sha256.txt</code>: no file was changed.</li>
<li>Add a contest's rows of <code>totals/precincts.csv</code>. They make <code>totals/county.csv</code>.</li>
<li>Compare the root in <code>checkpoint</code> with the one that was read out at the canvass.</li></ol>
<h2>What is kept back, and why</h2>
<p>Entries on single ballots and their decisions, times of batches, figures of batches, pictures: they could show how
somebody voted. Each entry has a digest in the chain, and each batch a commitment: a court can open them.</p>
</body></html>
"""
