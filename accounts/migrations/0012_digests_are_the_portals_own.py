"""The functions that read the trails with the owner's eyes are the application's, and no other role's; the one
that gives a digest of any row of any table is nobody's but theirs: names can be tried against a digest."""

from django.db import migrations

ASKED_BY_THE_APPLICATION = (
    "accounts_seal(text, integer)",
    "accounts_check_seals(timestamptz)",
    "accounts_unsealed()",
)
DIGEST = "accounts_trail_content(text, bigint, bigint, text[])"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_unreadable_numbers_are_everybodys")]

    operations = [
        migrations.RunSQL(
            [
                f"REVOKE EXECUTE ON FUNCTION {DIGEST} FROM PUBLIC",
                *(f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC" for name in ASKED_BY_THE_APPLICATION),
                *(
                    f"GRANT EXECUTE ON FUNCTION {name} TO esfportal_application"
                    for name in ASKED_BY_THE_APPLICATION
                ),
            ],
            [f"GRANT EXECUTE ON FUNCTION {name} TO PUBLIC" for name in (DIGEST, *ASKED_BY_THE_APPLICATION)],
        )
    ]
