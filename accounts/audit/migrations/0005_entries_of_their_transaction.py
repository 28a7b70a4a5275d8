import pgtrigger.compiler
from django.db import migrations, models

import accounts.audit.row_history


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_row_policies")]
    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="transaction_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        accounts.audit.row_history.AddTrigger(
            model_name="auditentry",
            trigger=pgtrigger.compiler.Trigger(
                name="its_transaction",
                sql=accounts.audit.row_history.GuardSql(
                    func="NEW.transaction_at := now(); RETURN NEW;",
                    hash="7611ef32ef1e7fcecd82fa0e146e02eb6b789679",
                    operation="INSERT",
                    pgid="pgtrigger_its_transaction_fa879",
                    table="audit_auditentry",
                    when="BEFORE",
                ),
            ),
        ),
    ]
