from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "karteo.records"
    label = "records"
