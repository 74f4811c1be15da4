"""Every test of files has a store of its own: a folder, or a server on this machine that speaks S3."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from karteo.lib.ids import new_id


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where the files of the test lie."""
    place = tmp_path / "files"
    settings.FILES_URL = str(place)
    return place


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of a server that speaks S3 over HTTP."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str, settings: Any) -> str:
    """Files lie in a fresh bucket; the setting for it."""
    name = f"karteo-{new_id().hex[-12:]}"
    given = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=s3_server, **given).create_bucket(Bucket=name)
    settings.FILES_URL = f"s3://key:secret@{name}/some/folder?endpoint={s3_server}&region=us-east-1"
    return str(settings.FILES_URL)
