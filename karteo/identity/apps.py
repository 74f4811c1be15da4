from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Who is there: workspaces, people, teams, roles, seats, tokens, devices."""

    name = "karteo.identity"
    label = "identity"

    def ready(self) -> None:
        from karteo.identity import login

        login.connect()
