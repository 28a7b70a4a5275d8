"""The table behind settings.CACHES, so that `migrate` alone makes the portal ready."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE esfportal_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX esfportal_cache_expires ON esfportal_cache (expires);
            """,
            "DROP TABLE esfportal_cache;",
        )
    ]
