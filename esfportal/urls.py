"""Root URLs. `/livez` and `/readyz` are answered by a middleware, esfportal/health.py."""

from django.urls import include, path

from accounts import admin
from accounts import views as accounts
from esfportal import breaches

urlpatterns = [
    path("", accounts.home, name="home"),
    path("accounts/", include("accounts.sign_in_urls")),
    path("account/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("language/", accounts.set_language, name="set_language"),
    path("policy-reports/", breaches.receive, name="policy_reports"),
    path("accessibility/", accounts.accessibility, name="accessibility"),
    path("", include("reporting.urls")),
    path("", include("projects.urls")),
    path("gallery/", accounts.gallery, name="gallery"),
    path("", include("participants.urls")),
]
