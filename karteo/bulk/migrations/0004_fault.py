from django.db import migrations, models

# What the old sentences said is not known any more; that something went wrong is.
KEEP = """UPDATE {} SET fault = '{{"code": "broke_off", "params": {{}}, "detail": ""}}' WHERE error <> '' /* across workspaces: a migration */"""


class Migration(migrations.Migration):

    dependencies = [
        ('bulk', '0003_job'),
    ]

    operations = [
        migrations.AddField(model_name='import', name='fault', field=models.JSONField(null=True)),
        migrations.AddField(model_name='job', name='fault', field=models.JSONField(null=True)),
        migrations.RunSQL([KEEP.format(table) for table in ('bulk_import', 'bulk_job')], migrations.RunSQL.noop),
        migrations.RemoveField(model_name='import', name='error'),
        migrations.RemoveField(model_name='job', name='error'),
    ]
