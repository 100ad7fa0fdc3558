"""Addresses of the accounts' pages."""

from django.urls import path

from canvass.people import administration, signing_views, views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("signatures/", signing_views.signatures, name="signatures"),
    path("password/", views.password, name="password"),
    path("", administration.accounts, name="list"),
    path("add/", administration.add, name="add"),
    path("<int:number>/", administration.account, name="account"),
    path("<int:number>/role/", administration.role, name="role"),
    path("<int:number>/password/", administration.reset_password, name="reset-password"),
    path("<int:number>/disable/", administration.disable, name="disable"),
    path("<int:number>/enable/", administration.enable, name="enable"),
]
