from django.shortcuts import get_object_or_404

from accounts.notifications.models import Notification


def visible_notifications(user):
    return Notification.objects.visible_to(user).select_related("project").unread_first()


def get_notification(user, pk):
    """Return the user's own notification, otherwise 404."""
    return get_object_or_404(visible_notifications(user), pk=pk)
