"""`canvass sign`, `canvass signatures`: papers signed with own keys."""
