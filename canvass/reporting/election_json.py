"""What the JSON of every paper says of the election that it is of, as its other forms do."""

from tabulate.election import Election


def election_json(election: Election) -> dict[str, str]:
    """The county, the election and its day."""
    return {"county": election.county, "election": election.title, "date": election.date.isoformat()}
