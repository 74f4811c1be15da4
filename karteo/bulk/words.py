"""Words that other programs use for the kinds of a value, in English, German and Chinese."""

from __future__ import annotations

import re

KINDS = {
    "work": (
        "work business office company main telefax arbeit geschäftlich geschaeftlich büro firma "
        "dienstlich 工作 办公 公司 单位"
    ),
    "home": "home private personal privat zuhause haus 家庭 住宅 个人 私人",
    "mobile": "mobile cell cellular iphone handy mobil mobiltelefon 手机 移动",
    "fax": "fax telefax 传真",
    "pager": "pager beeper funkruf 寻呼",
    "other": "other andere weitere sonstige voice internet 其他",
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()} | {"telefax": "fax"}
ALLOWED = {
    "phones": {"work", "home", "mobile", "fax", "pager", "other"},
    "emails": {"work", "home", "other"},
    "addresses": {"work", "home", "other"},
}
SITES = {
    "linkedin": "linkedin",
    "xing": "xing",
    "twitter": "x",
    "x": "x",
    "facebook": "facebook",
    "wechat": "wechat",
    "weixin": "wechat",
    "skype": "skype",
    "instagram": "instagram",
}


def kind_of(types: list[str], label: str, field: str) -> str:
    """The kind for TYPE words and a label; fax and mobile say more than where they stand."""
    words = [*types, *re.findall(r"[^\W\d_]+", label.lower())]
    kinds = {KIND_OF[word] for word in words if word in KIND_OF} & ALLOWED[field]
    return next((kind for kind in ("fax", "pager", "mobile", "work", "home") if kind in kinds), "other")


def link_kind(url: str, types: list[str], default: str = "website") -> str:
    """linkedin, xing … by the host of the address or the TYPE word; otherwise `default`."""
    host = re.match(
        r"(?:\w+://)?(?:[\w-]+\.)*?(linkedin|xing|twitter|x|facebook|wechat|weixin|skype|instagram)\.(?:com|cn|de|net)\b",
        url,
        re.I,
    )
    if host:
        return SITES[host[1].lower()]
    return next((SITES[word] for word in types if word in SITES), default)
