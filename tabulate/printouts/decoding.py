"""From the barcodes of a page to one ballot: which format they are, and whether they say the same."""

from collections.abc import Sequence

from imaging.sheets import PrintedCode, Reason, ReasonCode, Symbology
from tabulate.election import Election
from tabulate.printouts.canvass_code import PREFIX, decode_qr
from tabulate.printouts.canvass_lines import check_lines, is_line, is_whole, lines_expected
from tabulate.printouts.coded import CodedVotes
from tabulate.printouts.device_table import decode_values
from tabulate.printouts.votingworks_code import decode_votingworks, is_votingworks

_MOST_CODES = 1000
_DECODERS = 2


def decode_codes(
    codes: Sequence[PrintedCode], election: Election, accepted_hashes: frozenset[str] = frozenset()
) -> CodedVotes | Reason:
    """The ballot that a page's barcodes hold, or why it is set aside. Never raises, whatever they hold.

    A page has one QR code, with our lines beside it if it is ours, or only values of the definition's table. Anything
    else on it could be another ballot's. Lines of ours of which none was read are not missed here (`witnessed` does).
    """
    if len(codes) > _MOST_CODES:
        return Reason(ReasonCode.CODES_DISAGREE, f"the page has {len(codes)} barcodes, more than any ballot")
    try:
        symbols = _distinct(_without_misread_lines(codes))
    except ValueError:
        return Reason(ReasonCode.CODE_DAMAGED, "a barcode's bytes were not handed on in hex")
    qr = [payload for symbology, payload in symbols if symbology is Symbology.QR]
    linear = [payload for symbology, payload in symbols if symbology is Symbology.CODE_128]
    match qr:
        case []:
            return _without_qr(linear, election)
        case [payload] if payload.startswith(PREFIX):
            return _ours(payload, linear, election, accepted_hashes)
        case [_] if linear:
            return Reason(ReasonCode.CODES_DISAGREE, "barcodes stand beside the QR code that do not belong to it")
        case [payload] if is_votingworks(payload):
            return decode_votingworks(payload, election, accepted_hashes)
        case [_]:
            return Reason(ReasonCode.OTHER_ELECTION, "the QR code is none that a device of this election prints")
        case _:
            return Reason(ReasonCode.CODES_DISAGREE, f"the page has {len(qr)} QR codes, or one that was read two ways")


def witnessed(codes: Sequence[PrintedCode], coded: CodedVotes, election: Election) -> Reason | None:
    """Why the barcodes alone are not enough to count by; None where both decoders read each, and our QR has lines."""
    if any(len(_decoders(code, codes)) < _DECODERS for code in codes):
        return Reason(ReasonCode.CODE_DAMAGED, "a barcode was read by one of the two decoders only")
    ours = any(bytes.fromhex(code.payload_hex).startswith(PREFIX) for code in codes)
    lines = any(code.symbology is Symbology.CODE_128 for code in codes)
    if ours and not lines and lines_expected(coded.style, election):
        return Reason(ReasonCode.CODE_DAMAGED, "none of the Code 128 lines could be read")
    return None


def _decoders(code: PrintedCode, codes: Sequence[PrintedCode]) -> set[str]:
    """Who read this symbol, together."""
    alike = [one for one in codes if (one.symbology, one.payload_hex) == (code.symbology, code.payload_hex)]
    return {decoder for one in alike for decoder in one.decoders}


def _without_misread_lines(codes: Sequence[PrintedCode]) -> list[PrintedCode]:
    """The codes without lines of ours that one decoder alone made out and whose check digits are wrong.

    Such a line was not read, if another line was, whole and by both: a worn row of its bars gave other digits.
    """
    lines = [
        code for code in codes if code.symbology is Symbology.CODE_128 and is_line(bytes.fromhex(code.payload_hex))
    ]
    whole = [code for code in lines if is_whole(bytes.fromhex(code.payload_hex))]
    if not any(len(_decoders(code, codes)) == _DECODERS for code in whole):
        return list(codes)
    misread = [code for code in lines if code not in whole and len(_decoders(code, codes)) < _DECODERS]
    return [code for code in codes if code not in misread]


def _distinct(codes: Sequence[PrintedCode]) -> list[tuple[Symbology, bytes]]:
    """The symbols, in order; one that the decoders found a little apart, each alone, is one. Raises ValueError."""
    symbols: list[tuple[Symbology, bytes]] = []
    read_by: dict[tuple[Symbology, bytes], set[str]] = {}
    for code in codes:
        symbol = code.symbology, bytes.fromhex(code.payload_hex)
        others = read_by.setdefault(symbol, set())
        if not others or others & set(code.decoders):
            symbols.append(symbol)
        others |= set(code.decoders)
    return symbols


def _without_qr(linear: list[bytes], election: Election) -> CodedVotes | Reason:
    if not linear:
        return Reason(ReasonCode.CODE_DAMAGED, "no barcode could be read")
    if all(is_line(payload) for payload in linear) and not _in_table(linear, election):
        return Reason(ReasonCode.CODE_DAMAGED, "the QR code could not be read; the Code 128 lines alone are no ballot")
    if not election.device_codes:
        return Reason(ReasonCode.OTHER_ELECTION, "the barcodes are none that a device of this election prints")
    return decode_values(linear, election)


def _in_table(linear: list[bytes], election: Election) -> bool:
    known = {code.value.encode() for code in election.device_codes}
    return any(payload in known for payload in linear)


def _ours(payload: bytes, linear: list[bytes], election: Election, accepted: frozenset[str]) -> CodedVotes | Reason:
    coded = decode_qr(payload, election, accepted)
    if isinstance(coded, Reason) or not linear:
        return coded
    if not all(is_line(line) for line in linear):
        return Reason(ReasonCode.CODES_DISAGREE, "a barcode stands on the page that does not belong to its QR code")
    return check_lines(linear, coded, election, accepted) or coded
