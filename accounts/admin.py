"""Administration site for users, organisations and audit entries (memberships: projects.team.admin)."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.access import is_administrator
from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry
from accounts.audit.querysets import is_for_administrators
from accounts.audit.versioned_admin import VersionedAdmin
from accounts.models import Organisation, User
from accounts.signing_in import actions as signing_in
from accounts.signing_in.adapters import start_password_reset
from accounts.signing_in.decorators import recently_signed_in
from esfportal.database.swedish_order import by_shown_name
from esfportal.ui.form_layouts import mark_languages
from esfportal.ui.formats import moment
from esfportal.ui.page_context import ContextProviders
from esfportal.ui.plain_text import isolated


# A site of its own: models that other apps register with Django's default site do not appear here.
class PortalAdminSite(admin.AdminSite):
    site_title = "esfportal"
    site_header = "esfportal"
    index_title = _("Users and organisations")
    enable_nav_sidebar = False
    index_context = ContextProviders()  # what apps above add to the first page

    def has_permission(self, request):
        user = request.user
        return user.is_active and (user.is_superuser or is_administrator(user))

    def index(self, request, extra_context=None):
        return super().index(request, self.index_context.context(request) | (extra_context or {}))

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        if request.user.is_authenticated:  # signed in, but not an administrator
            raise PermissionDenied
        return redirect("account_login")

    def get_app_list(self, request, app_label=None):
        # One list: administrators need not know in which app a model stands.
        found = super().get_app_list(request, app_label)
        if app_label is not None or not found:
            return found
        everything = sorted(
            (model for app in found for model in app["models"]), key=lambda model: model["name"].lower()
        )
        first = next((app for app in found if app["app_label"] == "accounts"), found[0])
        return [first | {"models": everything}]

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")


def in_order_of_names(field):
    """Sort the choices of a select by the names that it shows, where a model has names in both languages."""
    if field is not None and hasattr(field.queryset.model, "name_en"):
        field.queryset = field.queryset.order_by(by_shown_name())
    return field


# The site's has_permission is the only check: it gives access to all models of the site.
class PortalModelAdmin(VersionedAdmin):
    def has_module_permission(self, request):
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return in_order_of_names(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def response_action(self, request, *args, **kwargs):
        # A malformed key would otherwise raise in the query and answer 500.
        for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
            try:
                self.opts.pk.clean(key, None)
            except ValidationError:
                raise BadRequest("A row is ticked that can't be there.") from None
        return super().response_action(request, *args, **kwargs)


class UserAdmin(PortalModelAdmin):
    list_display = ["full_name", "email", "active", "last_login"]
    search_fields = ["full_name", "email"]
    list_display_links = ["full_name", "email"]
    list_filter = ["is_active"]
    fields = ["full_name", "email", "language", "organisation", "manages_officers", "is_active"]
    ordering = ["full_name"]
    actions = ["unlock", "reset_second_factors"]

    # In a word: Django's picture is called "True" in every language.
    @admin.display(description=_("active"), ordering="is_active")
    def active(self, user):
        return _("yes") if user.is_active else _("no")

    def lookup_allowed(self, lookup, value, request):
        # Filtering on the hash would allow guessing it letter by letter.
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    @method_decorator(recently_signed_in)
    def changeform_view(self, request, *args, **kwargs):
        # Changes of addresses and roles decide who can sign in, so the administrator must confirm.
        return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        view = super().changelist_view
        # The list's actions (POST) need confirmation like a change.
        return (recently_signed_in(view) if request.method == "POST" else view)(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()  # the user chooses one by the link that is sent
        super().save_model(request, obj, form, change)
        actions.record_user_change(obj, form.changed_data, by=request.user)
        if change and "email" in form.changed_data:
            signing_in.record_address_change(obj, form.initial["email"], by=request.user)
        if change and "is_active" in form.changed_data:
            signing_in.end_other_sessions(obj, None, by=request.user)  # else they live on when it is reopened
        if not change:
            transaction.on_commit(partial(start_password_reset, request, obj))
            messages.info(request, _("A link to choose a password has been sent to the address."))

    @admin.action(
        description=_("Let the users sign in again at once after failed attempts"), permissions=["change"]
    )
    def unlock(self, request, queryset):
        for user in queryset:
            signing_in.unlock(user, by=request.user)
        messages.success(request, _("The users may try again at once."))

    @admin.action(
        description=_("Remove lost second factors; the users set up new ones"), permissions=["change"]
    )
    def reset_second_factors(self, request, queryset):
        # Never one's own: a stolen session could otherwise remove the owner's second factor.
        for user in queryset.exclude(pk=request.user.pk):
            signing_in.reset_factors(user, by=request.user)
        messages.success(
            request, _("The users' sessions are ended, and at the next sign-in they set up new factors.")
        )


class OrganisationAdmin(PortalModelAdmin):
    list_display = ["shown_name", "kind", "number", "managing_authority"]
    list_filter = ["kind", "is_managing_authority"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(name_order=by_shown_name())

    def get_ordering(self, request):
        return [by_shown_name()]  # an expression: selects of organisations use it too

    @admin.display(description=_("name"), ordering="name_order")
    def shown_name(self, organisation):
        return organisation.display_name

    @admin.display(description=_("managing authority of the fund"), ordering="is_managing_authority")
    def managing_authority(self, organisation):
        return _("yes") if organisation.is_managing_authority else _("no")

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        mark_languages(form.base_fields)
        return form


class ProjectFilter(admin.RelatedFieldListFilter):
    """The projects by their names in the reader's language."""

    def field_choices(self, field, request, model_admin):
        projects = field.remote_field.model._default_manager.order_by(by_shown_name())
        return [(project.pk, project.display_name) for project in projects]


