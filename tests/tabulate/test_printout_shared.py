"""Device printouts that came with the real ballots, where they are at hand: every code gives its truth's votes."""

import json
from pathlib import Path

import pytest

from imaging.sheets import Reason, ReasonCode
from tabulate.definitions import load_definition
from tabulate.printouts.coded import CodedVotes
from tabulate.printouts.decoding import decode_codes
from tests.tabulate.printout_makers import qr

_TRUTHS = sorted((Path(__file__).parents[3] / "shared" / "ballots").glob("*/truth.json"))
_ACCEPTED = {"device-sample": frozenset({"b52e9f4728bb34e7ff48"})}
"""Printed with an earlier edition of its definition."""


@pytest.mark.skipif(not _TRUTHS, reason="the real ballots are not part of the repository")
def test_every_shared_printout_is_decoded_to_the_votes_of_its_truth():
    decoded = 0
    for file in _TRUTHS:
        truth = json.loads(file.read_text(encoding="utf-8"))
        for sheet in truth["sheets"]:
            if "votes" not in sheet:
                continue
            election = load_definition(file.parent / "election.json")
            held = next(page["qr"] for page in sheet["pages"] if page.get("qr"))
            accepted = _ACCEPTED.get(truth["set"], frozenset())
            for payload in (bytes.fromhex(held["payload_hex"]), held["text"].encode()):
                coded = decode_codes([qr(payload)], election, accepted)
                assert isinstance(coded, CodedVotes), coded
                assert (coded.style.id, coded.precinct) == (sheet["ballotStyleId"], sheet["precinctId"])
                votes = {
                    one.contest: [*one.choices, *(f"write-in:{name}" for name in one.write_ins)]
                    for one in coded.contests
                }
                assert votes == sheet["votes"]
                assert coded.test is held["decoded"]["testMode"]
                if accepted:
                    refused = decode_codes([qr(payload)], election)
                    assert isinstance(refused, Reason)
                    assert refused.code is ReasonCode.OTHER_EDITION
            decoded += 1
    assert decoded >= 3
