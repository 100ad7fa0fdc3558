"""Help beside every page: what it is for, its keys, the words and sections of law on it; the glossary, the law."""
