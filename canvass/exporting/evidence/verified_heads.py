"""Steps V4 and V5: heads as C2SP notes over the tree of RFC 6962, and Ed25519 by itself (RFC 8032).

A part of the program that goes into every package as verify.py, by Python's standard library alone.
"""

import base64
import hashlib
import os

from canvass.exporting.evidence.verified_ledger import Asked, EvidencePackage, Json, demand, ledger, shown

Point = tuple[int, int, int, int]
Note = tuple[str, int, bytes, str, list[tuple[str, bytes]]]
Key = tuple[str, bytes, bytes]
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
UNCHAINED = {1: ". NOT CHECKED: whether the ledger, of format 1, goes through it", 2: ""}


def root(leaves: list[bytes]) -> bytes:
    """The root of RFC 6962 over leaf hashes."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + root(leaves[:split]) + root(leaves[split:])).digest()


def leaves_of(entries: list[Json]) -> list[bytes]:
    """The leaf of every entry."""
    return [hashlib.sha256(b"\x00" + bytes.fromhex(one["hash"])).digest() for one in entries]


def base64_of(text: str) -> bytes:
    """The bytes that a text in base64 says."""
    raw = base64.b64decode(text, validate=True)
    demand(base64.b64encode(raw).decode() == text, "base64 in an unusual way: " + shown(text))
    return raw


def note_of(text: str) -> Note:
    """Origin, size and root of a signed head, the text that is signed, and its signatures."""
    body, parted, below = text.rpartition("\n\n")
    lines = body.split("\n")
    demand(parted and len(lines) == 3 and below.endswith("\n"), "no signed head: " + shown(text))
    demand(lines[1].isascii() and lines[1].isdigit() and str(int(lines[1])) == lines[1], "no number of entries")
    signatures = []
    for line in below[:-1].split("\n"):
        dash, name, signature = ([*line.split(" "), "", ""])[:3]
        demand(dash == "\u2014" and line.count(" ") == 2, "no line of a signature: " + shown(line))
        signatures.append((name, base64_of(signature)))
    return lines[0], int(lines[1]), base64_of(lines[2]), body + "\n", signatures


def key_of(text: str) -> Key:
    """Name, id and 32 bytes of a public line NAME+ID+KEY."""
    name, _, rest = text.strip().partition("+")
    number, _, encoded = rest.partition("+")
    raw = base64_of(encoded)
    own = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    demand(len(raw) == 33 and raw[:1] == b"\x01" and own.hex() == number, "no public line: " + shown(text))
    return name, own, raw[1:]


def add(one: Point, other: Point) -> Point:
    """The sum of two points of Ed25519, in extended coordinates."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, point: Point) -> Point:
    """A multiple of a point."""
    total: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def point_of(raw: bytes) -> Point:
    """The point that 32 bytes say."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    demand(len(raw) == 32 and y < P, "no point of the curve")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * SQRT_OF_MINUS_1 % P
    demand(x * x % P == square and not (x == 0 and sign), "no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature holds (RFC 8032)."""
    base = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or scalar >= ORDER:
        return False
    hashed = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = times(scalar, base), add(point_of(signature[:32]), times(hashed, point_of(public)))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


def check_signed(note: Note, key: Key) -> None:
    """The key's signature stands below the head, and holds."""
    name, number, public = key
    own = [raw[4:] for signer, raw in note[4] if signer == name and raw[:4] == number]
    demand(own, "not signed by " + shown(name))
    demand(all(is_signed(public, one, note[3].encode()) for one in own), f"a signature of {shown(name)} is false")


def key_asked(package: EvidencePackage, asked: Asked) -> Key:
    """The key that was given, or else the one that the package names itself."""
    given = [line[13:] for line in package.text("bag-info.txt").splitlines() if line.startswith("Canvass-Key: ")]
    demand(asked["key"] or len(given) == 1, "bag-info.txt names no key")
    return key_of(asked["key"] or given[0])


def check_head(package: EvidencePackage, asked: Asked) -> str:
    """V4: the head is over this ledger, and the county signed it and every file."""
    entries, form = ledger(package)
    key, note, seal = key_asked(package, asked), note_of(package.text("checkpoint")), note_of(package.text("seal"))
    demand(note[0] == key[0], f"the head is of {shown(note[0])}, the key of {shown(key[0])}")
    check_signed(note, key)
    if form == 2:
        demand(note[1] == len(entries), f"the head is of {note[1]} entries, the ledger has {len(entries)}")
        demand(root(leaves_of(entries)) == note[2], "the root is not that of these entries")
    demand(seal[:2] == (note[0] + "/evidence", note[1]), "the seal is of another package")
    demand(seal[2] == hashlib.sha256(package.raw("manifest-sha256.txt")).digest(), "the seal is over other files")
    check_signed(seal, key)
    said = f"{note[1]} entries, root {base64.b64encode(note[2]).decode()}" + UNCHAINED[form]
    return said if asked["key"] else said + ". COMPARE THE KEY with the county's notice: " + shown(key[0])


def check_heads(package: EvidencePackage, asked: Asked) -> str:
    """V5: heads that were signed or noted earlier are of this ledger."""
    entries, form = ledger(package)
    key, leaves = key_asked(package, asked), leaves_of(entries) if form == 2 else []
    notes = [one["note"] for one in package.lines("data/ledger/heads.jsonl")]
    demand(package.text("checkpoint") in notes, "the package's own head is not among the heads")
    saved = [one for one in asked["heads"] if ":" not in one or os.path.exists(one)]
    for name in saved:
        with open(name, encoding="utf-8", newline="") as file:
            notes.append(file.read())
    sizes: dict[int, bytes] = {}
    for text in notes:
        note = note_of(text)
        check_signed(note, key)
        demand(note[0] == key[0], "a head of another ledger: " + shown(note[0]))
        demand(sizes.setdefault(note[1], note[2]) == note[2], f"two heads of {note[1]} entries differ")
        if form == 2:
            demand(note[1] <= len(leaves), f"a head of {note[1]} entries; the ledger was cut")
            demand(root(leaves[: note[1]]) == note[2], f"the ledger does not go through the head of {note[1]} entries")
    for one in (one for one in asked["heads"] if one not in saved):
        number, _, sha256 = one.partition(":")
        hashes = {str(entry["number"]): entry.get("hash") for entry in entries}
        demand(hashes.get(number) == sha256, "the ledger does not go through " + shown(one))
    return f"{len(notes) + len(asked['heads']) - len(saved)} heads" + UNCHAINED[form]
