"""What stands around the content of a screen, told from what stands on papers."""

from __future__ import annotations

import pytest

from docvet.values.screens import in_app_bar, in_status_bar


@pytest.mark.parametrize("text", ["9:41", "09:07 5G 64%", "5G 87%", "中国移动 4G", "Wi-Fi", "64%"])
def test_status_bars(text: str) -> None:
    assert in_status_bar(text)


@pytest.mark.parametrize("text", ["营业执照", "2024-06-01", "25:61", "15G 内存", "100%棉 面料"])
def test_no_status_bars(text: str) -> None:
    assert not in_status_bar(text)


@pytest.mark.parametrize("text", ["＜返回", "返回", "文件预览", "按住 说话", "账户详情", "Seller Center", "< 相册"])
def test_app_bars(text: str) -> None:
    assert in_app_bar(text)


@pytest.mark.parametrize("text", ["产品返回政策", "营业执照", "照片", "SELLER", "商标注册证"])
def test_no_app_bars(text: str) -> None:
    assert not in_app_bar(text)
