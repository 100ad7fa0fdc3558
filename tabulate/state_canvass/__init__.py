"""The state's canvass: what a county sends, whether it adds up, the figures of the state, what is declared."""
