"""The workbook of one county as the secretary of state publishes it."""


def county_workbook(**changes: object) -> dict[str, list[list[object]]]:
    head: list[list[object]] = [
        ["2026 Official General Election Results"],
        ["State of Montana"],
        [changes.get("counted", "Precincts 727 of 727 Reporting (Precincts Partially Reported: 0/727)")],
        ["Downloaded at 12/01/2026 2:57:22 PM"],
        [],
        [],
    ]
    first: list[object] = ["SHERIFF\nFULL TERM", "Precinct", "ANN ASH\nRepublican", "BEN BIRCH"]
    total = changes.get("total", 33)
    return {
        "01601SHERIFF 450": [*head, first, ["", "P1", 11.0, 4], ["", "P10", 22, 5], ["", "TOTALS", total, 9]],
        "01602LEVY 450": [
            *head,
            ["LEVY", "Precinct", "Yes", "No"],
            ["", "P1", 1, changes.get("no", 2)],
            ["", "TOTALS", 1, 2],
        ],
    }
