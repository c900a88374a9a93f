"""填报说明: how to fill in the workbook, how it is scored, and the grades."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from scoring.facts import FACT_KINDS
from scoring.numbers import plain
from scoring.system import IndicatorSystem
from scoring.workbook.layout import (
    BASICS_SHEET,
    ENTRY_SHEET,
    GUIDE_SHEET,
    PANEL_SHEET,
    SERIES_SHEET,
    AnyItem,
    kinds_used,
    sheet_for,
)
from scoring.workbook.template import formats as looks

WIDTHS = (14, 30, 56)
_HOW = {
    "yes_no": ("选“是”或“否”", "是"),
    "count": ("填整数，没有发生填 0，不带单位", "3"),
    "number": ("填数字，可有小数，不带单位", "12.5"),
    "ratio": ("“填报值”填完成数，“应完成数”填应完成数，两格都要填", "填报值 48，应完成数 50"),
    "growth": ("“填报值”填今年数，“应完成数”填上年数，两格都要填", "填报值 520，应完成数 500"),
    "date": ("填年月日", "{year}-03-31"),
    "choice": ("从下拉列表中选一项", "所列选项之一"),
    "monthly": ("每月一格填整数，没有开展的月份填 0", "1月 1，2月 0……"),
    "quarterly": ("每季度一格填整数，没有开展的季度填 0", "一季度 1……"),
    "rating": ("每位评委一格，0 到 100；缺席的空着", "92"),
}


def add_guide(workbook: Workbook, formats: looks.Looks, system: IndicatorSystem, items: list[AnyItem]) -> None:
    """Add the sheet 填报说明 for a workbook that holds `items`."""
    sheet = workbook.add_worksheet(GUIDE_SHEET)
    looks.set_page(sheet, system.title.get("zh"), landscape=False)
    looks.protect(sheet)
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    _Guide(sheet, formats, system, items).write()


class _Guide:
    def __init__(self, sheet: Worksheet, formats: looks.Looks, system: IndicatorSystem, items: list[AnyItem]) -> None:
        self.sheet, self.formats, self.system, self.items = sheet, formats, system, items
        self.row = 0

    def write(self) -> None:
        title = self.formats.get(looks.BASE, font_size=18, bold=True, font_color=looks.NAVY)
        self._line(f"{self.system.title.get('zh')}（{self.system.year} 年度）", title, 36)
        self._line("自评填报表 · 填报说明", self.formats.get(looks.BASE, font_size=12, font_color=looks.SOFT), 24)
        if self.system.note.get("zh"):
            self._paragraph(self.system.note.get("zh"))
        self._steps()
        self._kinds()
        self._blanks()
        self._scoring()
        self._grades()
        self._adjustments()

    # --- parts -----------------------------------------------------------------------------------

    def _steps(self) -> None:
        self._heading("填写步骤")
        for number, step in enumerate(self._step_texts(), start=1):
            self._pair(f"第 {number} 步", step)

    def _step_texts(self) -> list[str]:
        sheets = [s for s in (ENTRY_SHEET, SERIES_SHEET, PANEL_SHEET) if any(sheet_for(i) == s for i in self.items)]
        return [
            f"在《{BASICS_SHEET}》核对单位编码、名称和分组，空着的补上。",
            f"在{'、'.join(f'《{s}》' for s in sheets)}填写浅黄色的格子；灰色的格子不用填，其他格子已锁定。",
            "在“佐证材料”写明材料名称或文号，材料本身另行备查。",
            "保存为 .xlsx 后上报。交表后会逐格检查，有问题的格子会列出位置和改法。",
            "只填数量、比率、日期和选项，不写姓名、身份证号、电话等任何个人信息。",
        ]

    def _kinds(self) -> None:
        self._heading("各类填报项怎样填")
        self._table_head("类型", "怎样填", "示例")
        for kind in kinds_used(self.items):
            how, example = _HOW[kind]
            self._table_row(FACT_KINDS[kind].title.get("zh"), how, example.format(year=self.system.year))

    def _blanks(self) -> None:
        self._heading("零、空白与不适用")
        self._pair("填 0", "这项工作应做而全年没有发生、没有完成（零报告）。照 0 计分。")
        self._pair("空白", "没有填报。按未填报处理，不得分；每月、每季度的空格按未开展处理。")
        self._pair(
            "不适用",
            f"确无此项工作的，在“不适用”选“是”并写明理由，数值空着。{self._not_applicable_effect()}灰色的“不适用”格不能申报。",
        )
        self._pair("应完成数为 0", "两格都填 0，按不适用处理。")

    def _not_applicable_effect(self) -> str:
        if self.system.not_applicable.mode == "full":
            return "核实后按满分计。"
        where = {"total": "总分", "section": "所在板块", "measure": "所在措施"}[self.system.not_applicable.within]
        return f"核实后该项不计入，{where}按其余指标折算。"

    def _scoring(self) -> None:
        self._heading("怎样计分")
        base = "各指标得分之和" if self.system.aggregation == "sum" else "各板块得分率的加权几何平均"
        with_coefficient = any(group.coefficient != 1 for group in self.system.groups.values())
        times = "，再乘以所在分组的难度系数" if with_coefficient else ""
        base = f"{base}，折算为 {plain(self.system.scale)} 分制{times}。"
        self._pair("基础分", f"{base}每项的评分标准见各表“评分标准”栏。")
        self._pair("总分", "基础分加加分、减扣分，不低于 0；有一票否决情形的，等次和总分受限。")
        self._pair("核查", "核查人员可对填报值作出核定并写明理由，以核定值计分；自评得分另行保留。")

    def _grades(self) -> None:
        if not self.system.grades:
            return
        self._heading("等次")
        self._table_head("等次", "总分", "名额")
        for grade in self.system.grades:
            quota = "不限" if grade.quota is None else f"不超过本组单位数的 {plain(grade.quota * 100)}%，按名次"
            self._table_row(grade.title.get("zh"), f"{plain(grade.at_least)} 分及以上", quota)

    def _adjustments(self) -> None:
        if not self.system.adjustments:
            return
        self._heading("加分、扣分与一票否决")
        self._table_head("编号", "事项", "怎样计")
        for item in self.system.adjustments:
            who = "单位填报" if item.reported_by == "unit" else "核查人员登记"
            self._table_row(item.id, item.title.get("zh"), f"{self.system.rule_text(item)}（{who}）")
        for text in self._caps():
            self._paragraph(text)

    def _caps(self) -> Iterable[str]:
        bonus, deduction = self.system.caps.bonus, self.system.caps.deduction
        if bonus.at_most is not None:
            yield f"加分合计不超过 {plain(bonus.at_most)} 分。"
        if deduction.at_most is not None:
            yield f"扣分合计不超过 {plain(deduction.at_most)} 分。"
        if bonus.only_from is not None:
            yield f"基础分减扣分达到 {plain(bonus.only_from)} 分，加分才计入。"
        if bonus.only_above is not None:
            yield f"基础分减扣分超过 {plain(bonus.only_above)} 分，加分才计入。"

    # --- lines -----------------------------------------------------------------------------------

    def _line(self, text: str, shape: object, height: float) -> None:
        self.sheet.set_row(self.row, height)
        self.sheet.write_string(self.row, 0, text, shape)
        self.row += 1

    def _heading(self, text: str) -> None:
        self._line("", self.formats.get(looks.BASE), 9)
        shape = self.formats.get(
            looks.BASE, bold=True, font_size=12, font_color=looks.NAVY, bottom=2, bottom_color=looks.TEAL
        )
        for at in range(len(WIDTHS)):
            self.sheet.write_blank(self.row, at, None, shape)
        self._line(text, shape, 24)

    def _paragraph(self, text: str) -> None:
        shape = self.formats.get(looks.BASE, text_wrap=True)
        self.sheet.merge_range(self.row, 0, self.row, 2, text, shape)
        self.sheet.set_row(self.row, looks.height_of([(text, sum(WIDTHS))], 20))
        self.row += 1

    def _pair(self, name: str, text: str) -> None:
        self.sheet.write_string(self.row, 0, name, self.formats.get(looks.BASE, bold=True, font_color=looks.TEAL))
        self.sheet.merge_range(self.row, 1, self.row, 2, text, self.formats.get(looks.BASE, text_wrap=True))
        self.sheet.set_row(self.row, looks.height_of([(text, WIDTHS[1] + WIDTHS[2])], 21))
        self.row += 1

    def _table_head(self, *headings: str) -> None:
        for at, heading in enumerate(headings):
            self.sheet.write_string(
                self.row, at, heading, self.formats.get(bold=True, bg_color="#e8eef5", font_color=looks.NAVY)
            )
        self.sheet.set_row(self.row, 22)
        self.row += 1

    def _table_row(self, *texts: str) -> None:
        for at, text in enumerate(texts):
            self.sheet.write_string(self.row, at, text, self.formats.get(bold=at == 0))
        self.sheet.set_row(self.row, looks.height_of(list(zip(texts, WIDTHS, strict=True)), 22))
        self.row += 1
