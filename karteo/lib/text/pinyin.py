"""Chinese characters as they are spoken: whole readings and initials, with the surnames' own readings."""

import os
import re
from functools import cache, lru_cache
from importlib.resources import files

from karteo.lib.text.scripts import is_han

# Read otherwise as a surname than as a word. Two-character surnames stand first.
SURNAMES = {
    "尉迟": "yu4 chi2", "万俟": "mo4 qi2", "澹台": "tan2 tai2", "长孙": "zhang3 sun1", "宰父": "zai3 fu3",
    "单": "shan4", "曾": "zeng1", "解": "xie4", "仇": "qiu2", "朴": "piao2", "翟": "zhai2", "查": "zha1",
    "区": "ou1", "盖": "ge3", "任": "ren2", "乐": "yue4", "尹": "yin3",
    "贠": "yun4", "冼": "xian3",
    "覃": "qin2", "缪": "miao4", "牟": "mu4", "宓": "mi4", "卜": "bu3",
    "石": "shi2", "车": "che1", "薄": "bo2", "华": "hua4", "宁": "ning4", "那": "na1",
    "柏": "bai3", "葛": "ge3", "訾": "zi1", "逄": "pang2", "阚": "kan4", "隗": "wei3",
    "曲": "qu1", "晟": "cheng2", "谌": "chen2", "單": "shan4", "葉": "ye4", "賈": "jia3",
    "查良": "zha1 liang2", "乜": "nie4", "佴": "nai4",
}  # fmt: skip
_LONGEST_NAME = 4  # a longer text of Chinese characters is a company or a sentence
_LONGEST = 40
_TONES = re.compile("[1-5]")


def same_reading(one: str, other: str) -> bool:
    """Whether two readings differ in their tones at most."""
    return _TONES.sub("", one) == _TONES.sub("", other)


@cache
def phrases() -> dict[str, list[str]]:
    """Words that are read otherwise than sign by sign: 重庆 → chong2, qing4."""
    lines = files("karteo.lib.text").joinpath("phrases.txt").read_text("utf-8").splitlines()
    return {text: reading.split() for text, reading in (line.split(":") for line in lines)}


@lru_cache(maxsize=20_000)
def _sign(char: str) -> str:
    """How one Chinese character is read, with its tone; the character itself where nobody knows."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # we have our own, and theirs take 40 MB
    from pypinyin.contrib.tone_convert import to_tone3
    from pypinyin.pinyin_dict import pinyin_dict

    found = pinyin_dict.get(ord(char))
    return str(to_tone3(found.partition(",")[0])) if found else char


def _plain(text: str) -> tuple[str, ...]:
    """The reading of a run of Chinese characters as words, the longest phrase first; the neutral tone is 5."""
    spoken: list[str] = []
    while len(spoken) < len(text):
        at = len(spoken)
        known = (phrases().get(text[at : at + length]) for length in (4, 3, 2))
        spoken += next((phrase for phrase in known if phrase), [_sign(text[at])])
    return tuple(syllable if syllable[-1].isdigit() else syllable + "5" for syllable in spoken)


@lru_cache(maxsize=50_000)
def toned(text: str) -> tuple[tuple[str, ...], ...]:
    """The readings of a run of Chinese characters with tone numbers; a surname's own reading first."""
    plain = _plain(text)
    if len(text) > _LONGEST_NAME or text in phrases():
        return (plain,)
    for length in (2, 1):
        surname = SURNAMES.get(text[:length])
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
