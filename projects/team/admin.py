from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin import (
    LOGGED_OBJECTS,
    LoggedObjects,
    OrganisationAdmin,
    PortalModelAdmin,
    ProjectFilter,
    UserAdmin,
    in_order_of_names,
    site,
)
from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.audit.versioned_admin import VersionedInline, VersionedRowForm, VersionedRowFormSet
from accounts.models import Organisation, User
from esfportal.database.swedish_order import by_shown_name
from esfportal.ui.form_layouts import DateField
from projects.models import ProjectOrganisation
from projects.team import membership_actions, memberships, team_review
from projects.team.models import Membership


class MembershipForm(VersionedRowForm):
    unversioned = (*VersionedRowForm.unversioned, "ends_now")
    starts_on = DateField(label=_("From"), initial=timezone.localdate)
    ends_on = DateField(
        label=_("To"), required=False, help_text=_("The last day; empty: until further notice.")
    )
    ends_now = forms.BooleanField(
        label=_("End it now"), required=False, help_text=_("The user loses this role at the next click.")
    )

    class Meta:
        model = Membership
        fields = [
            *("role", "project", "sub_project", "municipality", "intervention"),
            *("starts_on", "ends_on", "reason"),
        ]

    def _post_clean(self):
        super()._post_clean()
        if "role" in self.cleaned_data and "project" in self.cleaned_data:
            for name, reason in memberships.validation_errors(self.instance).items():
                self.add_error(name, reason)
            if memberships.lacks_part(self.instance):
                self.add_error("municipality", memberships.PART_IS_REQUIRED)


class MembershipFormSet(VersionedRowFormSet):
    """Memberships of one user; membership_actions.save_memberships checks and saves them."""

    by = None  # the administrator, set by MembershipInline.get_formset
    refusals = ()  # why the action has refused what was sent

    def clean(self):
        super().clean()
        if self.instance.pk == self.by.pk and self.has_changed():
            raise ValidationError(_("You can't change your own roles. Ask another administrator."))
        if self.refusals:
            raise ValidationError(list(self.refusals))

    def save_memberships(self):
        changed = self.save(commit=False)
        ended = [form.instance for form in self.forms if form.cleaned_data.get("ends_now")]
        membership_actions.save_memberships(self.instance, changed, ended=ended, by=self.by)


class MembershipInline(VersionedInline):
    model = Membership
    fk_name = "user"
    form = MembershipForm
    formset = MembershipFormSet
    fields = [
        *("role", "project", ("sub_project", "municipality", "intervention")),
        *(("starts_on", "ends_on"), "reason", "ends_now"),
    ]
    extra = 0

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return in_order_of_names(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.by = request.user
        formset.refusals = getattr(request, "membership_refusals", ())
        return formset

    def get_queryset(self, request):
        return super().get_queryset(request).not_over()  # ended memberships are listed by MembershipAdmin

    def has_view_permission(self, request, obj=None):
        return True

    has_change_permission = has_view_permission
    has_add_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        return False


# Read-only: roles are given on the user's page, where the rules are checked.
class MembershipAdmin(PortalModelAdmin):
    list_display = ["user", "role", "of_project", "part", "starts_on", "ends_on", "ended_at", "reason"]
    list_filter = ["role", ("project", ProjectFilter)]
    list_select_related = ["user", "project", "sub_project", "municipality", "intervention"]
    list_display_links = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(project_order=by_shown_name("project__"))

    @admin.display(description=_("project"), ordering="project_order")
    def of_project(self, membership):
        return membership.project.display_name if membership.project else "–"

    @admin.display(description=_("part"))
    def part(self, membership):
        return membership.part or "–"


class FundedProjectForm(VersionedRowForm):
    class Meta:
        model = ProjectOrganisation
        fields = ["project", "note", "note_en"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.role = ProjectOrganisation.Role.FUNDER

    def _get_validation_exclusions(self):
        # The role is not a field of the form, but an organisation funds a project once.
        return super()._get_validation_exclusions() - {"role"}


class FundedProjectInline(VersionedInline):
    model = ProjectOrganisation
    form = FundedProjectForm
    verbose_name = _("project that the organisation funds")
    verbose_name_plural = _("projects that the organisation funds")
    extra = 0

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return in_order_of_names(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def get_queryset(self, request):
        return super().get_queryset(request).filter(role=ProjectOrganisation.Role.FUNDER)

    def has_view_permission(self, request, obj=None):
        return True

    has_change_permission = has_add_permission = has_delete_permission = has_view_permission


class OrganisationWithProjectsAdmin(OrganisationAdmin):
    """The organisations' administration, with the projects that each of them funds."""

    inlines = [FundedProjectInline]

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        for row in formset.deleted_objects:
            audit(AuditAction.PARTNER_REMOVED, row, by=request.user)  # while it has a key
        formset.save()
        for row in formset.new_objects:
            audit(AuditAction.PARTNER_ADDED, row, by=request.user)
        for row, fields in formset.changed_objects:
            audit(AuditAction.PARTNER_CHANGED, row, by=request.user, fields=sorted(fields))


def _role_and_place(membership):
    role = membership.get_role_display()
    project = membership.project and membership.project.display_name
    places = [str(place) for place in (project, membership.part) if place]
    return f"{role} ({', '.join(places)})" if places else str(role)


class UserWithMembershipsAdmin(UserAdmin):
    """The users' administration, with the roles each user has in projects."""

    list_display = ["full_name", "email", "roles", "active", "last_login"]
    list_filter = ["is_active", "memberships__role", ("memberships__project", ProjectFilter)]
    inlines = [MembershipInline]

    def get_queryset(self, request):
        in_force = Prefetch("memberships", Membership.objects.in_force().with_parts(), to_attr="in_force")
        return super().get_queryset(request).prefetch_related(in_force)

    @admin.display(description=_("roles"))
    def roles(self, user):
        """Every role in force, with its place: "project leader (Kalmar, Oskarshamn); funder (Kalmar)"."""
        return "; ".join(map(_role_and_place, user.in_force)) or "–"

    def changeform_view(self, request, *args, **kwargs):
        try:
            with transaction.atomic():  # the user is saved with the memberships, or not at all
                return super().changeform_view(request, *args, **kwargs)
        except memberships.ActionRefused as refused:
            # The same page again, with what was typed and the reasons.
            request.membership_refusals = refused.reasons
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # After the memberships, whose rules compare with the account as it was: it may be closed now.
        if change:
            super().save_model(request, form.instance, form, change)

    def save_formset(self, request, form, formset, change):
        formset.save_memberships()


site.unregister(User)
site.unregister(Organisation)
site.register(Organisation, OrganisationWithProjectsAdmin)
site.register(User, UserWithMembershipsAdmin)
site.register(Membership, MembershipAdmin)


def _index_context(request, _about):
    return {
        "overdue": list(team_review.overdue_reviews()),
        "leaderless": list(team_review.projects_without_leader()),
    }


site.index_context.add(_index_context)


def _membership_text(membership):
    return f"{membership} ({membership.part})" if membership.part else str(membership)


LOGGED_OBJECTS["team.membership"] = LoggedObjects(Membership.objects.with_parts, _membership_text)
