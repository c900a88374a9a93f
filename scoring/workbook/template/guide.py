"""填报说明: how to fill in the workbook, how it is scored, and the grades.

Tested in tests/workbook/template/test_workbook.py.
"""

from __future__ import annotations

from functools import reduce

from scoring.system.grade_words import places_words, reached_words, total_words
from scoring.system.part_words import part_lines
from scoring.system.total_words import base_words, caps_words
from scoring.words import COLUMNS, gettext, joined_text, text
from scoring.workbook.layout import BASICS_SHEET, GUIDE_SHEET, kinds_of, sheets_of
from scoring.workbook.template import formats
from scoring.workbook.template.making import OUTSIDE_SECTIONS, Making

WIDTHS = (14, 30, 56)
_BOTH = text("{first}{second}", "{first} {second}")
_SHEET_NAME = text("《{name}》", "'{name}'")
_RESCALED = {
    "total": text("总分", "the total"),
    "section": text("所在板块", "its section"),
    "measure": text("所在措施", "its measure"),
}


def add_guide(making: Making) -> None:
    """Add the sheet 填报说明 for what the workbook's unit reports."""
    _Guide(making).write()


class _Guide:
    def __init__(self, making: Making) -> None:
        self.making, self.system, self.looks, self.lang = making, making.system, making.looks, making.lang
        self.items = making.items()
        self.sheet = making.add(GUIDE_SHEET, is_guide=True)
        self.row = 0
        for at, width in enumerate(WIDTHS):
            self.sheet.set_column(at, at, width)

    def write(self) -> None:
        title = self.looks.get(formats.BASE, font_size=18, bold=True, font_color=formats.NAVY)
        self._line(self.making.title(), title, 36)
        subtitle = self.looks.get(formats.BASE, font_size=12, font_color=formats.SOFT)
        self._line(gettext(self.lang, "Self-report: how to fill it in"), subtitle, 24)
        if note := self.system.note.get(self.lang):
            self._paragraph(note)
        self._steps()
        if self.items:
            self._kinds()
            self._blanks()
        self._scoring()
        self._grades()
        self._adjustments()

    # --- parts -----------------------------------------------------------------------------------

    def _steps(self) -> None:
        self._heading(gettext(self.lang, "Steps"))
        for number, step in enumerate(self._step_texts(), start=1):
            self._pair(gettext(self.lang, "Step {number}", number=number), step)

    def _step_texts(self) -> list[str]:
        lang = self.lang
        if not self.items:
            return [gettext(lang, "There is nothing to fill in: inspectors enter the figures of all indicators.")]
        sheets = joined_text(_SHEET_NAME.filled(name=sheet.title) for sheet in sheets_of(self.items))
        basics = _SHEET_NAME.filled(name=BASICS_SHEET)
        return [
            gettext(
                lang, "On {sheet}, see that code, name and group are right, and fill in what is blank.", sheet=basics
            ),
            gettext(
                lang,
                "On {sheets}, fill in the pale yellow cells; grey cells stay as they are, all others are locked.",
                sheets=sheets,
            ),
            gettext(lang, "Under 'Evidence', name the papers or their numbers; keep the papers themselves at hand."),
            gettext(
                lang,
                "Save it as .xlsx and hand it in. Every cell is then checked; where one needs changing, you are told "
                "which and how.",
            ),
            gettext(
                lang,
                "Fill in counts, shares, dates and options only: no names, ID numbers, telephone numbers or other "
                "personal data.",
            ),
        ]

    def _kinds(self) -> None:
        self._heading(gettext(self.lang, "How to fill in each kind of figure"))
        self._table_head(gettext(self.lang, "Kind"), gettext(self.lang, "How"), gettext(self.lang, "Example"))
        for kind in (kind.in_period(self.system.period) for kind in kinds_of(self.items)):
            example = kind.example_of(self.system.period).get(self.lang)
            self._table_row(kind.title.get(self.lang), kind.how.get(self.lang), example)

    def _blanks(self) -> None:
        lang = self.lang
        self._heading(gettext(lang, "Zero, blank and not applicable"))
        zero = gettext(lang, "It was to be done and did not happen: scored as 0. Where yes or no is asked, choose no.")
        self._pair(gettext(lang, "Fill in 0"), zero)
        self._pair(gettext(lang, "Blank"), self._blank_effect())
        claim = gettext(
            lang,
            "If there is no such work at all, choose yes under 'Not applicable', give the reason and leave the figures "
            "blank. {effect} Where that cell is grey, it cannot be claimed.",
            effect=self._not_applicable_effect(),
        )
        self._pair(COLUMNS["na"].get(lang), claim)
        nothing_due = gettext(lang, "Fill in 0 in both cells; it then counts as not applicable.")
        self._pair(gettext(lang, "Nothing due"), nothing_due)

    def _blank_effect(self) -> str:
        """What becomes of a blank cell, and of one of several, by the kinds of figures that are asked for."""
        of_kinds = dict.fromkeys(kind.blank.get(self.lang) for kind in kinds_of(self.items))
        words = [gettext(self.lang, "Not answered: earns nothing."), *filter(None, of_kinds)]
        return reduce(lambda first, second: _BOTH.format(self.lang, first=first, second=second), words)

    def _not_applicable_effect(self) -> str:
        if self.system.not_applicable.mode == "full":
            return gettext(self.lang, "Once verified, it counts as earned in full.")
        whole = _RESCALED[self.system.not_applicable.within]
        return gettext(
            self.lang, "Once verified, it is left out and {whole} is rescaled to the other indicators.", whole=whole
        )

    def _scoring(self) -> None:
        lang = self.lang
        self._heading(gettext(lang, "How it is scored"))
        base = base_words(self.system, lang)
        if self.system.sections:
            rules = gettext(lang, "Each indicator's rule stands under 'Scoring rule'.")
            base = _BOTH.format(lang, first=base, second=rules)
        self._pair(COLUMNS["base"].get(lang), base)
        self._parts()
        self._pair(COLUMNS["score"].get(lang), total_words(self.system, lang))
        verification = gettext(
            lang,
            "Inspectors may correct a figure and say why; the corrected figure counts. The unit's own score is kept "
            "beside it.",
        )
        self._pair(gettext(lang, "Verification"), verification)

    def _parts(self) -> None:
        """What sections and measures do with what is in them, where they do more than add it up."""
        for name, words in part_lines(self.system, self.lang):
            self._pair(name, gettext(self.lang, "{limit}.", limit=words))

    def _grades(self) -> None:
        if not self.system.grades:
            return
        lang = self.lang
        self._heading(gettext(lang, "Grades"))
        self._table_head(COLUMNS["grade"].get(lang), gettext(lang, "What it takes"), gettext(lang, "Places"))
        for grade in self.system.grades:
            places = places_words(grade, lang) or gettext(lang, "no limit")
            self._table_row(grade.title.get(lang), reached_words(grade, self.system, lang), places)

    def _adjustments(self) -> None:
        if not self.system.adjustments:
            return
        lang = self.lang
        self._heading(OUTSIDE_SECTIONS.get(lang))
        self._table_head(COLUMNS["indicator"].get(lang), gettext(lang, "What happens"), gettext(lang, "How it counts"))
        for item in self.system.adjustments:
            rule = self.system.rule_text(item, lang)
            if not item.has_facts:
                counts = gettext(lang, "{rule} (by the figures of {id})", rule=rule, id=item.source.id)
            elif item.reported_by == "record":
                counts = gettext(lang, "{rule} (counted from the record)", rule=rule)
            elif item.reported_by == "unit":
                counts = gettext(lang, "{rule} (reported by the unit)", rule=rule)
            else:
                counts = gettext(lang, "{rule} (entered by inspectors)", rule=rule)
            self._table_row(item.id, item.title.get(lang), counts)
        for sentence in caps_words(self.system, lang):
            self._paragraph(sentence)

    # --- lines -----------------------------------------------------------------------------------

    def _line(self, text: str, shape: object, height: float) -> None:
        self.sheet.set_row(self.row, height)
        self.sheet.write_string(self.row, 0, text, shape)
        self.row += 1

    def _heading(self, text: str) -> None:
        self._line("", self.looks.get(formats.BASE), 9)
        shape = self.looks.get(
            formats.BASE, bold=True, font_size=12, font_color=formats.NAVY, bottom=2, bottom_color=formats.TEAL
        )
        for at in range(len(WIDTHS)):
            self.sheet.write_blank(self.row, at, None, shape)
        self._line(text, shape, 24)

    def _paragraph(self, text: str) -> None:
        shape = self.looks.get(formats.BASE, text_wrap=True)
        self.sheet.merge_range(self.row, 0, self.row, 2, text, shape)
        self.sheet.set_row(self.row, formats.height_of([(text, sum(WIDTHS))], 20))
        self.row += 1

    def _pair(self, name: str, text: str) -> None:
        look = self.looks.get(formats.BASE, bold=True, font_color=formats.TEAL, text_wrap=True)
        self.sheet.write_string(self.row, 0, name, look)
        self.sheet.merge_range(self.row, 1, self.row, 2, text, self.looks.get(formats.BASE, text_wrap=True))
        self.sheet.set_row(self.row, formats.height_of([(name, WIDTHS[0]), (text, WIDTHS[1] + WIDTHS[2])], 21))
        self.row += 1

    def _table_head(self, *headings: str) -> None:
        for at, heading in enumerate(headings):
            self.sheet.write_string(
                self.row, at, heading, self.looks.get(bold=True, bg_color="#e8eef5", font_color=formats.NAVY)
            )
        self.sheet.set_row(self.row, 22)
        self.row += 1

    def _table_row(self, *texts: str) -> None:
        for at, words in enumerate(texts):
            self.sheet.write_string(self.row, at, words, self.looks.get(bold=at == 0))
        self.sheet.set_row(self.row, formats.height_of(list(zip(texts, WIDTHS, strict=True)), 22))
        self.row += 1
