"""A person's company is a contact of the same workspace; Django has no foreign key over two columns."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE records_contact ADD CONSTRAINT records_contact_company FOREIGN KEY (workspace_id, company_id)"
            " REFERENCES records_contact (workspace_id, id) DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE records_contact DROP CONSTRAINT records_contact_company",
        ),
    ]
