from __future__ import annotations

from pathlib import Path

import pytest

from tests.files.stores import bucket, folder, s3_server

__all__ = ["bucket", "folder", "s3_server"]


@pytest.fixture(autouse=True)
def own_folder(folder: Path) -> Path:
    """No test writes where another one looks."""
    return folder
