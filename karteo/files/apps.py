from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "karteo.files"
    label = "files"
