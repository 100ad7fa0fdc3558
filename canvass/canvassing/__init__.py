"""The county canvass of a record: how it stands, the report, minutes and declarations, and the door to its entries."""
