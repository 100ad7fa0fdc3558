"""Whether two forms of one paper have the same facts: each day, hash, hour and figure of its CSV stands in its JSON."""

from __future__ import annotations

import csv
import io
import re

_SECTIONS = re.compile(r"\d{1,2}-\d{1,2}-\d{3}(?:\(\w+\))*(?:, -\d{3})*")
"""Of the law; a paper for programs need not say them."""
_FACT = re.compile(r"\d{4}-\d\d-\d\d|[0-9a-f]{16,}|\b\d\d:\d\d\b|\d[\d,]*\.?\d+|\d")


def facts_missing(in_csv: str, in_json: str) -> list[str]:
    """What the CSV says and the JSON does not; commas of thousands tell none apart."""
    cells = "|".join(cell for row in csv.reader(io.StringIO(in_csv)) for cell in row)
    facts = dict.fromkeys(_FACT.findall(_SECTIONS.sub("", cells)))
    return [one for one in facts if one not in in_json and one.replace(",", "") not in in_json]
