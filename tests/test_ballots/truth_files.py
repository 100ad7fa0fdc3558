"""A deck's truth file, and what it must say of a truth."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from test_ballots.voters.true_marks import FILE_NAME, DeckTruth


def written_truth(folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    return document


def as_written(truth: DeckTruth[Any], schema: str) -> dict[str, Any]:
    """The truth's fields, all of them, as JSON gives them back."""
    fields: dict[str, Any] = json.loads(json.dumps(asdict(truth)))
    return {"schema": schema, **fields}
