"""What the history says the rows are, and what they are."""


def columns(event_model):
    """The columns of a tracked table that its events hold."""
    return [f.column for f in event_model._meta.local_fields if not f.name.startswith("pgh_")]


def replayed(event_model):
    """{key: row} after the events are told one after the other."""
    names, rows = columns(event_model), {}
    for label, *values in event_model.objects.order_by("pgh_id").values_list("pgh_label", *names):
        row = dict(zip(names, values, strict=True))
        key = row[event_model.pgh_tracked_model._meta.pk.column]
        if label == "delete":
            assert rows.pop(key) == row
        else:
            rows[key] = row
    return rows


def stored(event_model):
    """{key: row} as the tracked table stands."""
    model, names = event_model.pgh_tracked_model, columns(event_model)
    return {row[model._meta.pk.column]: row for row in model._base_manager.values(*names)}
