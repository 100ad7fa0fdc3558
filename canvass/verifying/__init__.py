"""Checking a record from entry 1, by other ways than it was written; with its images, from the ink up.

1. The chain: every entry follows the one before, and hashes to what it says.
2. The story: batches opened once and before their sheets, sheets numbered without a gap, closed with the right numbers.
3. The votes: what each sheet is recorded to have voted is what the law makes of its recorded marks.
4. The index of images is what the entries say: no image counts twice, none is hidden. Fingerprints are of these sheets.
5. What people decided is what the law lets them decide; the tables they work from are what the ledger says.
6. The totals add up, contest by contest, precinct by precinct.
7. The events of the random-sample audit follow from each other, step by step as the statute has it.
8. With images: every stored file hashes to its name, is read again, and every target shows the recorded ink.
9. Signatures with own keys are by these keys, over papers that are as they were.
10. Files of another system hash to what was kept; read again, they give the figures that were taken, by the names.
11. Its cast vote records hash to what was kept; read again, they say what the ledger says of them.
12. The register of people beside the record has the line that the ledger names.
"""
