"""Uploaded files go to disk in pieces, and no further than the setting allows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class Limited(FileUploadHandler):
    """The first handler: counts what comes and hands it on to the next, which writes it."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.left = (settings.IMPORT_MAX_MB + 1) << 20
        if content_length > self.left:
            raise RequestDataTooBig("The file is too large.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.left -= len(raw_data)
        if self.left < 0:
            raise RequestDataTooBig("The file is too large.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
