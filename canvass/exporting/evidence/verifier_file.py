"""`verify.py` of an evidence package: the parts of the verifier joined to one file, for Python 3.9 and later."""

import ast
from pathlib import Path

PARTS = ("verified_ledger.py", "verified_heads.py", "verified_figures.py", "verified_run.py")
_HEAD = '''"""Check an evidence package of Canvass: python3 verify.py FOLDER [--key KEY] [--head FILE|NUMBER:HASH]

Python 3.9 or later, and nothing else. EVIDENCE.md beside this file says each step in words.
Exit code 0: all that can be checked holds; 1: something does not; 2: it could not be checked.
"""

'''


def verifier_file() -> str:
    """The program's text: first what the parts import, then the parts without it."""
    imports: set[str] = set()
    bodies: list[str] = []
    for name in PARTS:
        text = Path(__file__).with_name(name).read_text("utf-8")
        found = [node for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom)]
        imports |= {ast.unparse(node) for node in found if not ast.unparse(node).startswith("from canvass.")}
        bodies.append("\n".join(text.splitlines()[found[-1].end_lineno or 0 :]).strip())
    return _HEAD + "\n".join(sorted(imports)) + "\n\n" + "\n\n\n".join(bodies) + "\n"
