from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0037_row_policies"),
    ]

    operations = [
        migrations.AddField(
            model_name="reportpeople",
            name="hours",
            field=models.JSONField(default=dict, editable=False),
        ),
    ]
