import gc

from django.apps import AppConfig

FEWER = 50_000  # new things after which Python looks for circles among them; its own choice is 700


class EditsConfig(AppConfig):
    name = "karteo.edits"
    label = "edits"

    def ready(self) -> None:
        """Whoever writes two thousand records at once holds some hundred thousand small things, none of them in a
        circle: to look for one again and again took a third of an import."""
        gc.set_threshold(FEWER, *gc.get_threshold()[1:])
