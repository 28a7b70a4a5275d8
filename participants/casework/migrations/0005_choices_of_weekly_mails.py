from django.db import migrations


def choose(apps, schema_editor):
    mails = apps.get_model("casework", "WeeklyMail").objects.filter(is_wanted=False)
    choice = apps.get_model("notifications", "NotificationChoice")
    choice.objects.bulk_create(
        [
            choice(user_id=user, kind="casework.weekly", channel="nothing")
            for user in mails.values_list("user", flat=True)
        ],
        ignore_conflicts=True,
    )


def choose_back(apps, schema_editor):
    choices = apps.get_model("notifications", "NotificationChoice").objects.filter(
        kind="casework.weekly", channel="nothing"
    )
    apps.get_model("casework", "WeeklyMail").objects.filter(user__in=choices.values("user")).update(
        is_wanted=False
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_row_policies"), ("notifications", "0002_row_policies")]
    operations = [
        migrations.RunPython(choose, choose_back),
        migrations.RemoveField(model_name="weeklymail", name="is_wanted"),
    ]
