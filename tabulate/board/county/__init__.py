"""The board of county canvassers: its meetings, the returns it has, what it settles, its report and declarations."""
