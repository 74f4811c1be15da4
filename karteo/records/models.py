"""The tables of the room: one per record type, the custom fields and the lists that administrators edit."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from karteo.lib.tenant import TableClass, Tenant


def sort_key_column() -> models.TextField[str, str]:
    """Text that sorts byte by byte, whatever the system's collation does after an upgrade."""
    return models.TextField(default="", db_collation="C")


class Record(Tenant):
    """What the table of every record type has: its life, its custom fields, and what the door derives."""

    custom = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    deleted_at = models.DateTimeField(null=True)
    merged_into = models.UUIDField(null=True)
    # derived by the door, never edited
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    name = models.TextField(default="")
    sort_name = sort_key_column()
    sorts = models.JSONField(default=dict)
    search = models.TextField(default="")
    search_open = models.TextField(
        default="", db_default=""
    )  # without the fields that are closed to somebody; else empty
    keys = models.JSONField(default=list)

    class Meta:
        abstract = True


class Contact(Record):
    """A company or a person: one row with everything on it. Described in `types/contact.py`."""

    kind = models.TextField(default="person")
    salutation = models.TextField(null=True)
    first_name = models.TextField(null=True)
    middle_name = models.TextField(null=True)
    last_name = models.TextField(null=True)
    prefix = models.TextField(null=True)
    suffix = models.TextField(null=True)
    nickname = models.TextField(null=True)
    phonetic_first = models.TextField(null=True)
    phonetic_last = models.TextField(null=True)
    company_name = models.TextField(null=True)
    company_id = models.UUIDField(null=True)
    position = models.TextField(null=True)
    department = models.TextField(null=True)
    emails = models.JSONField(default=list)
    phones = models.JSONField(default=list)
    links = models.JSONField(default=list)
    addresses = models.JSONField(default=list)
    gender = models.TextField(null=True)
    birth_date = models.TextField(null=True)
    birth_year = models.IntegerField(null=True)
    birth_year_estimated = models.BooleanField(null=True)
    temperature = models.TextField(null=True)
    relation = models.TextField(null=True)
    tags = models.JSONField(default=list)
    owner_id = models.UUIDField(null=True)
    language = models.TextField(null=True)
    source = models.TextField(null=True)
    description = models.TextField(null=True)
    photo = models.TextField(null=True)
    restricted = models.BooleanField(null=True)
    shared_with = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    consent = models.TextField(null=True)
    consent_at = models.TextField(null=True)
    consent_source = models.TextField(null=True)
    no_email = models.BooleanField(null=True)
    no_call = models.BooleanField(null=True)
    no_mail = models.BooleanField(null=True)
    # derived by the door, never edited
    company = models.TextField(default="")
    sort_company = sort_key_column()
    sort_city = sort_key_column()

    class Meta:
        db_table = "records_contact"
        indexes = [
            models.Index(
                fields=["workspace_id", "sort_name", "id"], condition=Q(deleted_at=None), name="records_contact_by_name"
            ),
            models.Index(
                fields=["workspace_id", "sort_company", "id"],
                condition=Q(deleted_at=None),
                name="records_contact_by_company",
            ),
            models.Index(
                fields=["workspace_id", "sort_city", "id"], condition=Q(deleted_at=None), name="records_contact_by_city"
            ),
            models.Index(
                fields=["workspace_id", "created_at", "id"],
                condition=Q(deleted_at=None),
                name="records_contact_by_creation",
            ),
            models.Index(
                fields=["workspace_id", "changed_at", "id"],
                condition=Q(deleted_at=None),
                name="records_contact_by_change",
            ),
            models.Index(
                fields=["workspace_id", "company_id"], condition=~Q(company_id=None), name="records_contact_of_company"
            ),
            models.Index(
                fields=["workspace_id", "deleted_at", "id"], condition=~Q(deleted_at=None), name="records_contact_bin"
            ),
            GinIndex(
                fields=["workspace_id", "search"], opclasses=["uuid_ops", "gin_trgm_ops"], name="records_contact_search"
            ),
            GinIndex(
                # written at once: an import looks up each key, and a list of pending entries makes each look a walk
                fields=["workspace_id", "keys"],
                opclasses=["uuid_ops", "jsonb_path_ops"],
                name="records_contact_keys",
                fastupdate=False,
            ),
            GinIndex(
                fields=["workspace_id", "tags"], opclasses=["uuid_ops", "jsonb_path_ops"], name="records_contact_tags"
            ),
            models.Index(
                fields=["workspace_id", "owner_id", "id"],
                condition=Q(deleted_at=None) & ~Q(owner_id=None),
                name="records_contact_of_owner",
            ),
            GinIndex(
                fields=["workspace_id", "shared_with"],
                opclasses=["uuid_ops", "jsonb_path_ops"],
                condition=~Q(shared_with=[]),
                name="records_contact_shared",
            ),
            GinIndex(
                fields=["workspace_id", "custom"],
                opclasses=["uuid_ops", "jsonb_path_ops"],
                condition=~Q(custom={}),
                name="records_contact_custom",
            ),
            GinIndex(
                fields=["workspace_id", "search_open"],
                opclasses=["uuid_ops", "gin_trgm_ops"],
                condition=~Q(search_open=""),
                name="records_contact_search_open",
            ),
        ]


