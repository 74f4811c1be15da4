"""Column names of other programs and what they mean here: Salesforce, HubSpot, Google, Outlook (English, German),
Chinese CRMs (纷享销客 among them), Zoho, and Karteo's own.

A target is the name of a field, `phones:mobile`, `phones:work#2`, `addresses:home.street`, or one of the readings of
`targets.py` (`full_name`, `age`, `owner` …). Google's numbered label columns give `phones:?1` and `phones.kind1`.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

NAMES: dict[str, str] = {
    "first_name": "first name|firstname|given name|forename|vorname|名|名字",
    "last_name": "last name|lastname|surname|family name|nachname|familienname|zuname|姓|姓氏",
    "middle_name": "middle name|additional name|weitere vornamen|zweiter vorname|中间名",
    "full_name": (
        "name|full name|contact name|contact|display name|kontakt|kontaktname|lead name|"
        "name des kontakts|anzeigename|vollständiger name|ansprechpartner|"
        "客户名称|客户姓名|联系人|联系人姓名|姓名|客户|线索名称"
    ),
    "salutation": "salutation|anrede|form of address|称呼|称谓",
    "prefix": "prefix|name prefix|titel|akademischer titel|honorific|namenspräfix",
    "suffix": "suffix|name suffix|namenszusatz|后缀",
    "nickname": "nickname|nick name|spitzname|rufname|昵称",
    "phonetic_first": "phonetic first name|given yomi|yomi given name|拼音名",
    "phonetic_last": "phonetic last name|surname yomi|yomi surname|拼音姓",
    "company_name": (
        "company|company name|account name|account|organization name|organization 1 name|"
        "organization|organisation|associated company|employer|firma|firmenname|"
        "unternehmen|kunde|公司名称|公司|单位|单位名称|企业名称|所属客户|客户公司|工作单位"
    ),
    "position": (
        "job title|title|organization title|organization 1 title|position|role|funktion|"
        "berufsbezeichnung|stelle|职位|职务|头衔"
    ),
    "department": "department|organization department|organization 1 department|abteilung|部门",
    "gender": "gender|sex|geschlecht|性别",
    "age": "age|alter|年龄",
    "birth_year": "birth year|year of birth|geburtsjahr|出生年份",
    "birth_date": "birthday|birthdate|date of birth|birth date|geburtstag|geburtsdatum|生日|出生日期",
    "temperature": "temperature|rating|lead temperature|热度|客户热度",
    "relation": "relation|business type|account type|geschäftsbeziehung|客户类型|业务关系",
    "tags": ("tags|tag|labels|group membership|categories|category|kategorien|schlagwörter|markierungen|标签|客户标签"),
    "owner": (
        "owner|contact owner|account owner|lead owner|owner name|zuständig|besitzer|"
        "kontaktinhaber|verantwortlich|betreuer|负责人|所有人|客户负责人|销售负责人"
    ),
    "language": "language|preferred language|sprache|语言",
    "source": "source|lead source|original source|quelle|herkunft|来源|线索来源|客户来源",
    "description": (
        "description|notes|note|comments|comment|remark|bemerkung|bemerkungen|notizen|notiz|"
        "beschreibung|kommentar|备注|描述|说明"
    ),
    "kind": "kind|record kind|kontaktart",
    "phones:work": (
        "phone|phone number|telephone|telephone number|business phone|work phone|office phone|"
        "company main phone|telefon|telefonnummer|telefon geschäftlich|"
        "geschäftlich telefon|telefon firma|telefon büro|rufnummer|电话|电话号码|联系电话|"
        "工作电话|办公电话|公司电话|固定电话|座机"
    ),
    "phones:work#2": "business phone 2|telefon geschäftlich 2|phone 2|telefon 2|telephone 2|电话2",
    "phones:home": ("home phone|private phone|telefon privat|telefon (privat)|privat telefon|家庭电话|住宅电话"),
    "phones:home#2": "home phone 2|telefon privat 2",
    "phones:mobile": (
        "mobile|mobile phone|mobile number|mobile phone number|cell|cell phone|handy|handynummer|"
        "mobil|mobiltelefon|mobilnummer|手机|手机号|手机号码|移动电话"
    ),
    "phones:mobile#2": "mobile 2|mobiltelefon 2|手机2",
    "phones:fax": "fax|fax number|business fax|work fax|telefax|faxnummer|fax geschäftlich|传真|传真号码",
    "phones:fax#2": "home fax|fax privat|other fax",
    "phones:pager": "pager|funkruf",
    "phones:other": ("other phone|weiteres telefon|assistant's phone|asst phone|asst. phone|primary phone|其他电话"),
    "emails:work": (
        "email|e-mail|email address|e-mail address|e-mail-adresse|emailadresse|mail|work email|"
        "business email|e-mail geschäftlich|email geschäftlich|"
        "电子邮箱|电子邮件|邮箱|邮件|邮箱地址|邮件地址|工作邮箱"
    ),
    "emails:work#2": (
        "email 2|e-mail 2|e-mail 2 address|e-mail-adresse 2|e-mail 2: adresse|email address 2|"
        "additional email|additional email addresses|邮箱2"
    ),
    "emails:home": ("personal email|private email|home email|secondary email|e-mail privat|email privat|个人邮箱"),
    "emails:other": "other email|e-mail 3 address|e-mail 3|email 3|e-mail-adresse 3",
    "links:website": (
        "website|website url|web page|webpage|web|url|homepage|internet|webseite|internetseite|"
        "网站|网址|公司网址|公司网站|主页"
    ),
    "links:linkedin": "linkedin|linkedin url|linkedin profile|linkedin bio|领英",
    "links:xing": "xing|xing url|xing-profil",
    "links:x": "twitter|x|twitter username|twitter handle",
    "links:facebook": "facebook|facebook url|facebook page",
    "links:wechat": "wechat|weixin|微信|微信号",
    "links:skype": "skype|skype id|skype name",
    "links:im": "im address|im|instant messenger|im-adresse|qq|qq号|qq号码",
    "addresses:work.full": "address|adresse|anschrift|地址|详细地址|公司地址|办公地址|联系地址",
    "addresses:home.full": "居住地址|家庭地址|住址|家庭住址|home address|privatadresse",
    "": "photo|file as|karteo line|karteo column|karteo reason",
}
PREFIXES = {
    "work": [
        "",
        "mailing ",
        "business ",
        "billing ",
        "company ",
        "work ",
        "office ",
        "account ",
        "primary address ",
        "primary ",
    ],
    "home": ["home ", "private "],
    "other": ["other ", "shipping ", "alternate address ", "alternate "],
}
PARTS = {
    "street": ["street", "street address", "address line 1", "address street"],
    "extra": ["street 2", "address line 2", "address 2", "street address 2"],
    "po_box": ["po box", "p.o. box"],
    "postcode": [
        "zip",
        "zip code",
        "zip/postal code",
        "postal code",
        "postcode",
        "address postal code",
        "zip/postcode",
    ],
    "city": ["city", "town", "address city"],
    "region": ["state", "state/province", "state/region", "region", "province", "county", "address state"],
    "country": ["country", "country/region", "country/territory", "address country"],
}
GERMAN = {
    "street": ["straße", "strasse", "straße und hausnummer", "straße/hausnummer"],
    "extra": ["adresszusatz", "straße 2"],
    "po_box": ["postfach"],
    "postcode": ["postleitzahl", "plz"],
    "city": ["ort", "stadt", "wohnort"],
    "region": ["region", "bundesland", "bundesland/kanton", "kanton"],
    "country": ["land", "land/region", "staat"],
}
GERMAN_KINDS = {
    "work": ["", " geschäftlich", " firma"],
    "home": [" privat"],
    "other": [" weitere", " andere"],
}
CHINESE = {
    "country": "国家",
    "region": "省份|省|省/自治区|省/直辖市",
    "city": "城市|市|所在城市",
    "street": "街道|街道地址",
    "postcode": "邮编|邮政编码",
}
LISTS = {"e mail": "emails", "email": "emails", "phone": "phones", "website": "links", "im": "links"}
NUMBERED = re.compile(
    r"(e mail|email|phone|website|im|address) (\d+) (label|type|value|service|formatted|street|city|po box|region|"
    r"postal code|country|extended address|protocol|address)"
)
ADDRESS_PART = {"po box": "po_box", "postal code": "postcode", "extended address": "extra"}
TARGET = re.compile(r"[a-z_]+(:[a-z]+(#\d+)?(\.[a-z_]+)?|#\d+|\.primary)?")


def fold_header(text: str) -> str:
    """Two spellings of one column name become the same: case, width, hyphens, brackets, a star for "required"."""
    text = unicodedata.normalize("NFKC", text).casefold().strip().strip("*＊:").replace("ß", "ss")
    return " ".join(re.sub(r"[-_()\[\]（）.*:]+", " ", text).split())


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for kind, prefixes in PREFIXES.items():
        for prefix, (part, names) in itertools.product(prefixes, PARTS.items()):
            table |= {fold_header(prefix + name): f"addresses:{kind}.{part}" for name in names}
    for kind, suffixes in GERMAN_KINDS.items():
        for suffix, (part, names) in itertools.product(suffixes, GERMAN.items()):
            table |= {fold_header(name + suffix): f"addresses:{kind}.{part}" for name in names}
    for part, text in CHINESE.items():
        table |= {fold_header(name): f"addresses:work.{part}" for name in text.split("|")}
    for target, text in NAMES.items():
        table |= {fold_header(name): target for name in text.split("|")}
    return table


TABLE = _table()


def guess(columns: list[str], fields: set[str]) -> list[str | None]:
    """For each column its target, '' for one that only repeats others, None for one nobody knows.

    `fields` are the names of the workspace's fields; their own names are targets too. A target is given once: the
    second column that means the same gets the next number of a list, or none."""
    folded = [fold_header(column) for column in columns]
    taken: set[str] = set()
    return [_claim(_one(column, name, folded, fields), taken) for column, name in zip(columns, folded, strict=True)]


def _one(column: str, name: str, folded: list[str], fields: set[str]) -> str | None:
    if TARGET.fullmatch(column) and re.split(r"[:#.]", column)[0] in fields | {"full_name", "age", "owner"}:
        return column
    if numbered := NUMBERED.fullmatch(name):
        what, n, part = numbered.groups()
        if what == "address":
            if part in ("label", "type"):
                return f"addresses.kind{n}"
            return f"addresses:?{n}.{ADDRESS_PART.get(part, part)}"
        if part in ("label", "type", "service"):
            return f"{LISTS[what]}.kind{n}"
        if part == "value":
            return f"{LISTS[what]}:?{n}"
    if name == "title" and fold_header("Job Title") in folded:
        return "prefix"
    return TABLE.get(name)


def _claim(target: str | None, taken: set[str]) -> str | None:
    """The target, or the next one of its kind when a column before has it."""
    if not target or target not in taken:
        taken.add(target or "")
        return target
    head, _, part = target.partition(".") if target.startswith("addresses:") else (target, "", "")
    if ":" not in head:
        return f"{target}#2" if target in ("description", "tags") else None
    for n in itertools.count(2):
        wanted = f"{head.partition('#')[0]}#{n}" + (f".{part}" if part else "")
        if wanted not in taken:
            taken.add(wanted)
            return wanted
    return None
