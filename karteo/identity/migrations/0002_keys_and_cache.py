"""What Django cannot say: keys over two columns, and the cache that the processes share."""

from django.db import migrations


def key(table: str, column: str, target: str, to: str) -> migrations.RunSQL:
    name = f"{table}_{column}_fk"
    columns, there = (
        ("workspace_id", to)
        if column == "workspace_id"
        else (f"workspace_id, {column}", f"workspace_id, {to}")
    )
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {target} ({there})"
        " DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]

    operations = [
        key("identity_membership", "workspace_id", "identity_workspace", "id"),
        key("identity_team", "workspace_id", "identity_workspace", "id"),
        key("identity_teammember", "team_id", "identity_team", "id"),
        key("identity_device", "workspace_id", "identity_workspace", "id"),
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE identity_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamptz NOT NULL)",
            "DROP TABLE identity_cache",
        ),
        migrations.RunSQL(
            "CREATE INDEX identity_cache_expires ON identity_cache (expires)",
            "DROP INDEX identity_cache_expires",
        ),
    ]
