"""Step V11, and all steps in order.

A part of the program that goes into every package as verify.py, by Python's standard library alone.
"""

import binascii
import csv
import os
import sys
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections import Counter

from canvass.exporting.evidence.verified_figures import (
    check_audit,
    check_commitments,
    check_files,
    check_strips,
    check_totals,
)
from canvass.exporting.evidence.verified_heads import check_head, check_heads
from canvass.exporting.evidence.verified_ledger import (
    Asked,
    DoesNotHold,
    EvidencePackage,
    check_bag,
    check_chain,
    check_definition,
    demand,
    ledger,
    shown,
)

USAGE = "python3 verify.py FOLDER [--key KEY|FILE] [--head FILE|NUMBER:HASH] [--opened FILE]"


def check_rest(package: EvidencePackage, asked: Asked) -> str:
    """V11: what nobody can check with the public part alone."""
    entries, _form = ledger(package)
    closed = Counter(one["public_kind"] for one in entries if "body" not in one)
    for kind, count in sorted(closed.items()):
        print(f"    closed: {count:6d} {shown(kind)}")
    count = sum(closed.values())
    return f"{count} closed entries. A court needs their salts and bodies: verify.py --opened FILE checks them"


STEPS = (
    ("the bag: every file as its hash says", check_bag),
    ("the definition that the ledger names", check_definition),
    ("the chain of the ledger, and what it hides", check_chain),
    ("the head, and the county's signatures", check_head),
    ("heads seen earlier", check_heads),
    ("sums of the totals", check_totals),
    ("pictures", check_strips),
    ("the audit", check_audit),
    ("commitments, and what was opened", check_commitments),
    ("tables and other programs' files", check_files),
    ("what the public part cannot show", check_rest),
)
BROKEN = (
    *(DoesNotHold, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OverflowError),
    *(ET.ParseError, zipfile.BadZipFile, binascii.Error, csv.Error, RuntimeError, EOFError, zlib.error),
)


def main(words: list[str]) -> int:
    """All steps, each said as it runs; the exit code."""
    asked: Asked = {"key": "", "heads": [], "opened": ""}
    folder, names = "", iter(words)
    try:
        for word in names:
            if word == "--head":
                asked["heads"].append(next(names))
            elif word in ("--key", "--opened"):
                given = next(names)
                if word == "--opened" or os.path.isfile(given):
                    with open(given, encoding="utf-8") as file:
                        given = file.read()
                asked[word[2:]] = given
            elif word.startswith("-") or folder:
                raise StopIteration
            else:
                folder = word
        package = EvidencePackage(folder or os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
        demand("bagit.txt" in package.files, "no package")
    except (StopIteration, OSError, UnicodeDecodeError, DoesNotHold) as error:
        print(f"It cannot be checked: {shown(error)}\n{USAGE}")
        return 2
    wrong = 0
    for number, (name, step) in enumerate(STEPS, 1):
        try:
            print(f"V{number} {name}: ok, {step(package, asked)}")
        except BROKEN as error:
            wrong += 1
            print(f"V{number} {name}: WRONG, {shown(error)}")
        except OSError as error:
            print(f"V{number} {name}: cannot be checked, {shown(error)}")
            return 2
    print(f"{wrong} of {len(STEPS)} steps do not hold." if wrong else "All that can be checked holds.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
