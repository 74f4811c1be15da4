"""Files in a bucket of anything that speaks S3: Amazon's, MinIO, Ceph, Garage and many more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import parse_qs, unquote, urlsplit

PIECE = 256 * 1024
PATIENCE = {"connect_timeout": 5, "read_timeout": 30, "retries": {"max_attempts": 2, "mode": "standard"}}


class Bucket:
    """`s3://key:secret@bucket/folder?endpoint=https://…&region=…`; what is left out boto3 looks up by itself."""

    incoming: str | None = None  # the machine's own folder for things that pass by

    def __init__(self, url: str) -> None:
        from botocore.config import Config
        from django.core.files.base import File
        from storages.backends.s3 import S3Storage

        parts = urlsplit(url)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        given = {
            "access_key": unquote(parts.username) if parts.username else None,
            "secret_key": unquote(parts.password) if parts.password else None,
            "endpoint_url": asked.get("endpoint"),
            "region_name": asked.get("region"),
        }
        style = {"addressing_style": "path"} if asked.get("endpoint") else {}
        self.prefix = parts.path.strip("/")
        self.file = File
        self.storage: Any = S3Storage(
            bucket_name=parts.hostname, location=self.prefix, default_acl=None, file_overwrite=True, gzip=False,
            client_config=Config(s3=style, **PATIENCE), **{name: value for name, value in given.items() if value},
        )  # fmt: skip

    def put(self, key: str, file: IO[bytes]) -> None:
        """Keep the whole file; a large one travels in parts."""
        file.seek(0)
        self.storage.save(key, self.file(file, name=key))

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """A stretch of the file, piece by piece."""
        if length <= 0:
            return
        asked = {"Range": f"bytes={start}-{start + length - 1}"}
        yield from self._object(key).get(**asked)["Body"].iter_chunks(PIECE)

    def opened(self, key: str) -> IO[bytes] | None:
        """None: it lies on no disk of ours."""
        return None

    def small(self, key: str) -> bytes | None:
        """All of a small file, or None when there is none."""
        try:
            found: bytes = self._object(key).get()["Body"].read()
        except self.storage.connection.meta.client.exceptions.NoSuchKey:
            return None
        return found

    def drop(self, prefix: str) -> None:
        """Forget everything under the prefix."""
        self.storage.bucket.objects.filter(Prefix=f"{self._full(prefix)}/").delete()

    def _object(self, key: str) -> Any:
        return self.storage.bucket.Object(self._full(key))

    def _full(self, key: str) -> str:
        return f"{self.prefix}/{key}" if self.prefix else key
