"""The file on a record: its name and what is known of it. Its bytes are a blob of the room `files`."""

from __future__ import annotations

from typing import ClassVar

from karteo.records.fields import Field, LongText, Number, Photo, Text
from karteo.records.types.base import LIFE, PARENT, RecordType, Row, label


class FileType(RecordType):
    name = "file"
    plural = "files"
    uploaded = True
    table = "records_file"
    groups = ("name", "about", "custom")
    titled = "file_name"
    parents = ("parent_id",)
    defaults: ClassVar[Row] = {"parent_type": "contact"}
    fields: tuple[Field, ...] = (
        Text(
            name="file_name",
            group="name",
            required=True,
            searched=True,
            longest=255,
            label=label("File name", "Dateiname", "文件名"),
        ),
        LongText(name="description", searched=True, label=label("Description", "Beschreibung", "说明")),
        Number(name="size", whole=True, least=0, fixed=True, label=label("Size", "Größe", "大小")),
        Text(name="media_type", fixed=True, label=label("Type", "Typ", "类型")),
        Photo(name="blob", group="life", fixed=True, label=label("Content", "Inhalt", "内容")),
        *PARENT,
        *LIFE,
    )


FILE = FileType()
