import json

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import migrations

import accounts.models.password
from accounts.signing_in import factors

# Read and written as SQL: the model's field reads encrypted passwords only.
READABLE = "SELECT id, password FROM accounts_user WHERE NOT starts_with(password, %s) ORDER BY id FOR UPDATE"
WRITE = "UPDATE accounts_user SET password = %s WHERE id = %s"
PASSKEYS = "SELECT id, user_id, data FROM mfa_authenticator WHERE type = 'webauthn' ORDER BY id FOR UPDATE"
WRITE_PASSKEY = "UPDATE mfa_authenticator SET data = %s WHERE id = %s"


def encrypt(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(READABLE, [UNUSABLE_PASSWORD_PREFIX])
        for pk, password in cursor.fetchall():
            cursor.execute(WRITE, [accounts.models.password.encrypt_password(pk, password), pk])


def prove_passkeys(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(PASSKEYS)
        for pk, user_pk, stored in cursor.fetchall():
            data = json.loads(stored) if isinstance(stored, str) else stored
            proven = factors.passkey_data(user_pk, data["name"], data["credential"])
            cursor.execute(WRITE_PASSKEY, [json.dumps(proven), pk])


def prove_links(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, user_id, uid FROM socialaccount_socialaccount ORDER BY id FOR UPDATE")
        for pk, user_pk, uid in cursor.fetchall():
            cursor.execute(
                "UPDATE socialaccount_socialaccount SET extra_data = extra_data || jsonb_build_object('proof', %s::text)"
                " WHERE id = %s",
                [factors.link_proof(user_pk, uid), pk],
            )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_owner_makes_superusers"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations = [
        migrations.AlterField(
            model_name="user",
            name="password",
            field=accounts.models.password.PasswordField(max_length=255, verbose_name="password"),
        ),
        migrations.RunPython(encrypt, migrations.RunPython.noop),
        migrations.RunPython(prove_passkeys, migrations.RunPython.noop),
        migrations.RunPython(prove_links, migrations.RunPython.noop),
    ]
