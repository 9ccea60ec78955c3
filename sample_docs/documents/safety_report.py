"""检测报告 in Chinese, and the Children's Product Certificate of the United States in English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sample_docs.documents.base import Truth, company_seal, day, iso, marked, stated
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.fonts import Font

LABORATORY = "汇澜检测技术服务（广东）有限公司"
CPC_LABORATORY = "Huilan Testing Services (Guangdong) Co., Ltd."


@dataclass(frozen=True, slots=True)
class SafetyReport:
    """What was tested, for whom, by whom."""

    look: Literal["report", "cpc"]
    number: str
    applicant: str
    product: str
    issued: date
    laboratory: str = LABORATORY

    def draw(self) -> Drawing:
        """Its first page on A4."""
        return marked(_report(self) if self.look == "report" else _certificate(self))

    def truth(self) -> Truth:
        """What it says."""
        return Truth(
            "safety_report",
            stated(
                number=self.number, applicant=self.applicant, product=self.product, laboratory=self.laboratory,
                issued=iso(self.issued),
            ),
        )  # fmt: skip


def _report(document: SafetyReport) -> Drawing:
    sheet = Drawing(210, 297)
    sheet.box(20, 14, 20, 12, 0.4)
    sheet.text(30, 17, "CMA", 5, font=Font.HEI, centre=True)
    sheet.box(44, 14, 20, 12, 0.4)
    sheet.text(54, 17, "CNAS", 5, font=Font.HEI, centre=True)
    sheet.text(184, 18, f"报告编号：{document.number}", 4.2, right=True)
    sheet.text(105, 40, document.laboratory, 5.6, font=Font.HEI, centre=True)
    sheet.spread(70, 54, "检测报告", 70, 11, font=Font.HEI, bold=True)
    rows = [
        ("样品名称", document.product),
        ("委托单位", document.applicant),
        ("检测类别", "委托检测"),
        ("检测依据", "《化妆品安全技术规范》（2015年版）及委托方要求"),
        ("检测项目", "重金属（铅、砷、汞、镉）、微生物、pH值"),
        ("检测结论", "所检项目符合要求"),
        ("签发日期", day(document.issued)),
    ]
    y = sheet.table(26, 78, (34, 124), rows, size=4.3, height=13)
    sheet.text(30, y + 12, "编制：叶书遥", 4.2)
    sheet.text(82, y + 12, "审核：彭嘉树", 4.2)
    sheet.text(134, y + 12, "批准：蒋清和", 4.2)
    sheet.picture(company_seal(document.laboratory, middle="检验检测专用章"), 140, y + 4, 40)
    sheet.block(26, 262, "本报告仅对来样负责；未经本机构书面同意不得部分复制。", 158, 3.4)
    return sheet


def _certificate(document: SafetyReport) -> Drawing:
    sheet = Drawing(210, 297)
    sheet.text(105, 26, "CHILDREN'S PRODUCT CERTIFICATE", 7, font=Font.HEI, centre=True, bold=True)
    sheet.text(184, 40, f"Certificate No.: {document.number}", 4, right=True)
    parts = [
        ("1. Identification of the product covered by this certificate:", document.product),
        (
            "2. Citation to each children's product safety rule to which this product is certified:",
            "16 CFR 1303 Ban of lead-containing paint; 16 CFR 1501 Small parts; ASTM F963-23",
        ),
        ("3. Identification of the U.S. importer or domestic manufacturer certifying compliance:", document.applicant),
        ("4. Contact information for the individual maintaining records of test results:", "records@sample.example"),
        ("5. Date and place where this product was manufactured:", f"{document.issued:%B %Y}, Shenzhen, China"),
        ("6. Date and place where this product was tested:", f"{document.issued:%B %Y}, Guangzhou, China"),
        (
            "7. Identification of any third party, CPSC-accepted laboratory on whose testing the certificate depends:",
            document.laboratory,
        ),
    ]
    y = 52.0
    for heading, value in parts:
        y = sheet.block(26, y, heading, 158, 3.8, font=Font.HEI, bold=True)
        y = sheet.block(32, y + 1, value, 152, 3.9, font=Font.HEI) + 5
    sheet.text(26, y + 4, f"Date of issue: {document.issued:%Y-%m-%d}", 3.9, font=Font.HEI)
    return sheet
