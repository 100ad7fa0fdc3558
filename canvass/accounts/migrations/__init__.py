"""How the accounts' tables came to be, step by step."""
