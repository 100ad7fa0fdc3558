"""Addresses of the library: help by the name of a page's template, the glossary, the law, the documents."""

from django.urls import path

from canvass.library import library_views

app_name = "library"
urlpatterns = [
    path("glossary/", library_views.glossary, name="glossary"),
    path("law/", library_views.law, name="law"),
    path("documents/", library_views.documents, name="documents"),
    path("documents/<path:name>", library_views.document, name="document"),
    path("<path:name>/", library_views.page_help, name="help"),
]