class ActionFilter(admin.SimpleListFilter):
    """The actions by their labels instead of their stored values."""

    title = _("what")
    parameter_name = "action"

    def lookups(self, request, model_admin):
        return [(action.value, action.label) for action in AuditAction if is_for_administrators(action)]

    def queryset(self, request, queryset):
        return queryset.filter(action=self.value()) if self.value() else queryset


class LoggedObjects(NamedTuple):
    """The objects of one model in the log: `text` of a row of `rows()`, and `details` of an entry."""

    rows: Callable[[], QuerySet]
    text: Callable[[Any], str] = str
    details: Callable[[AuditEntry], str] = lambda entry: ""


# {model label: LoggedObjects}; apps above add their models. Other objects are named by kind and key.
LOGGED_OBJECTS = {
    "accounts.user": LoggedObjects(User.objects.all, details=lambda entry: _changed_fields(User, entry)),
    "accounts.organisation": LoggedObjects(Organisation.objects.all),
}


def _changed_fields(model, entry):
    """Return the names of the fields that a change concerned, without their values."""
    names = [name for name in entry.details.get("fields", ()) if name in model._meta._forward_fields_map]
    return capfirst(", ".join(str(model._meta.get_field(name).verbose_name) for name in names))


class AuditEntryAdmin(PortalModelAdmin):
    list_display = ["when", "actor", "what", "about", "of_project", "more"]
    list_filter = [ActionFilter, ("project", ProjectFilter)]
    list_select_related = ["actor", "project"]
    list_display_links = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    date_hierarchy = "at"
    search_fields = ["actor__full_name", "actor__email"]
    search_help_text = _("The name or e-mail address of a user, who did it or whom it is about.")

    def get_queryset(self, request):
        # Other entries belong to projects, which administrators may not read.
        return super().get_queryset(request).for_administrators()

    def get_search_results(self, request, queryset, search_term):
        found, has_duplicates = super().get_search_results(request, queryset, search_term)
        users = User.objects.all()
        for word in search_term.split():
            users = users.filter(Q(full_name__icontains=word) | Q(email__icontains=word))
        if search_term.strip():
            keys = users.values_list(Cast("pk", CharField()))
            found = found | queryset.filter(object_type=User._meta.label_lower, object_id__in=keys)
        return found, has_duplicates

    def get_changelist_instance(self, request):
        shown = super().get_changelist_instance(request)
        shown.title = _("Sign-ins, users, roles and reports")
        shown.result_list = list(shown.result_list)
        self._name_objects(shown.result_list)
        return shown

    @staticmethod
    def _name_objects(entries):
        # One query for each model.
        keys = defaultdict(set)
        for entry in entries:
            keys[entry.object_type].add(entry.object_id)
        names = {}
        for object_type in keys.keys() & LOGGED_OBJECTS.keys():
            logged = LOGGED_OBJECTS[object_type]
            for row in logged.rows().filter(pk__in=keys[object_type]):
                names[object_type, str(row.pk)] = logged.text(row)
        for entry in entries:
            entry.object_name = names.get((entry.object_type, entry.object_id))

    @admin.display(description=_("when"), ordering="at")
    def when(self, entry):
        return moment(entry.at)

    @admin.display(description=_("what"), ordering="action")
    def what(self, entry):
        return AuditAction(entry.action).label if entry.action in AuditAction.values else entry.action

    @admin.display(description=_("about"), ordering="object_type")
    def about(self, entry):
        kind = capfirst(apps.get_model(entry.object_type)._meta.verbose_name)
        return isolated(entry.object_name) if entry.object_name else f"{kind} {entry.object_id}"

    @admin.display(description=_("project"), ordering="project")
    def of_project(self, entry):
        return entry.project.display_name if entry.project else "–"

    @admin.display(description=_("details"))
    def more(self, entry):
        logged = LOGGED_OBJECTS.get(entry.object_type)
        return (logged and logged.details(entry)) or "–"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


site = PortalAdminSite()
site.register(User, UserAdmin)
site.register(Organisation, OrganisationAdmin)
site.register(AuditEntry, AuditEntryAdmin)
