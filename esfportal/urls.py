"""Root URLs. `/livez` and `/readyz` are answered by a middleware, esfportal/operations/health.py."""

from django.urls import include, path

from accounts import admin
from accounts import views as accounts
from esfportal.security import csp_reports
from projects.bank import views as bank

urlpatterns = [
    path("", bank.home, name="home"),
    path("robots.txt", bank.robots, name="robots"),
    path("sitemap.xml", bank.sitemap, name="sitemap"),
    path("accounts/", include("accounts.signing_in.urls")),
    path("account/", include("accounts.urls")),
    path("account/notifications/", include("accounts.notifications.urls")),
    path("admin/", admin.site.urls),
    path("language/", accounts.set_language, name="set_language"),
    path("policy-reports/", csp_reports.receive, name="policy_reports"),
    path("accessibility/", accounts.accessibility, name="accessibility"),
    path("", include("reporting.reports.urls")),
    path("", include("reporting.hours.urls")),
    path("", include("reporting.cofinancing.urls")),
    path("", include("reporting.cohorts.urls")),
    path("", include("reporting.comparisons.urls")),
    path("", include("reporting.forecasts.urls")),
    path("", include("reporting.claims.urls")),
    path("", include("reporting.programme.urls")),
    path("", include("reporting.funders.urls")),
    path("", include("reporting.sampling.urls")),
    path("", include("reporting.statistics.urls")),
    path("", include("reporting.statistics.scb_template.urls")),
    path("", include("projects.urls")),
    path("", include("projects.bank.urls")),
    path("en/", include("projects.bank.urls", namespace="bank_en")),
    path("gallery/", accounts.gallery, name="gallery"),
    path("", include("projects.team.urls")),
    path("", include("participants.anonymous.urls")),
    path("", include("participants.benefits.urls")),
    path("", include("participants.contact.urls")),
    path("", include("participants.week_sheets.urls")),
    path("", include("participants.consents.urls")),
    path("", include("participants.employers.urls")),
    path("", include("participants.attendance.urls")),
    path("", include("participants.certificates.urls")),
    path("", include("participants.calendars.urls")),
    path("", include("participants.evidence.urls")),
    path("", include("participants.imports.urls")),
    path("", include("participants.merging.urls")),
    path("", include("participants.own_page.urls")),
    path("", include("participants.plans.urls")),
    path("", include("participants.privacy.urls")),
    path("", include("participants.surveys.urls")),
    path("", include("participants.casework.urls")),
    path("", include("participants.register.urls")),
]
