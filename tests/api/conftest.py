from __future__ import annotations

from tests.files.stores import bucket, folder, s3_server

__all__ = ["bucket", "folder", "s3_server"]
