from django.apps import AppConfig


class EditsConfig(AppConfig):
    name = "karteo.edits"
    label = "edits"
