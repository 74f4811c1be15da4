"""What answers under which address. Everything else belongs to the screens (see karteo/run)."""

from django.urls import URLPattern, URLResolver, include, path

from karteo.api.http import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/auth/", include("karteo.api.accounts")),
    path("api/", api.urls),
]
