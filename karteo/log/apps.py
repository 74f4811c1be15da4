from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "karteo.log"
    label = "log"
