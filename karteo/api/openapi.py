"""`python -m karteo.api.openapi` writes openapi.json anew; the front end's types are made from it."""

from __future__ import annotations

import os
from pathlib import Path

import django
import orjson

FILE = Path(__file__).with_name("openapi.json")


def written() -> bytes:
    """The OpenAPI of the code as it is now, as the file has it."""
    from karteo.api.http import api  # needs Django set up

    return orjson.dumps(api.get_openapi_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "karteo.settings")
    django.setup()
    FILE.write_bytes(written())


if __name__ == "__main__":
    main()
