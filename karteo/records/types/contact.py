"""The contact: a company or a person, in one table and one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from karteo.lib.errors import Error
from karteo.lib.text import is_cjk, sort_key
from karteo.records.fields import (
    Addresses,
    Boolean,
    Choice,
    Day,
    Emails,
    Field,
    Link,
    Links,
    LongText,
    Number,
    People,
    Person,
    Phones,
    Photo,
    Tags,
    Text,
)
from karteo.records.fields.items import primary_value
from karteo.records.types.base import FOUND, LIFE, Derived, RecordType, Row, findable, label, option, text_inputs

if TYPE_CHECKING:
    from karteo.records.context import Context


KINDS = (option("company", "Company", "Firma", "公司"), option("person", "Person", "Person", "个人"))
GENDERS = (
    option("female", "Female", "Weiblich", "女"),
    option("male", "Male", "Männlich", "男"),
    option("diverse", "Diverse", "Divers", "其他"),
)

CONSENTS = (
    option("given", "Given", "Erteilt", "已同意"),
    option("withdrawn", "Withdrawn", "Widerrufen", "已撤回"),
    option("none", "Not asked", "Nicht gefragt", "未征询"),
)

FIELDS: tuple[Field, ...] = (
    Choice(name="kind", group="name", options=KINDS, required=True, label=label("Kind", "Art", "类别")),
    Text(name="salutation", group="name", only="person", label=label("Salutation", "Anrede", "称呼")),
    Text(name="prefix", group="name", only="person", label=label("Title", "Titel", "头衔")),
    Text(name="first_name", group="name", only="person", searched=True, label=label("First name", "Vorname", "名")),
    Text(
        name="middle_name",
        group="name",
        only="person",
        searched=True,
        label=label("Middle name", "Zweiter Vorname", "中间名"),
    ),
    Text(name="last_name", group="name", only="person", searched=True, label=label("Last name", "Nachname", "姓")),
    Text(name="suffix", group="name", only="person", label=label("Suffix", "Namenszusatz", "后缀")),
    Text(name="nickname", group="name", only="person", searched=True, label=label("Nickname", "Spitzname", "昵称")),
    Text(
        name="phonetic_first",
        group="name",
        only="person",
        searched=True,
        label=label("Phonetic first name", "Vorname (Aussprache)", "名拼音"),
    ),
    Text(
        name="phonetic_last",
        group="name",
        only="person",
        searched=True,
        label=label("Phonetic last name", "Nachname (Aussprache)", "姓拼音"),
    ),
    Text(
        name="company_name",
        group="name",
        searched=True,
        key="sort_company",
        label=label("Company name", "Firmenname", "公司名称"),
    ),
    Link(
        name="company_id",
        group="name",
        only="person",
        target="contact",
        label=label("Linked company", "Verknüpfte Firma", "所属公司"),
    ),
    Text(name="position", group="name", only="person", searched=True, label=label("Position", "Position", "职位")),
    Text(name="department", group="name", only="person", searched=True, label=label("Department", "Abteilung", "部门")),
    Phones(name="phones", group="contact", label=label("Phone", "Telefon", "电话")),
    Emails(name="emails", group="contact", label=label("E-mail", "E-Mail", "电子邮箱")),
    Links(
        name="links", group="contact", label=label("Website and social networks", "Web und soziale Netze", "网站与社交")
    ),
    Addresses(name="addresses", group="address", label=label("Address", "Adresse", "地址")),
    Choice(name="gender", group="about", only="person", options=GENDERS, label=label("Gender", "Geschlecht", "性别")),
    Day(
        name="birth_date",
        group="about",
        only="person",
        yearless=True,
        label=label("Birth date", "Geburtsdatum", "出生日期"),
    ),
    Number(
        name="birth_year",
        group="about",
        only="person",
        whole=True,
        least=1850,
        most=2100,
        label=label("Birth year", "Geburtsjahr", "出生年份"),
    ),
    Boolean(
        name="birth_year_estimated",
        group="about",
        only="person",
        label=label("Birth year is estimated", "Geburtsjahr geschätzt", "出生年份为估计"),
    ),
    Choice(
        name="temperature",
        group="about",
        list_name="temperature",
        label=label("Contact type", "Kontakttyp", "联系人类型"),
    ),
    Choice(name="relation", group="about", list_name="relation", label=label("Relation", "Beziehung", "业务关系")),
    Tags(name="tags", group="about", label=label("Tags", "Schlagwörter", "标签")),
    Person(name="owner_id", group="about", label=label("Owner", "Zuständig", "负责人")),
    Text(name="language", group="about", label=label("Language", "Sprache", "语言")),
    Text(name="source", group="about", label=label("Source", "Quelle", "来源")),
    LongText(name="description", group="about", searched=True, label=label("Description", "Beschreibung", "说明")),
    Photo(name="photo", group="about", label=label("Photo", "Foto", "照片")),
    Choice(name="consent", group="privacy", options=CONSENTS, label=label("Consent", "Einwilligung", "同意状态")),
    Day(name="consent_at", group="privacy", label=label("Consent on", "Einwilligung am", "同意日期")),
    Text(
        name="consent_source",
        group="privacy",
        label=label("Consent received by", "Einwilligung erhalten durch", "同意来源"),
    ),
    Boolean(name="no_call", group="privacy", label=label("Do not call", "Nicht anrufen", "请勿致电")),
    Boolean(name="no_email", group="privacy", label=label("Do not e-mail", "Nicht per E-Mail", "请勿发邮件")),
    Boolean(name="no_mail", group="privacy", label=label("Do not write letters", "Keine Briefpost", "请勿寄信")),
    Boolean(name="restricted", group="access", label=label("Restrict access", "Zugriff beschränken", "限制访问")),
    People(
        name="shared_with",
        group="access",
        label=label("People with access", "Personen mit Zugriff", "有权访问的人员"),
    ),
    *LIFE,
)

NAMED_BY = ("last_name", "first_name", "nickname", "emails", "phones")  # a person has one of these


class ContactType(RecordType):
    name = "contact"
    plural = "contacts"
    table = "records_contact"
    groups = ("name", "contact", "address", "about", "privacy", "access", "custom")
    fields = FIELDS
    derived = (*FOUND, Derived("company", "text"), Derived("sort_company", "text"), Derived("sort_city", "text"))
    shown = ("name", "company")
    indexed = frozenset(("t.sort_name", "t.sort_company", "t.sort_city", "t.created_at", "t.changed_at"))
    owner = "owner_id"
    closable = True
    defaults: ClassVar[Row] = {"kind": "person"}
    ruled = frozenset(("kind", "company_name", *NAMED_BY, "restricted", "owner_id", "shared_with"))

    def reads(self, fields: Mapping[str, Field]) -> frozenset[str]:
        always = {"kind", "prefix", "suffix", "company_id", "emails", "phones", "links", "addresses", "tags"}
        return text_inputs(fields) | always | self.policy

    def derive(self, row: Row, ctx: Context, names: Mapping[str, str]) -> Row:
        closed = ctx.closed(self.name)
        company = names.get(row.get("company_id") or "") or row.get("company_name") or ""
        address = primary_value(row.get("addresses")) or {}
        # a name made of a number must not tell the number to those who may not read it
        named = row if not closed else {name: value for name, value in row.items() if name not in closed}
        shown, listed = display_name(named, company), list_name(row)
        return findable(row, ctx, self.name, [shown, listed, company]) | {
            "name": shown,
            "company": company,
            "sort_name": sort_key(listed or shown),
            "sort_company": sort_key(company),
            "sort_city": sort_key(address.get("city", "")),
        }

    def check(self, row: Row) -> Iterable[Error]:
        if row.get("kind") == "company" and not row.get("company_name"):
            yield Error("company_name", "required", {}, "A company needs its name.")
        elif row.get("kind") != "company" and not any(row.get(name) for name in NAMED_BY):
            yield Error(
                "last_name",
                "required_one_of",
                {"fields": ["last_name", "first_name", "emails", "phones"]},
                "A person needs a name, an e-mail address or a phone number.",
            )
        if row.get("restricted") and not row.get("owner_id") and not row.get("shared_with"):
            yield Error("shared_with", "nobody_left", {}, "A restricted record needs an owner or somebody chosen.")


def display_name(row: Row, company: str) -> str:
    """The name as one says it: 王小明, Dr. Jörg Müller, Nordwerk GmbH; the e-mail or phone of the nameless."""
    if row.get("kind") == "company":
        return row.get("company_name") or ""
    first, last = row.get("first_name") or "", row.get("last_name") or ""
    if is_cjk(last) or (is_cjk(first) and not last):
        return f"{last}{first}"
    parts = (row.get("prefix"), first, row.get("middle_name"), last)
    name = " ".join(part for part in parts if part)
    if name and row.get("suffix"):
        name = f"{name}, {row['suffix']}"
    return (
        name or row.get("nickname") or primary_value(row.get("emails")) or primary_value(row.get("phones")) or company
    )


def list_name(row: Row) -> str:
    """The name as a list sorts it: last name first."""
    if row.get("kind") == "company":
        return row.get("company_name") or ""
    return " ".join(part for part in (row.get("last_name"), row.get("first_name"), row.get("middle_name")) if part)


CONTACT = ContactType()
