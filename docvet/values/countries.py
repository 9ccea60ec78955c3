"""Countries and territories by their two letters, Chinese provinces by their two digits."""

from __future__ import annotations

ALPHA_2 = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
    MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
    UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - a table is easier to check than 249 quoted strings
)
"""The codes of ISO 3166-1 alpha-2 that are officially assigned."""

PROVINCES = {
    "11": "北京", "12": "天津", "13": "河北", "14": "山西", "15": "内蒙古", "21": "辽宁", "22": "吉林", "23": "黑龙江",
    "31": "上海", "32": "江苏", "33": "浙江", "34": "安徽", "35": "福建", "36": "江西", "37": "山东", "41": "河南",
    "42": "湖北", "43": "湖南", "44": "广东", "45": "广西", "46": "海南", "50": "重庆", "51": "四川", "52": "贵州",
    "53": "云南", "54": "西藏", "61": "陕西", "62": "甘肃", "63": "青海", "64": "宁夏", "65": "新疆", "71": "台湾",
    "81": "香港", "82": "澳门",
}  # fmt: skip
"""The first two digits of a division code (GB/T 2260)."""

_NAMES = """
ID 印度尼西亚 印尼 Indonesia
TH 泰国 - Thailand
VN 越南 - Vietnam
MY 马来西亚 大马 Malaysia
PH 菲律宾 - Philippines
SG 新加坡 - Singapore
JP 日本 - Japan
KR 韩国 - South_Korea
US 美国 - United_States
CA 加拿大 - Canada
MX 墨西哥 - Mexico
BR 巴西 - Brazil
GB 英国 - United_Kingdom
IE 爱尔兰 - Ireland
DE 德国 - Germany
FR 法国 - France
IT 意大利 - Italy
ES 西班牙 - Spain
PT 葡萄牙 - Portugal
NL 荷兰 - Netherlands
BE 比利时 - Belgium
AT 奥地利 - Austria
PL 波兰 - Poland
SE 瑞典 - Sweden
CZ 捷克 - Czechia
HU 匈牙利 - Hungary
GR 希腊 - Greece
TR 土耳其 - Türkiye
SA 沙特阿拉伯 沙特 Saudi_Arabia
AE 阿联酋 阿拉伯联合酋长国 United_Arab_Emirates
AU 澳大利亚 澳洲 Australia
NZ 新西兰 - New_Zealand
MM 缅甸 - Myanmar
KH 柬埔寨 - Cambodia
LA 老挝 - Laos
CN 中国 中国大陆 China
HK 中国香港 香港 Hong_Kong
MO 中国澳门 澳门 Macao
TW 中国台湾 台湾 Taiwan
"""
_ROWS = [line.split() for line in _NAMES.strip().splitlines()]
_TITLES = {code: {"zh": zh, "en": en.replace("_", " ")} for code, zh, _, en in _ROWS}
CODES_BY_NAME = {
    name: code for code, zh, short, en in _ROWS for name in (zh, short, en.replace("_", " ")) if name != "-"
}
"""Where docvet's applicants sell, by what people call it in Chinese and English."""


def country(code: str) -> dict[str, str]:
    """What people call it; the code itself for places that nobody names here."""
    return _TITLES.get(code, {"zh": code, "en": code})