class Part(Record):
    """What hangs on a record, and is seen by whoever sees that."""

    parent_type = models.TextField(default="contact")
    parent_id = models.UUIDField()

    class Meta:
        abstract = True


class Note(Part):
    """A text of one person about a record. Described in `types/note.py`."""

    text = models.TextField()
    pinned = models.BooleanField(null=True)
    mentions = models.JSONField(default=list)

    class Meta:
        db_table = "records_note"
        indexes = [
            models.Index(fields=["workspace_id", "parent_id", "created_at"], name="records_note_of_parent"),
            GinIndex(
                fields=["workspace_id", "mentions"],
                opclasses=["uuid_ops", "jsonb_path_ops"],
                name="records_note_mentions",
            ),
        ]


class File(Part):
    """A file on a record; its bytes are a blob of the room `files`. Described in `types/file.py`."""

    file_name = models.TextField()
    size = models.IntegerField(null=True)
    media_type = models.TextField(null=True)
    blob = models.TextField(null=True)
    description = models.TextField(null=True)

    class Meta:
        db_table = "records_file"
        indexes = [models.Index(fields=["workspace_id", "parent_id", "created_at"], name="records_file_of_parent")]


class Relationship(Record):
    """How one contact stands to another. Described in `types/relationship.py`."""

    contact_id = models.UUIDField()
    other_id = models.UUIDField()
    kind = models.TextField()
    role = models.TextField(null=True)
    start_date = models.TextField(null=True)
    end_date = models.TextField(null=True)
    description = models.TextField(null=True)

    class Meta:
        db_table = "records_relationship"
        indexes = [
            models.Index(fields=["workspace_id", "contact_id"], name="records_relationship_of"),
            models.Index(fields=["workspace_id", "other_id"], name="records_relationship_to"),
        ]


class Tag(Tenant):
    """A tag as this workspace spells it: the key is its folded label, so that no two differ by case or accents."""

    key = models.TextField()
    label = models.TextField()
    color = models.TextField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace_id", "key"], name="records_tag_once")]


class CustomField(Tenant):
    """A field that an administrator added: a row with a field type, meeting the same functions as the others."""

    record_type = models.TextField(default="contact")
    key = models.TextField()  # c_…
    type = models.TextField()
    label = models.JSONField(default=dict)  # {"en": …, "de": …, "zh": …}
    group = models.TextField(default="custom")
    required = models.BooleanField(default=False)
    options = models.JSONField(default=list)  # of choices: [{key, label, color, retired}]
    position = models.IntegerField(default=0)
    retired = models.BooleanField(default=False)
    sensitive = models.BooleanField(default=False)  # shown on demand only, and each look at it is logged

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "record_type", "key"], name="records_customfield_once"),
        ]


class Schema(models.Model):
    """The lists of a workspace (temperature, relation), and a version that grows with every change of them or
    of its custom fields, so that each process knows when to read again."""

    table_class: TableClass = "tenant"

    workspace_id = models.UUIDField(primary_key=True)
    version = models.BigIntegerField(default=1)
    lists = models.JSONField(default=dict)
