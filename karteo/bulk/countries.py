"""The names that addresses use for the countries most customers live in, to read their telephone numbers right."""

from __future__ import annotations

NAMES = {
    "DE": "germany deutschland allemagne 德国",
    "AT": "austria österreich 奥地利",
    "CH": "switzerland schweiz suisse svizzera 瑞士",
    "FR": "france frankreich 法国",
    "IT": "italy italien italia 意大利",
    "ES": "spain spanien españa 西班牙",
    "PT": "portugal 葡萄牙",
    "NL": "netherlands niederlande nederland holland the_netherlands 荷兰",
    "BE": "belgium belgien belgique belgië 比利时",
    "LU": "luxembourg luxemburg",
    "GB": "united_kingdom großbritannien vereinigtes_königreich england uk great_britain scotland wales 英国",
    "IE": "ireland irland 爱尔兰",
    "US": "united_states united_states_of_america usa u.s.a. us vereinigte_staaten vereinigte_staaten_von_amerika 美国",
    "CA": "canada kanada 加拿大",
    "MX": "mexico mexiko méxico",
    "BR": "brazil brasilien brasil 巴西",
    "AR": "argentina argentinien",
    "PL": "poland polen polska 波兰",
    "CZ": "czech_republic czechia tschechien česko",
    "SK": "slovakia slowakei",
    "HU": "hungary ungarn",
    "RO": "romania rumänien",
    "BG": "bulgaria bulgarien",
    "GR": "greece griechenland",
    "TR": "turkey türkei türkiye 土耳其",
    "SE": "sweden schweden sverige 瑞典",
    "NO": "norway norwegen norge 挪威",
    "DK": "denmark dänemark danmark 丹麦",
    "FI": "finland finnland suomi 芬兰",
    "RU": "russia russland russian_federation 俄罗斯",
    "UA": "ukraine",
    "HR": "croatia kroatien",
    "SI": "slovenia slowenien",
    "LI": "liechtenstein",
    "CN": "china volksrepublik_china people's_republic_of_china prc 中国 中华人民共和国",
    "HK": "hong_kong hongkong 香港",
    "TW": "taiwan 台湾",
    "SG": "singapore singapur 新加坡",
    "JP": "japan 日本",
    "KR": "south_korea südkorea korea 韩国",
    "IN": "india indien 印度",
    "AU": "australia australien 澳大利亚",
    "NZ": "new_zealand neuseeland",
    "ZA": "south_africa südafrika",
    "IL": "israel",
    "AE": "united_arab_emirates",
}
CODES = {name.replace("_", " "): code for code, names in NAMES.items() for name in names.split()} | {
    code.lower(): code for code in NAMES
}


def country_code(text: str) -> str | None:
    """ISO 3166 code of a country's name (English, German, Chinese, the usual others), or None."""
    return CODES.get(" ".join(text.casefold().split()).removeprefix("the "))
