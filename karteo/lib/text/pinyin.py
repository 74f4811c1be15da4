"""Chinese characters as they are spoken: whole readings and initials, with the surnames' own readings."""

import re
from functools import lru_cache
from types import ModuleType

from karteo.lib.text.scripts import is_han

# Read otherwise as a surname than as a word. Two-character surnames stand first.
_SURNAMES = {
    "尉迟": "yu4 chi2", "万俟": "mo4 qi2", "澹台": "tan2 tai2", "长孙": "zhang3 sun1", "宰父": "zai3 fu3",
    "单": "shan4", "曾": "zeng1", "解": "xie4", "仇": "qiu2", "朴": "piao2", "翟": "zhai2", "查": "zha1",
    "区": "ou1", "盖": "ge3", "任": "ren2", "乐": "yue4", "繁": "po2", "尹": "yin3", "员": "yun4",
    "召": "shao4", "贠": "yun4", "黑": "he4", "秘": "bi4", "冼": "xian3", "折": "she2", "洗": "xian3",
    "种": "chong2", "重": "chong2", "覃": "qin2", "缪": "miao4", "牟": "mu4", "宓": "mi4", "卜": "bu3",
    "石": "shi2", "车": "che1", "薄": "bo2", "祭": "zhai4", "华": "hua4", "宁": "ning4", "那": "na1",
    "柏": "bai3", "葛": "ge3", "能": "nai4", "訾": "zi1", "逄": "pang2", "阚": "kan4", "隗": "wei3",
    "曲": "qu1", "晟": "cheng2", "谌": "chen2", "單": "shan4", "葉": "ye4", "賈": "jia3",
    "查良": "zha1 liang2", "乜": "nie4", "撒": "sa3", "哈": "ha3", "佴": "nai4",
}  # fmt: skip
_LONGEST_NAME = 4  # a longer text of Chinese characters is a company or a sentence
_LONGEST = 40


def _library() -> ModuleType:
    """pypinyin and its 40 MB of phrases, loaded when the first Chinese text comes by."""
    import pypinyin

    return pypinyin


def _split_tones(syllables: list[str]) -> tuple[str, ...]:
    return tuple(syllable if syllable[-1:].isdigit() else syllable + "5" for syllable in syllables)


@lru_cache(maxsize=50_000)
def toned(text: str) -> tuple[tuple[str, ...], ...]:
    """The readings of a run of Chinese characters with tone numbers; a surname's own reading first."""
    library = _library()
    plain = _split_tones(library.lazy_pinyin(text, style=library.Style.TONE3))
    if len(text) > _LONGEST_NAME or text in library.phrases_dict.phrases_dict:
        return (plain,)
    for length in (2, 1):
        surname = _SURNAMES.get(text[:length])
        if surname and len(text) >= length:
            spoken = (*surname.split(), *plain[length:])
            return (spoken,) if spoken == plain else (spoken, plain)
    return (plain,)


def readings(text: str) -> list[tuple[str, ...]]:
    """The readings of a run of Chinese characters without tones: 单于 → [(shan, yu), (dan, yu)]."""
    return [tuple(syllable[:-1] for syllable in reading) for reading in toned(text[:_LONGEST])]


def initials(text: str) -> list[str]:
    """The first letters of the readings: 王小明 → [wxm]."""
    return list(dict.fromkeys("".join(syllable[0] for syllable in reading) for reading in readings(text)))


@lru_cache(maxsize=50_000)
def pinyin_words(text: str) -> tuple[str, ...]:
    """The words under which Chinese is found by Latin letters: 吕布 → lvbu, lubu, lyubu, lb."""
    runs = re.split(r"\s+", "".join(char if is_han(char) else " " for char in text).strip())
    if len(runs) > 1 and sum(map(len, runs)) <= _LONGEST_NAME:
        runs.append("".join(runs))
    found: dict[str, None] = {}
    for run in runs:
        if not 0 < len(run) <= _LONGEST:
            continue
        for reading in readings(run):
            for v in ("v", "u", "yu") if any("v" in syllable for syllable in reading) else ("v",):
                found["".join(reading).replace("v", v)] = None
        if len(run) > 1:
            found.update(dict.fromkeys(initials(run)))
    return tuple(found)
