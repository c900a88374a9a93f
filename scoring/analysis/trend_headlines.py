"""What changed against an earlier period, in sentences: who moved and why, and what is compared at all."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from scoring.analysis.common import rate_as_shown
from scoring.analysis.headline import NAMED, Headline, weightiest
from scoring.analysis.trend import ADJUSTED, VETO_LIFTED, VETOED, Trend, movers
from scoring.numbers import half_up, percent, plain
from scoring.period import name_beside, period_name
from scoring.words import Lang, Text, gettext, listed, ngettext, quoted

LEAST_RATE = 0.01  # a mean rate that moved by less has not moved


def trend_headlines(trend: Trend, lang: Lang = "zh") -> list[Headline]:
    """What changed over some periods, at most five sentences, the weightiest first."""
    return weightiest(
        [
            *_directions(trend, lang),
            *rank_moves(trend.changes, _before(trend), lang),
            *section_moves(trend.sections, lang),
        ]
    )


def _before(trend: Trend) -> Text:
    """What the first of the periods is called beside the last."""
    return name_beside(trend.periods[0], trend.periods[-1])


def _directions(trend: Trend, lang: Lang) -> Iterator[Headline]:
    """How many rose, fell and stayed."""
    moves, before = trend.changes["rank_change"], _before(trend)
    if moves.empty:
        return
    up, down, same = int((moves > 0).sum()), int((moves < 0).sum()), int((moves == 0).sum())
    if up == down == 0:
        text = gettext(lang, "Compared with {period}, no unit changed its rank.", period=before)
    else:
        text = ngettext(
            lang,
            "Compared with {period}, {count} unit rose, {down} fell, {same} stayed.",
            "Compared with {period}, {count} units rose, {down} fell, {same} stayed.",
            up,
            period=before,
            down=down,
            same=same,
        )
    yield Headline("directions", 0.95, text)


# --- ranks ---------------------------------------------------------------------------------------


def rank_moves(changed: pd.DataFrame, before: Text, lang: Lang) -> Iterator[Headline]:
    """Who gained and who lost most places, and because of what.

    Args:
        changed: as `trend.changes` gives it; before: what the earlier period is called.
    """
    if len(changed) < 2:
        return
    gained, lost = movers(changed, len(changed))
    for kind, weight, rows in (("fallen", 0.75, lost), ("risen", 0.7, gained)):
        most = rows[rows["rank_change"] == rows["rank_change"].iloc[0]] if len(rows) else rows
        if 0 < len(most) <= NAMED:  # of more, nobody stands out
            text = _one_move(most.iloc[0], before, lang) if len(most) == 1 else _several_moves(most, before, lang)
            yield Headline(kind, weight, text, unit=str(most["unit"].iloc[0]))


def _several_moves(rows: pd.DataFrame, before: Text, lang: Lang) -> str:
    """Units that moved by the same number of places, further than any other."""
    change = int(rows["rank_change"].iloc[0])
    units = listed(rows["name"].tolist(), lang)
    if change > 0:
        return ngettext(
            lang,
            "Compared with {period}, {units} rose most, by {count} place.",
            "Compared with {period}, {units} rose most, by {count} places.",
            change,
            period=before,
            units=units,
        )
    return ngettext(
        lang,
        "Compared with {period}, {units} fell most, by {count} place.",
        "Compared with {period}, {units} fell most, by {count} places.",
        -change,
        period=before,
        units=units,
    )


def _one_move(row: pd.Series, before: Text, lang: Lang) -> str:
    """The unit that moved further than any other, and why where that is known."""
    change, cause = int(row["rank_change"]), _cause(row["cause"], row["cause_title"], row["cause_change"], lang)
    values = {"period": before, "unit": row["name"], "before": plain(row["rank_before"]), "now": plain(row["rank"])}
    if change > 0 and cause:
        return ngettext(
            lang,
            "Compared with {period}, {unit} rose most, by {count} place (from {before} to {now}), {cause}.",
            "Compared with {period}, {unit} rose most, by {count} places (from {before} to {now}), {cause}.",
            change,
            cause=cause,
            **values,
        )
    if change > 0:
        return ngettext(
            lang,
            "Compared with {period}, {unit} rose most, by {count} place (from {before} to {now}).",
            "Compared with {period}, {unit} rose most, by {count} places (from {before} to {now}).",
            change,
            **values,
        )
    if cause:
        return ngettext(
            lang,
            "Compared with {period}, {unit} fell most, by {count} place (from {before} to {now}), {cause}.",
            "Compared with {period}, {unit} fell most, by {count} places (from {before} to {now}), {cause}.",
            -change,
            cause=cause,
            **values,
        )
    return ngettext(
        lang,
        "Compared with {period}, {unit} fell most, by {count} place (from {before} to {now}).",
        "Compared with {period}, {unit} fell most, by {count} places (from {before} to {now}).",
        -change,
        **values,
    )


def _cause(cause: str, title: str, change: float, lang: Lang) -> str:
    """Why a unit moved, as a clause; '' where nothing explains it."""
    if cause == "":
        return ""
    if cause == VETOED:
        return gettext(lang, "because of a veto")
    if cause == VETO_LIFTED:
        return gettext(lang, "no longer vetoed")
    if cause == ADJUSTED:
        return gettext(lang, "mainly because of bonus and deduction")
    points = plain(abs(change) * 100, 1)
    if change > 0:
        return gettext(
            lang, "mainly because of '{section}', up {points} percentage points", section=title, points=points
        )
    return gettext(lang, "mainly because of '{section}', down {points} percentage points", section=title, points=points)


# --- sections ------------------------------------------------------------------------------------


def section_moves(lines: pd.DataFrame, lang: Lang) -> Iterator[Headline]:
    """The section whose mean rate rose most and the one that fell most, first period against last.

    One in which a figure is still awaited is passed over.

    Args:
        lines: as `trend.section_lines` gives them.
    """
    complete = lines[~lines.groupby("section")["awaited"].transform("any")]
    wide = complete.pivot(index="section", columns="period", values="rate").sort_index(axis=1)
    if wide.shape[1] < 2:
        return
    titles = lines.drop_duplicates("section").set_index("section")["title"]
    first, last = rate_as_shown(wide.iloc[:, 0]), rate_as_shown(wide.iloc[:, -1])
    change = pd.Series(half_up(last - first, 6), index=wide.index).dropna()
    if change.empty:
        return
    for weight, sign in ((0.48, -1), (0.45, 1)):
        size = change * sign
        section = str(size.idxmax())
        if size.max() >= LEAST_RATE and (size == size.max()).sum() == 1:
            values = {
                "period": name_beside(wide.columns[0], wide.columns[-1]),
                "section": titles[section],
                "points": plain(size.max() * 100, 1),
                "rate": percent(wide.loc[section].iloc[-1]),
            }
            yield Headline("section", weight, _section_move(sign, values, lang), section=section)


def _section_move(sign: int, values: dict[str, object], lang: Lang) -> str:
    if sign > 0:
        return gettext(
            lang,
            "Compared with {period}, the mean rate of '{section}' rose most, by {points} percentage points to {rate}.",
            **values,
        )
    return gettext(
        lang,
        "Compared with {period}, the mean rate of '{section}' fell most, by {points} percentage points to {rate}.",
        **values,
    )


# --- what is compared ----------------------------------------------------------------------------


def comparison_basis(trend: Trend, lang: Lang = "zh") -> list[str]:
    """What is compared and what cannot be, in sentences."""
    return [_units_compared(trend, lang), *_systems_differ(trend, lang)]


def _units_compared(trend: Trend, lang: Lang) -> str:
    """How many units are ranked in both periods, and how many only in one."""
    count = len(trend.changes)
    names = {"first": period_name(trend.periods[0]), "last": period_name(trend.periods[-1])}
    if trend.only_now and trend.only_before:
        return ngettext(
            lang,
            "Ranks compare the {count} unit ranked in both {first} and {last}; {new} ranked only in {last}; "
            "{gone} ranked only in {first}.",
            "Ranks compare the {count} units ranked in both {first} and {last}; {new} ranked only in {last}; "
            "{gone} ranked only in {first}.",
            count,
            new=trend.only_now,
            gone=trend.only_before,
            **names,
        )
    if trend.only_now:
        return ngettext(
            lang,
            "Ranks compare the {count} unit ranked in both {first} and {last}; {new} ranked only in {last}.",
            "Ranks compare the {count} units ranked in both {first} and {last}; {new} ranked only in {last}.",
            count,
            new=trend.only_now,
            **names,
        )
    if trend.only_before:
        return ngettext(
            lang,
            "Ranks compare the {count} unit ranked in both {first} and {last}; {gone} ranked only in {first}.",
            "Ranks compare the {count} units ranked in both {first} and {last}; {gone} ranked only in {first}.",
            count,
            gone=trend.only_before,
            **names,
        )
    return ngettext(
        lang,
        "Ranks compare the {count} unit ranked in both {first} and {last}.",
        "Ranks compare the {count} units ranked in both {first} and {last}.",
        count,
        **names,
    )


def _systems_differ(trend: Trend, lang: Lang) -> Iterator[str]:
    """What of the two indicator systems is not the same."""
    first, last = (period_name(trend.periods[at]) for at in (0, -1))
    if trend.new or trend.dropped or trend.remarked:
        yield ngettext(
            lang,
            "The indicator system of {last} is not that of {first}: {count} indicator new, {dropped} dropped, "
            "{remarked} with other marks.",
            "The indicator system of {last} is not that of {first}: {count} indicators new, {dropped} dropped, "
            "{remarked} with other marks.",
            trend.new,
            last=last,
            first=first,
            dropped=trend.dropped,
            remarked=trend.remarked,
        )
    for titles, period in ((trend.new_sections, last), (trend.dropped_sections, first)):
        if titles:
            sections = listed((quoted(title, lang) for title in titles), lang)
            yield gettext(lang, "Only {period} has {sections}: not compared.", period=period, sections=sections)
    if trend.other_scale:
        yield gettext(
            lang,
            "Full marks of {periods} differ: scores are not compared, only ranks and rates.",
            periods=listed((period_name(one).get(lang) for one in trend.other_scale), lang),
        )
