"""The look-up of a number in the registration form."""

from django.utils.crypto import salted_hmac


class LookUpMixin:
    """Choose the number to look up, and find what the form lacks of the record."""

    @property
    def is_look_up(self):
        """Return whether the button was pressed that looks the number up, without JavaScript."""
        return self.is_bound and self.data.get("then") == "look_up"

    @property
    def has_name_or_number(self):
        """Return whether there is enough of the form to keep it."""
        return any(self.data.get(name) for name in ("personal_identity_number", "given_name", "family_name"))

    @property
    def number_mark(self):
        """Return what stands for the number in the page: a keyed hash."""
        digits = self.parsed_number.digits if self.parsed_number else ""
        return salted_hmac("participants.register.look_up", digits, algorithm="sha256").hexdigest()

    @property
    def number_to_look_up(self):
        """Return the number, or None if it was the last one to be looked up or is in the project."""
        number = self.parsed_number
        if number is None or (self.doubles and self.is_known_number):
            return None
        return None if self.data.get("looked_up") == self.number_mark else number

    @property
    def is_look_up_outdated(self):
        """Return whether the page shows the look-up of another number than the one in the form."""
        return bool(self.data.get("looked_up")) and self.data["looked_up"] != self.number_mark

    def proposals(self, seen):
        """Return [(field, value)] of a record of another project, for fields that are empty."""
        # The person's answers of then are not the answers of today, but for what seldom changes.
        place = seen.spells.order_by("-entry_date").first()
        known = {
            "given_name": seen.given_name,
            "family_name": seen.family_name,
            "municipality": place.municipality_id if self._offers(place.municipality_id) else "",
            "education_level": "" if seen.education_level is None else str(seen.education_level),
        }
        return [(name, value) for name, value in known.items() if value and not self.data.get(name)]

    def _offers(self, municipality):
        return self.fields["municipality"].queryset.filter(pk=municipality).exists()

    def keep_errors_of(self, *names):
        """Remove the other errors: the user has not tried to save yet."""
        for name in list(self.errors):
            if name not in names:
                del self.errors[name]
