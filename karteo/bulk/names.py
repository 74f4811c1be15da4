"""One name in one cell: which part is the family name? Western and Chinese names, and companies."""

from __future__ import annotations

import re

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff·]+")
# 复姓: the family names of two characters
COMPOUND = frozenset(
    re.findall(
        r"\w+",
        """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶
    太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良
    漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲
    公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 淳于
    达奚 褚师 纳兰 归海 歐陽 司馬 東方 諸葛 尉遲 鍾離 長孫 軒轅
""",
    )
)
PARTICLES = {
    "von",
    "van",
    "de",
    "der",
    "den",
    "del",
    "della",
    "di",
    "da",
    "dos",
    "du",
    "la",
    "le",
    "zu",
    "zum",
    "zur",
    "ten",
    "ter",
    "af",
    "al",
    "bin",
    "ibn",
}
TITLES = re.compile(r"(?:(?:prof|dr|dipl\.?-ing|ing|mag|med|rer|nat|phil|jur|h\.?c)\b\.?\s*)+", re.I)
SALUTATIONS = re.compile(r"(herr|frau|mr|mrs|ms|miss|monsieur|madame)\b\.?\s+", re.I)
COMPANY = re.compile(
    r"\b(gmbh|ag|kg|ohg|e\.\s?k|e\.\s?v|mbh|se|ug|ltd|limited|inc|llc|llp|plc|corp|co\. kg|s\.a|s\.r\.l|sarl|b\.v|oy|ab"
    r"|a\.ş|gbr)\b\.?\)?$|(公司|集团|厂|商店|银行|中心|研究所|研究院|学校|大学|医院|协会|事务所|合作社)$",
    re.I,
)


def split_name(text: str) -> dict[str, str]:
    """{first_name, last_name, prefix …} of a full name, or {company_name} when it plainly is a company."""
    text = " ".join(text.split())
    if COMPANY.search(text):
        return {"kind": "company", "company_name": text}
    if HAN.fullmatch(text):
        n = 2 if len(text) > 2 and text[:2] in COMPOUND else 1
        if "·" in text or len(text) == 1:
            return {"last_name": text}
        return {"last_name": text[:n], "first_name": text[n:]}
    found: dict[str, str] = {}
    if greeting := SALUTATIONS.match(text):
        found["salutation"], text = greeting[1], text[greeting.end() :]
    if (title := TITLES.match(text)) and title.end() < len(text):
        found["prefix"], text = title[0].strip(), text[title.end() :]
    last, comma, first = text.partition(",")
    if comma and first.strip():
        return found | {"last_name": last.strip(), "first_name": first.strip()}
    words = text.rstrip(",").split(" ")
    n = len(words) - 1
    while n > 1 and words[n - 1].lower() in PARTICLES:
        n -= 1
    if len(words) > 2 and words[0].lower() in PARTICLES:
        n = 0
    return found | {"first_name": " ".join(words[:n]), "last_name": " ".join(words[n:])}
