"""The door: files and bytes that are, or are not, election definitions."""

import copy
import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabulate.definitions import load_definition, parse_definition
from tabulate.definitions.json_document import MAX_BYTES
from tabulate.election import Election
from tabulate.errors import DefinitionError
from tests.soak import examples
from tests.tabulate.definitions_data import as_bytes, canvass_document, set_at, votingworks_document


def refusal(data: bytes) -> str:
    with pytest.raises(DefinitionError) as refused:
        parse_definition(data)
    return str(refused.value)


@pytest.mark.parametrize("document", [canvass_document(), votingworks_document()], ids=["canvass", "votingworks"])
def test_a_file_of_either_format_is_loaded_and_known_by_its_hash(tmp_path, document):
    file = tmp_path / "election.json"
    file.write_bytes(as_bytes(document))
    election = load_definition(file)
    assert election == parse_definition(as_bytes(document)) == load_definition(str(file))
    assert election.title == "General Election"
    assert election.definition_sha256 == hashlib.sha256(as_bytes(document)).hexdigest()
    assert [layout.card for layout in election.layouts.cards] == [card.id for card in election.cards]


def test_a_byte_order_mark_before_the_json_is_no_obstacle():
    assert parse_definition(b"\xef\xbb\xbf" + as_bytes(canvass_document())).county == "Big Sky"


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path):
    for path in (tmp_path / "absent.json", tmp_path):
        with pytest.raises(DefinitionError, match="Check the name") as refused:
            load_definition(path)
        assert str(path) in str(refused.value)


def test_a_refusal_names_the_file_and_counts_its_problems(tmp_path):
    document = set_at(set_at(canvass_document(), "contests[0].seats", 0), "title", 7)
    file = tmp_path / "general.json"
    file.write_bytes(as_bytes(document))
    with pytest.raises(DefinitionError) as refused:
        load_definition(file)
    votes = "the number of votes a voter has, a whole number from 1 to 100"
    assert str(refused.value).splitlines() == [
        f"The election definition {file} cannot be used: 2 problems.",
        f"  contests[0].seats: found 0; expected {votes}. Correct it.",
        "  title: found 7; expected text of one line. Correct it.",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "an empty file"),
        (b" \n\t", "an empty file"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04...", "a ZIP archive"),
        (b"\xff\xd8\xff\xe0", "a JPEG"),
        (b"<?xml version='1.0'?>", "XML"),
        ('{"title": "Wahl"}'.encode("utf-16"), "byte 1 is not UTF-8"),
        (b'{"title": "Caf\xe9"}', "byte 15 is not UTF-8"),
        (b'{"title": ', "not JSON at line 1, column"),
        (b'{"a": 1}\n{"b": 2}', "not JSON at line 2, column 1"),
        (b"[1, 2]", "JSON that is not an object"),
        (b"null", "JSON that is not an object"),
        (b'"canvass-election/1"', "JSON that is not an object"),
        (b"{}", "begins with nothing"),
        (b'{"name": "package", "version": "1"}', 'begins with "name", "version"'),
        (b'{"format": "canvass-election/2"}', 'format: found "canvass-election/2"; expected "canvass-election/1"'),
        (b'{"format": ["canvass-election/1"]}', "format: found a list of 1 items"),
        (b'{"a": {"b": [1, {"c": 1, "c": 2}]}}', "a.b[1].c: found it more than once"),
        (b'{"a": [1, NaN]}', "a[1]: found something that is no number"),
        (b'{"a": -Infinity}', "a: found something that is no number"),
        (b'{"a": 1e999999999}', "a: found something that is no number"),
        (b'{"a": 1e15}', "a: found something that is no number"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "a: found something that is no number"),
        (b'{"a": 0.' + b"1" * 5000 + b"}", "a: found something that is no number"),
        (b'{"a": "\\ud800"}', "a: found half of a surrogate pair"),
        (b'{"\\ud800": 1}', "half of a surrogate pair"),
        (b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}", "nested more than 32 deep"),
        (b'{"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested more than 32 deep"),
        (b" " * (MAX_BYTES + 1), "more than 32 megabytes"),
    ],
    ids=range(29),
)
def test_what_is_no_definition_is_refused_in_plain_words(data, words):
    message = refusal(data)
    assert words in message
    message.encode("utf-8")


def test_a_file_too_big_is_refused_without_reading_all_of_it(tmp_path):
    file = tmp_path / "huge.json"
    with file.open("wb") as stream:
        stream.truncate(1024**3)
    with pytest.raises(DefinitionError, match="more than 32 megabytes"):
        load_definition(file)


def test_a_long_list_of_problems_is_cut_in_the_message_and_kept_in_the_error():
    document = canvass_document()
    document["parties"] = [{"id": "green", "name": "Green"} for _ in range(60)]
    with pytest.raises(DefinitionError, match=r"59 problems[\s\S]*and 19 more") as refused:
        parse_definition(as_bytes(document))
    assert len(refused.value.problems) == 59


def test_of_a_file_that_is_wrong_a_million_times_over_the_first_problem_is_told():
    document = canvass_document()
    document["precincts"] = [1] * 100_000
    assert "precincts: found a list of 100000 items" in refusal(as_bytes(document))
    document["precincts"] = [1] * 4000
    with pytest.raises(DefinitionError, match="and 460 more") as refused:
        parse_definition(as_bytes(document))
    assert len(refused.value.problems) == 500


def test_a_whole_number_may_be_written_with_a_point_and_means_the_same():
    document = canvass_document()
    document["contests"][0]["seats"] = float(document["contests"][0]["seats"])
    document["layouts"][0]["pages"][0]["rows"] = float(document["layouts"][0]["pages"][0]["rows"])
    written, plain = parse_definition(as_bytes(document)), parse_definition(as_bytes(canvass_document()))
    assert repr(replace(written, definition_sha256="")) == repr(replace(plain, definition_sha256=""))
    document["contests"][0]["seats"] = 1.5
    assert "contests[0].seats: found 1.5; expected the number of votes" in refusal(as_bytes(document))


def test_a_line_feed_at_the_end_is_no_part_of_an_id():
    document = canvass_document()
    document["contests"][0]["id"] += "\n"
    assert "contests[0].id: found" in refusal(as_bytes(document))


_JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 500),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.sampled_from(["", "write-in-0", "north", "yes", "p1", "2026-02-30", "\u0000"]),
    st.just([]),
    st.just({}),
    st.just([1, "a", None, {}]),
    st.just({"id": "ames", "name": "x"}),
)


def election_or_refusal(data: bytes) -> Election | DefinitionError:
    try:
        return parse_definition(data)
    except DefinitionError as refused:
        return refused


@settings(max_examples=examples(200))
@given(st.sampled_from([canvass_document(), votingworks_document()]), st.data())
def test_whatever_is_spoiled_the_answer_is_an_election_or_a_named_problem(original, data):
    document = copy.deepcopy(original)
    for _ in range(data.draw(st.integers(1, 3))):
        inside = document
        while True:
            keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if isinstance(inside[key], dict | list) and data.draw(st.integers(0, 9)):
                inside = inside[key]
                continue
            if data.draw(st.booleans()):
                inside[key] = copy.deepcopy(data.draw(_JUNK))
            else:
                del inside[key]
            break
    answer = election_or_refusal(as_bytes(document))
    problems = answer.problems if isinstance(answer, DefinitionError) else ()
    assert isinstance(answer, Election) or problems
    assert all(problem.expected and problem.found and problem.remedy for problem in problems)
