"""Addresses of the guides, which a record and a state's canvass both have."""

from django.urls import path

from canvass.public import guide_pages

app_name = "guides"
urlpatterns = [
    path("", guide_pages.guides, name="all"),
    path("<slug:slug>/", guide_pages.guide, name="one"),
]
