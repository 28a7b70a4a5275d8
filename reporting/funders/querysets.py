from reporting.funders.models import FunderPreference


def columns_of(user):
    found = FunderPreference.objects.filter(user=user).values_list("columns", flat=True)
    return found.first() or []


def seen_until(user):
    return FunderPreference.objects.filter(user=user).values_list("seen_at", flat=True).first()
