from participants.register.models import ChosenColumns


def choose_columns(columns, *, by):
    """Remember which columns of the participant list the user wants."""
    chosen, _is_new = ChosenColumns.objects.update_or_create(user=by, defaults={"columns": columns})
    return chosen
