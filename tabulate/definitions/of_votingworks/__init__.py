"""What editions of VotingWorks definitions say in different fields: names, the options of questions, and places."""
