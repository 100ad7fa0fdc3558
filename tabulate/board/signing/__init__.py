"""Papers signed with each signer's own key: which entries are of such papers, the keys, and what was signed."""
