"""The pages of `canvass define serve`."""
