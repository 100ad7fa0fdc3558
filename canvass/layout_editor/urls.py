"""The editor's pages."""

from django.urls import path

from canvass.layout_editor import views

urlpatterns = [
    path("", views.pages, name="pages"),
    path("open/<str:token>/", views.arrive, name="arrive"),
    path("card/<int:card>/page/<int:page>/", views.page, name="page"),
    path("card/<int:card>/page/<int:page>/picture.png", views.picture, name="picture"),
    path("card/<int:card>/page/<int:page>/new/", views.new, name="new"),
    path("card/<int:card>/page/<int:page>/target/<int:number>/", views.target, name="target"),
    path("card/<int:card>/page/<int:page>/target/<int:number>/remove/", views.remove, name="remove"),
]

handler403 = "canvass.layout_editor.views.refused"
handler404 = "canvass.layout_editor.views.not_found"
handler500 = "canvass.layout_editor.views.fault"
