"""Is a paper known when it is scanned again, and are ballots voted alike ever joined?"""
