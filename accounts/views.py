from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as switch_language

from accounts import actions
from accounts.access import memberships_of
from accounts.forms import LanguageForm
from accounts.permissions import ROLES
from esfportal.ui.gallery import gallery_context


@require_safe
def account(request):
    memberships = [(m, ROLES[m.role].description) for m in memberships_of(request.user)]
    return render(request, "account/account.html", {"memberships": memberships})


@login_not_required
@require_POST
def set_language(request):
    form = LanguageForm(request.POST)
    if request.user.is_authenticated and form.is_valid():
        # Remembered for the next sign-in and for e-mails.
        actions.choose_language(request.user, form.cleaned_data["language"], by=request.user)
    return switch_language(request)


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "accessibility.html")


@require_safe
def gallery(request):
    # For developers and tests; in production for staff only.
    if settings.PRODUCTION and not request.user.is_staff:
        raise Http404
    return render(request, "gallery.html", gallery_context(request))
