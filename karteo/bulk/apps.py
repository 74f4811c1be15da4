from django.apps import AppConfig


class BulkConfig(AppConfig):
    name = "karteo.bulk"
    label = "bulk"
