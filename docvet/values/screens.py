"""Words that a telephone or computer shows around what is on its screen."""

from __future__ import annotations

import re

_STATUS = re.compile(r"^(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)|(?:^|\W)[45]G(?:\W|$)|Wi-?Fi|(?:^|\s)\d{1,3}%$", re.IGNORECASE)
_BAR = re.compile(
    r"^[<＜‹〈]?\s*返回$|^[<＜‹〈]\s*\S{0,8}$|^(?:文件|图片|文档)预览$|^聊天(?:信息|记录)$|^按住\s*说话$|^发消息|^(?:订单|商品|交易|账户)详情$"
    r"|^Seller ?Center$|^(?:相册|所有照片|屏幕截图)$",
    re.IGNORECASE,
)


def in_status_bar(text: str) -> bool:
    """Whether a line at the top of a picture reads like a telephone's status bar: a time, 5G, the battery's charge."""
    return _STATUS.search(text) is not None


def in_app_bar(text: str) -> bool:
    """Whether a line at the edge of a picture is one of an app's: the way back, a viewer's title, a chat's input."""
    return _BAR.search(text.strip()) is not None
