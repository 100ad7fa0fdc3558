"""The county canvass by its figures: checks of the returns, the report's content, what is declared of each contest."""
