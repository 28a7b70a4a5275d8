from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from accounts.access import may
from accounts.audit.versions import VersionedForm
from accounts.permissions import Permission
from esfportal.ui.form_layouts import PortalHelper, TextField
from participants.register.identity import numbers
from participants.register.models import SavedFilter

OF_OWNER = ("is_shared", "opens_list", "opens_for_team")


class SavedFilterForm(VersionedForm, forms.ModelForm):
    name = TextField(
        label=gettext_lazy("Name"),
        max_length=SavedFilter.NAME_LENGTH,
        error_messages={"required": gettext_lazy("Give the filter a name.")},
        help_text=gettext_lazy("For example: To follow up in May. Write no names and no numbers of people."),
    )

    class Meta:
        model = SavedFilter
        fields = ["name", *OF_OWNER]
        labels = {
            "is_shared": gettext_lazy("Share it with all who work with the project's participants"),
            "opens_list": gettext_lazy("Open my list with it"),
            "opens_for_team": gettext_lazy("Open the list with it for those in the part that I lead"),
        }

    def __init__(self, *args, user, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.created_by_id != user.pk:
            for name in OF_OWNER:
                del self.fields[name]
        elif may(user, Permission.TEAM_MANAGE, self.instance.project):
            self.fields["opens_for_team"].help_text = gettext(
                "Those who have chosen a filter of their own keep it. Share this one, too."
            )
        else:
            del self.fields["opens_for_team"]
        self.helper = PortalHelper(submit=submit, cancel_url=cancel_url, mark_optional=False)

    def clean_name(self):
        name = self.cleaned_data["name"]
        if numbers.are_in(name):
            raise ValidationError(gettext("The text has a personal identity number. Remove it."))
        return name

    def _post_clean(self):
        pass  # the action checks what depends on other rows, and writes
