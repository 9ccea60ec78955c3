"""开户许可证 and 基本存款账户信息."""

from __future__ import annotations

import pytest

from docvet.documents.kinds import bank_permit, bank_statement, basic_account_info
from tests.documents.pages import Placed, prose, text_of

NAME = "深圳市晨曦云帆贸易有限公司"
PERMIT: list[Placed] = [
    (0.4, 0.10, "开户许可证", 0.04), (0.1, 0.20, "核准号：J1000012345601"), (0.6, 0.20, "编号：1000-01234567"), (0.1, 0.27, "经审核，"), (0.25, 0.27, NAME),
    (0.7, 0.27, "符合开户条件，准予"), (0.1, 0.31, "开立基本存款账户。"), (0.1, 0.36, "法定代表人（单位负责人）"), (0.4, 0.36, "林晓舟"), (0.1, 0.40, "开户银行"),
    (0.3, 0.40, "示例银行股份有限公司深圳南山支行"), (0.1, 0.44, "账    号"), (0.3, 0.44, "4000 1234 5678 9012 345"), (0.6, 0.50, "发证机关（盖章）"),
    (0.6, 0.55, "2016年 05 月 06日"),
]  # fmt: skip
INFO: list[Placed] = [
    (0.3, 0.10, "基本存款账户信息", 0.03), (0.1, 0.20, "账户名称："), (0.3, 0.20, NAME), (0.1, 0.24, "账户号码："), (0.3, 0.24, "400012345678901"),
    (0.1, 0.28, "开户银行：示例银行深圳南山支行"), (0.1, 0.32, "法定代表人（单位负责人）：林晓舟"), (0.1, 0.36, "基本存款账户编号：J1000012345601"), (0.6, 0.45, "2021年05月06日"),
]  # fmt: skip


def test_a_permit() -> None:
    fields = {name: field.value for name, field in bank_permit.extract(text_of(PERMIT)).items()}
    assert fields == {
        "account_name": NAME, "account_number": "4000123456789012345", "bank": "示例银行股份有限公司深圳南山支行", "approval_number": "J1000012345601",
        "permit_number": "1000-01234567", "representative": "林晓舟", "issued": "2016-05-06",
    }  # fmt: skip


def test_account_information() -> None:
    fields = {name: field.value for name, field in basic_account_info.extract(text_of(INFO)).items()}
    assert fields == {
        "account_name": NAME, "account_number": "400012345678901", "bank": "示例银行深圳南山支行", "approval_number": "J1000012345601", "representative": "林晓舟",
        "issued": "2021-05-06",
    }  # fmt: skip


def test_a_label_broken_over_two_rows() -> None:
    broken = [item for item in INFO if "法定" not in item[2]]
    broken += [(0.1, 0.315, "法定代表人（单位负责"), (0.45, 0.322, "林晓舟"), (0.1, 0.335, "人）")]
    assert basic_account_info.extract(text_of(broken))["representative"].value == "林晓舟"


def test_an_account_number_with_a_letter_in_it_is_in_doubt() -> None:
    torn = [item if "4000 1234" not in item[2] else (0.3, 0.44, "4000 1234 5678 9O12 345") for item in PERMIT]
    field = bank_permit.extract(text_of(torn)).get("account_number")
    assert field is None or field.confidence <= 0.6


def test_a_sole_traders_account_bears_the_owners_name() -> None:
    own = [item if item[2] != NAME else (0.3, 0.20, "个体户林晓舟") for item in INFO]
    assert basic_account_info.extract(text_of(own))["account_name"].value == "个体户林晓舟"


def test_account_information_in_a_sentence() -> None:
    told = f"兹证明{NAME}（法定代表人：林晓舟）在我行开立基本存款账户，账号为400012345678901，开户行为示例银行深圳南山支行，基本存款账户编号为J1000012345601。"
    fields = {name: field.value for name, field in basic_account_info.extract(text_of(prose(told))).items()}
    assert fields == {
        "account_name": NAME, "account_number": "400012345678901", "bank": "示例银行深圳南山支行", "approval_number": "J1000012345601", "representative": "林晓舟",
    }  # fmt: skip


def test_other_words_for_the_same_labels() -> None:
    rows: list[Placed] = [
        (0.3, 0.1, "开户证明", 0.03), (0.1, 0.2, "户名："), (0.3, 0.2, NAME), (0.1, 0.24, "法定代表人/负责人："), (0.4, 0.24, "林晓舟"),
        (0.1, 0.28, "开户网点："), (0.3, 0.28, "示例银行深圳南山支行"), (0.6, 0.5, "打印时间：2024-12-05 15:20:11"),
    ]  # fmt: skip
    fields = {name: field.value for name, field in basic_account_info.extract(text_of(rows)).items()}
    assert fields == {
        "account_name": NAME,
        "representative": "林晓舟",
        "bank": "示例银行深圳南山支行",
        "issued": "2024-12-05",
    }


def test_the_forms_own_print_is_nobodys_name() -> None:
    blurred = [item for item in PERMIT if item[2] != NAME]
    assert "account_name" not in bank_permit.extract(text_of(blurred))


def test_a_name_that_the_bank_hid_is_kept_as_it_stands() -> None:
    hidden = [item if item[2] != NAME else (0.3, 0.20, "深圳市****有限公司") for item in INFO]
    assert basic_account_info.extract(text_of(hidden))["account_name"].value == "深圳市****有限公司"


@pytest.mark.parametrize("row", ["户名：深圳市**有限公司  账号：400012345678901", "户名：深圳市■■有限公司"])
def test_a_hidden_name_with_another_label_behind_it(row: str) -> None:
    name = bank_statement.KIND.extract(text_of(prose(f"示例银行账户交易明细\n{row}")))["account_name"].value
    assert name == row.removeprefix("户名：").partition("  ")[0]


@pytest.mark.parametrize("name", ["深圳市****有限公司", "深圳市××××有限公司"])
def test_a_name_that_the_bank_hid_in_the_permits_sentence(name: str) -> None:
    hidden = [item if item[2] != NAME else (*item[:2], name) for item in PERMIT]
    assert bank_permit.extract(text_of(hidden))["account_name"].value == name


def test_the_sort_of_account_is_no_part_of_the_name() -> None:
    noted = [item if item[2] != NAME else (*item[:2], f"{NAME}（基本户）") for item in PERMIT]
    assert bank_permit.extract(text_of(noted))["account_name"].value == NAME


def test_a_branch_that_wraps_into_a_second_row() -> None:
    wrapped = [item for item in PERMIT if "示例银行" not in item[2]]
    wrapped += [(0.3, 0.40, "示例银行股份有限公司深圳市分行南"), (0.3, 0.42, "城支行")]
    assert bank_permit.extract(text_of(wrapped))["bank"].value == "示例银行股份有限公司深圳市分行南城支行"


def test_a_name_that_wraps_in_the_permits_sentence() -> None:
    rows = [item for item in PERMIT if item[2] not in ("经审核，", NAME, "符合开户条件，准予", "开立基本存款账户。")]
    rows += [
        (0.1, 0.27, "经审核，深圳市晨曦云帆国际进出口贸易"),
        (0.1, 0.31, "有限公司符合开户条件，准予开立基本存款账户。"),
    ]
    assert bank_permit.extract(text_of(rows))["account_name"].value == "深圳市晨曦云帆国际进出口贸易有限公司"
