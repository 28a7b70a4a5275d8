"""Compare tracked tables with the replay of their history."""


def columns(event_model):
    return [f.column for f in event_model._meta.local_fields if not f.name.startswith("pgh_")]


def replayed(event_model):
    """Return {key: row} after applying all events in order."""
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
    """Return {key: row} of the tracked table."""
    model, names = event_model.pgh_tracked_model, columns(event_model)
    return {row[model._meta.pk.column]: row for row in model._base_manager.values(*names)}
