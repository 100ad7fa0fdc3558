"""What is still out, in words: never a percentage of precincts alone."""

from collections import Counter
from html import escape

from canvass.announcing.markup import minute
from canvass.announcing.snapshot import Snapshot, SnapshotStatus


def completeness_words(now: Snapshot) -> tuple[str, ...]:
    """Sentences on how far the count is."""
    found = [f"{now.ballots:,} ballots counted."]
    if now.status is SnapshotStatus.ZERO:
        return "Zero report: the polls are open, and nothing is counted.", *found
    if now.unshown:
        found.append(f"{now.unshown:,} counted, not yet shown: they could show how somebody voted.")
    if now.no_longer_counted:
        found.append(f"{now.no_longer_counted:,} shown, no longer counted: the difference could show it, too.")
    if now.status is SnapshotStatus.COMPLETE:
        return (*found, "The count is complete.")
    found += [
        "Ballots that wait for the counting board are in no figure.",
        "Provisional ballots are counted from the sixth day after the election (13-15-107).",
        "Not yet counted: unknown.",
    ]
    times = Counter(one.standing for one in now.places)
    of = "Counties" if now.place == "county" else "Precincts"
    found.append(f"{of}: {', '.join(f'{count:,} {standing}' for standing, count in times.items())}.")
    return tuple(found)


def said_of(now: Snapshot) -> str:
    """The status, the words, the message and the next update, as HTML."""
    status = f"{now.status.value}, corrected" if now.said.correction else now.status.value
    parts = [f"<p><strong>{escape(status[0].upper() + status[1:])}</strong>, {escape(minute(now.at))}. "]
    parts.append(f"{escape(' '.join(completeness_words(now)))}</p>")
    parts.append(correction_of(now))
    if now.said.message:
        parts.append(f'<p class="note">{escape(now.said.message)}</p>')
    if now.said.next_update:
        parts.append(f"<p>Next update: {escape(now.said.next_update)}.</p>")
    return "".join(parts)


def correction_of(now: Snapshot) -> str:
    """Why figures are smaller than before, as HTML; empty where the snapshot is no correction."""
    said = now.said.correction
    return f'<p class="note"><strong>Correction:</strong> {escape(said)}</p>' if said else ""
