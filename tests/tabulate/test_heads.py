"""The tree, its proofs and the notes: vectors that others published, and every small tree."""

from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.heads.merkle import (
    consistency_path,
    inclusion_path,
    is_consistent,
    is_included,
    leaf_hash,
    root_of,
)
from tabulate.heads.proof_texts import ConsistencyProof, InclusionProof, consistency_of, inclusion_of
from tabulate.heads.signed_notes import (
    KeyKind,
    NoteKey,
    NoteRefused,
    NoteSignature,
    SignedHead,
    TreeHead,
    head_of,
    key_of,
    signed_head_of,
)

DATA = tuple(
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
"""The leaves with which Certificate Transparency is tested."""
LEAVES = tuple(map(leaf_hash, DATA))
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
NAME = "cascade.example/canvass/2026-11-03"


def _first_bytes(path: tuple[bytes, ...]) -> list[str]:
    return [one[:8].hex() for one in path]


def test_published_roots() -> None:
    assert {size: root_of(LEAVES[:size]).hex() for size in ROOTS} == ROOTS


def test_published_paths() -> None:
    assert _first_bytes(inclusion_path(LEAVES, 0)) == ["96a296d224f285c6", "5f083f0a1a33ca07", "6b47aaf29ee3c2af"]
    assert _first_bytes(inclusion_path(LEAVES[:7], 5)) == ["bc1a0643b12e4d2d", "b08693ec2e721597", "d37ee418976dd957"]
    assert _first_bytes(consistency_path(LEAVES[:7], 3)) == [
        "0298d122906dcfc1",
        "07506a85fd9dd2f1",
        "fac54203e7cc696c",
        "837dbb152e9b0790",
    ]
    assert _first_bytes(consistency_path(LEAVES[:7], 4)) == ["837dbb152e9b0790"]
    assert _first_bytes(consistency_path(LEAVES, 6)) == ["0ebc5d3437fbe2db", "ca854ea128ed050b", "d37ee418976dd957"]


def test_the_leaf_of_the_ledgers_example_entry() -> None:
    entry = bytes.fromhex("2f3f3056dd83adfecb2ac2feb5c2d477dd41392ceb1ba58f8455e55294470880")
    assert leaf_hash(entry).hex() == "ad9b9624332677b81ed729c95412ccc32582fa605c64e06fdc71061178a2e7f1"


def test_every_proof_of_every_small_tree_holds_and_no_other() -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(20)]
    for size in range(1, 21):
        root = root_of(leaves[:size])
        for index in range(size):
            path = inclusion_path(leaves[:size], index)
            assert is_included(leaves[index], index, size, path, root)
            assert not is_included(leaves[index], (index + 1) % size, size, path, root) or size == 1
            assert not is_included(leaves[index], index, size, (*path, root), root)
            assert not is_included(leaf_hash(b"another"), index, size, path, root)
        for old in range(size + 1):
            path, before = consistency_path(leaves[:size], old), root_of(leaves[:old])
            assert is_consistent(old, before, size, root, path)
            assert not is_consistent(old, leaf_hash(b"another"), size, root, path)
            assert not is_consistent(old, before, size, root, (*path, root))
            if path:
                assert not is_consistent(old, before, size, leaf_hash(b"another"), path)
                assert not is_consistent(old, before, size, root, path[:-1])


def test_a_leaf_cannot_pass_as_a_node() -> None:
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != root_of(LEAVES[:2])
    assert root_of(()) == sha256(b"").digest()


HEAD = TreeHead(NAME, 8, bytes.fromhex(ROOTS[8]))
PUBLIC = "cascade.example/canvass/2026-11-03+2379ebec+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
NOTE = f"""{NAME}
8
XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

\u2014 {NAME} I3nr7EBXF53ExFSaNAKAGJ4gz8uLrcQD0KhTbGA4UebhPqYx0HzwMRoJZXRMcifTTzfVp6ZW5hOCXw9ij1ssc8ooZQA=
"""


def test_the_published_note_is_read_and_written_byte_for_byte() -> None:
    found = signed_head_of(NOTE)
    assert found.head == HEAD
    assert found.text == NOTE
    key = key_of(PUBLIC)
    assert (str(key), key.kind, key.name) == (PUBLIC, KeyKind.LEDGER, NAME)
    assert found.signatures[0].claims(key)
    assert not found.signatures[0].claims(NoteKey(NAME, KeyKind.WITNESS, key.public))


def test_proofs_as_texts_come_back_and_hold() -> None:
    entry = DATA[5].ljust(32, b"x")
    leaves = [*LEAVES[:5], leaf_hash(entry), *LEAVES[6:]]
    signed = SignedHead(TreeHead(NAME, 8, root_of(leaves)), signed_head_of(NOTE).signatures)
    inclusion = InclusionProof(5, inclusion_path(leaves, 5), signed)
    assert inclusion_of(inclusion.text) == inclusion
    assert inclusion.holds_for(entry)
    assert not inclusion.holds_for(entry[::-1])
    proof = ConsistencyProof(3, consistency_path(leaves, 3), signed)
    assert consistency_of(proof.text) == proof
    assert proof.holds_for(TreeHead(NAME, 3, root_of(leaves[:3])))
    assert not proof.holds_for(TreeHead("another.example", 3, root_of(leaves[:3])))
    assert not proof.holds_for(TreeHead(NAME, 4, root_of(leaves[:4])))
    with pytest.raises(NoteRefused, match="no proof"):
        inclusion_of(proof.text)
    with pytest.raises(NoteRefused, match="no such proof"):
        consistency_of(inclusion.text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        NOTE.replace("\n8\n", "\n08\n"),
        NOTE.replace("\n8\n", "\n-8\n"),
        NOTE.replace("\n8\n", "\n8\nmore\n"),
        NOTE.replace("Qyg=", "Qyh="),
        NOTE.replace("\u2014", "-"),
        NOTE.removesuffix("\n"),
        NOTE.replace("cascade", "cas cade"),
        NOTE.replace("\n", "\r\n"),
        NOTE + f"\u2014 {NAME} AAAA\n",
        NOTE + NOTE.split("\n")[-2].join("\n" * 200),
    ],
)
def test_what_is_no_signed_head_is_refused_in_words(text: str) -> None:
    with pytest.raises(NoteRefused):
        signed_head_of(text)


@pytest.mark.parametrize("text", ["", "a+b", PUBLIC.replace("2379ebec", "2379ebed"), PUBLIC[:-4], f"a {PUBLIC}"])
def test_what_is_no_key_is_refused_in_words(text: str) -> None:
    with pytest.raises(NoteRefused):
        key_of(text)


@given(st.text())
def test_no_text_makes_a_reader_fall_over(text: str) -> None:
    for read in (signed_head_of, head_of, key_of, inclusion_of, consistency_of):
        for whole in (text, f"{HEAD.text}\n{text}", f"c2sp.org/tlog-proof@v1\nindex 1\n{text}\n{NOTE}"):
            with suppress(NoteRefused):
                read(whole)


def test_seventeen_signatures_are_read() -> None:
    more = tuple(NoteSignature(f"witness-{number}.example", b"abcd", bytes(72)) for number in range(16))
    signed = SignedHead(HEAD, (*signed_head_of(NOTE).signatures, *more))
    assert signed_head_of(signed.text) == signed
