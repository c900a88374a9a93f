"""What the numbers say, in sentences: only what holds, the weightiest first.

A finding names who or what it is about, so that a page can lead there. Sentences are plain text in Chinese
or English; every change says which year it is compared with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from scoring.analysis.common import counted, listed, members, percent, total_decimals
from scoring.analysis.gaps import pareto
from scoring.analysis.trend import (
    ADJUSTED,
    VETO_LIFTED,
    VETOED,
    Trend,
    changes,
    movers,
    section_lines,
)
from scoring.engine import ScoreSheet
from scoring.numbers import half_up, plain, without_noise
from scoring.words import Lang

MOST = 5  # sentences a leader reads
NAMED = 3  # units a sentence names
NEAR = 0.01  # of the scale: so close below a grade is near it
TIGHT = 0.005  # of the scale: places so close together are tight
TIGHT_SHARE = 1 / 3  # of the neighbouring places, from which on the ranking as a whole is
LEAST_RATE = 0.01  # a mean rate that moved by less has not moved


@dataclass(frozen=True)
class Finding:
    """A sentence that holds.

    Attributes:
        kind: what it is about, e.g. `veto`, `lead`, `risen`; weight: 0..1, the weightiest comes first.
        text: the sentence; unit, section: whom or what to look at next, '' where it is no one.
    """

    kind: str
    weight: float
    text: str
    unit: str = ""
    section: str = ""


def findings(
    sheet: ScoreSheet, previous: ScoreSheet | None = None, group: str | None = None, lang: Lang = "zh"
) -> list[Finding]:
    """What a period's result says, at most five sentences, the weightiest first; none of an empty one.

    Args:
        previous: the period before, if there is one.
        group: a group's id, or None for all units.
    """
    scored = _scored(sheet, group)
    told = [*_vetoes(sheet, group, lang), *_lead(sheet, scored, lang), *_pull(sheet, group, lang)]
    if previous is not None:
        told += _moves(changes(sheet, previous, group, lang), previous.system.year, lang)
        told += _section_moves(section_lines([previous, sheet], group, lang), lang)
    told += [*_near(sheet, scored, lang), *_kept_out(sheet, scored, lang), *_tight(sheet, scored, lang)]
    return _weightiest(told)


def trend_findings(found: Trend, lang: Lang = "zh") -> list[Finding]:
    """What changed over some periods, at most five sentences, the weightiest first."""
    told = [
        *_directions(found, lang),
        *_moves(found.changes, found.years[0], lang),
        *_section_moves(found.sections, lang),
    ]
    return _weightiest(told)


def comparison_basis(found: Trend, lang: Lang = "zh") -> list[str]:
    """What is compared and what cannot be, in sentences."""
    zh = lang == "zh"
    first, last = found.years[0], found.years[-1]
    many = len(found.changes)
    if zh:
        said = [f"名次比较{first}年与{last}年都有名次的{many}个单位"]
        if found.only_now:
            said.append(f"{found.only_now}个单位只在{last}年有名次")
        if found.only_before:
            said.append(f"{found.only_before}个单位只在{first}年有名次")
        told = ["，".join(said) + "。"]
    else:
        said = [f"Ranks compare the {counted(many, 'unit')} ranked in both {first} and {last}"]
        if found.only_now:
            said.append(f"{found.only_now} ranked only in {last}")
        if found.only_before:
            said.append(f"{found.only_before} ranked only in {first}")
        told = ["; ".join(said) + "."]
    return told + _systems_differ(found, lang)


def _systems_differ(found: Trend, lang: Lang) -> list[str]:
    zh, told = lang == "zh", []
    first, last = found.years[0], found.years[-1]
    if found.new or found.dropped or found.remarked:
        told.append(
            f"{last}年指标体系与{first}年不同：新增指标{found.new}项，取消{found.dropped}项，调整分值{found.remarked}项。"
            if zh
            else f"The indicator system of {last} is not that of {first}: {counted(found.new, 'indicator')} new, "
            f"{found.dropped} dropped, {found.remarked} with other marks."
        )
    for titles, year in ((found.new_sections, last), (found.dropped_sections, first)):
        if titles:
            names = listed([_quoted(title, lang) for title in titles], lang)
            told.append(f"只有{year}年有的板块不作比较：{names}。" if zh else f"Only {year} has {names}: not compared.")
    if found.other_scale:
        years = listed([str(year) for year in found.other_scale], lang)
        told.append(
            f"{years}年满分不同，得分不作比较，只比较名次和得分率。"
            if zh
            else f"Full marks of {years} differ: scores are not compared, only ranks and rates."
        )
    return told


def _weightiest(told: Sequence[Finding]) -> list[Finding]:
    return sorted(told, key=lambda finding: -finding.weight)[:MOST]


def _scored(sheet: ScoreSheet, group: str | None) -> pd.DataFrame:
    """The ranked units with a score, best first; `place` is the rank that counts here."""
    place = "rank" if group is None else "group_rank"
    totals = sheet.totals[members(sheet, group)]
    totals = totals.assign(place=totals[place])
    return totals[totals["score"].notna() & totals["place"].notna()].sort_values("place", kind="stable")


def _named(names: Sequence[str], lang: Lang) -> str:
    """Up to three names, and how many there are when there are more."""
    if len(names) <= NAMED:
        return listed(names, lang)
    shown = list(names[:NAMED])
    if lang == "zh":
        return f"{listed(shown, lang)}等{len(names)}个单位"
    return f"{', '.join(shown)} and {len(names) - NAMED} more"


def _quoted(title: str, lang: Lang) -> str:
    return f"“{title}”" if lang == "zh" else f"'{title}'"


def _points(value: float, sheet: ScoreSheet) -> str:
    return plain(value, total_decimals(sheet.system))


# --- of one period -------------------------------------------------------------------------------


def _vetoes(sheet: ScoreSheet, group: str | None, lang: Lang) -> Iterator[Finding]:
    struck = sheet.total_arrays.vetoed.any(axis=0) & members(sheet, group)
    if not struck.any():
        return
    units = sheet.units[struck]
    hit = np.asarray(sheet.total_arrays.vetoed[:, struck].any(axis=1))
    causes = [a.title.get(lang) for a, struck_by in zip(sheet.system.adjustments, hit, strict=True) if struck_by]
    names, why = _named(list(units["name"]), lang), listed(causes, lang)
    if lang == "zh":
        said = f"{names}被一票否决（{why}）。"
    else:
        said = f"{names} {'was' if len(units) == 1 else 'were'} vetoed ({why})."
    yield Finding("veto", 1.0, said, unit=str(units["unit"].iloc[0]))


def _lead(sheet: ScoreSheet, scored: pd.DataFrame, lang: Lang) -> Iterator[Finding]:
    zh = lang == "zh"
    if len(scored) == 1:  # it leads nobody
        only, score = scored.iloc[0], _points(scored["score"].iloc[0], sheet)
        said = (
            f"只有{only['name']}有得分，{score}分；平均分就是它的得分，没有名次可比。"
            if zh
            else f"Only {only['name']} has a score, {score}: the mean is that score, and there is no rank to compare."
        )
        yield Finding("lead", 0.9, said, unit=str(only["unit"]))
    if len(scored) < 2:
        return
    best = scored["place"].min()
    first, rest = scored[scored["place"] == best], scored[scored["place"] > best]
    score, unit = _points(first["score"].iloc[0], sheet), str(first["unit"].iloc[0])
    names = _named(list(first["name"]), lang)
    if rest.empty:
        said = (
            f"{len(first)}个单位得分相同，都是{score}分。"
            if zh
            else f"All {len(first)} units have the same score, {score}."
        )
        yield Finding("lead", 0.9, said)
        return
    if len(first) > 1:
        said = f"{names}以{score}分并列第一。" if zh else f"{names} share the first place with {score} points."
        yield Finding("lead", 0.9, said, unit=unit)
        return
    second = rest[rest["place"] == rest["place"].min()]
    ahead = _points(first["score"].iloc[0] - second["score"].iloc[0], sheet)
    chasing = _named(list(second["name"]), lang)
    if float(ahead) <= 0:  # a tie broken by sections
        said = (
            f"{names}以{score}分居首，与{chasing}同分。"
            if zh
            else f"{names} leads with {score}, level on points with {chasing}."
        )
    elif zh:
        said = f"{names}以{score}分居首，领先第二名（{chasing}）{ahead}分。"
    else:
        said = f"{names} leads with {score}, {ahead} ahead of {chasing}."
    yield Finding("lead", 0.9, said, unit=unit)


def _pull(sheet: ScoreSheet, group: str | None, lang: Lang) -> Iterator[Finding]:
    """The section on which most marks are lost, and the indicator inside it."""
    lost = pareto(sheet, group, lang)
    if lost.empty or len(sheet.system.sections) < 2:
        return
    by_section = lost.groupby("section", sort=False)["lost"].sum()
    section, most = str(by_section.idxmax()), by_section.max()
    if (by_section == most).sum() > 1:
        return
    inside = lost[lost["section"] == section].iloc[0]
    share, title = percent(most / by_section.sum()), inside["section_title"]
    within = percent(inside["lost"] / most)
    said = (
        f"“{title}”板块失分最多，占全部失分的{share}，主要在“{inside['title']}”（{inside['indicator']}，"
        f"占该板块失分的{within}）。"
        if lang == "zh"
        else f"Most marks are lost in '{title}': {share} of all lost marks, mainly on '{inside['title']}' "
        f"({inside['indicator']}, {within} of the section's)."
    )
    yield Finding("pull", 0.8, said, section=section)


def _near(sheet: ScoreSheet, scored: pd.DataFrame, lang: Lang) -> Iterator[Finding]:
    """Units just below the next grade's threshold."""
    grades = sheet.system.grades
    room = NEAR * sheet.system.scale
    better = {g.id: above for above, g in pairwise(grades)}
    close: dict[str, list[str]] = {}
    for name, grade, score in zip(scored["name"], scored["grade"], scored["score"], strict=True):
        above = better.get(grade)
        short = float("nan") if above is None else float(without_noise(above.at_least - score, sheet.system.scale))
        if above is not None and 0 < short <= room:
            gap = _points(short, sheet)
            text = f"{name}（差{gap}分）" if lang == "zh" else f"{name} ({gap} short)"
            close.setdefault(above.title.get(lang), []).append(text)
    for weight, (title, names) in zip((0.6, 0.52), close.items(), strict=False):
        said = (
            f"离“{title}”不到{plain(room)}分的有{len(names)}个单位：{_named(names, lang)}。"
            if lang == "zh"
            else f"{counted(len(names), 'unit')} within {plain(room)} of '{title}': {_named(names, lang)}."
        )
        yield Finding("near", weight, said)


def _kept_out(sheet: ScoreSheet, scored: pd.DataFrame, lang: Lang) -> Iterator[Finding]:
    """Units that reach a grade's threshold and do not hold it, since its quota is taken."""
    limited = [g for g in sheet.system.grades if g.quota is not None]
    order = {g.id: at for at, g in enumerate(sheet.system.grades)}
    vetoed = scored["vetoes"].map(len) > 0
    for grade in limited[:1]:
        below = scored["grade"].map(order) > order[grade.id]
        out = scored[(scored["score"] >= grade.at_least) & below & ~vetoed]
        if len(out):
            title, names = grade.title.get(lang), _named(list(out["name"]), lang)
            said = (
                f"达到“{title}”分数线但受名额限制未评上的有{len(out)}个单位：{names}。"
                if lang == "zh"
                else f"{counted(len(out), 'unit')} reached '{title}' in points but its quota was taken: {names}."
            )
            yield Finding("quota", 0.55, said, unit=str(out["unit"].iloc[0]))


def _tight(sheet: ScoreSheet, scored: pd.DataFrame, lang: Lang) -> Iterator[Finding]:
    """How close the places are: neighbours, once the ranking as a whole is tight."""
    scores = np.sort(scored["score"].to_numpy())[::-1]
    if len(scores) < 4 or scores[0] == scores[-1]:
        return
    gaps = without_noise(scores[:-1] - scores[1:], sheet.system.scale)
    room = TIGHT * sheet.system.scale
    close = int((gaps < room).sum())
    if close < TIGHT_SHARE * len(gaps):
        return
    said = (
        f"名次咬得很紧：{len(gaps)}对相邻名次中，{close}对相差不到{plain(room)}分。"
        if lang == "zh"
        else f"Places are close: of {len(gaps)} neighbouring pairs, {close} {'is' if close == 1 else 'are'} "
        f"less than {plain(room)} apart."
    )
    yield Finding("tight", 0.5, said)


# --- against an earlier period -------------------------------------------------------------------


def _moves(changed: pd.DataFrame, year: int, lang: Lang) -> Iterator[Finding]:
    """Who gained and who lost most places, and because of what."""
    if len(changed) < 2:
        return
    for kind, weight, rows in zip(
        ("fallen", "risen"), (0.75, 0.7), reversed(movers(changed, len(changed))), strict=True
    ):
        if rows.empty:
            continue
        alike = rows[rows["rank_change"] == rows["rank_change"].iloc[0]]
        if len(alike) > NAMED:  # nobody stands out
            continue
        yield Finding(kind, weight, _move_sentence(alike, kind, year, lang), unit=str(alike["unit"].iloc[0]))


def _move_sentence(rows: pd.DataFrame, kind: str, year: int, lang: Lang) -> str:
    places, up = int(abs(rows["rank_change"].iloc[0])), kind == "risen"
    names = listed(list(rows["name"]), lang)
    if lang == "zh":
        head = f"较{year}年，名次{'上升' if up else '下降'}最多的是{names}，{'升' if up else '降'}{places}位"
    else:
        head = f"Compared with {year}, {names} {'rose' if up else 'fell'} most, by {counted(places, 'place')}"
    if len(rows) > 1:
        return head + ("。" if lang == "zh" else ".")
    row = rows.iloc[0]
    before, now = plain(row["rank_before"]), plain(row["rank"])
    head += f"（第{before}名到第{now}名）" if lang == "zh" else f" (from {before} to {now})"
    return head + cause_words(row["cause"], row["cause_title"], row["cause_change"], lang)


def cause_words(cause: str, title: str, change: float, lang: Lang) -> str:
    """The end of a sentence about a move: why, and the full stop."""
    zh = lang == "zh"
    if cause == "":
        return "。" if zh else "."
    fixed = {
        VETOED: ("，因被一票否决。", ", because of a veto."),
        VETO_LIFTED: ("，上一次被一票否决，这次没有。", ", no longer vetoed."),
        ADJUSTED: ("，主要因为加分和扣分的变化。", ", mainly because of bonus and deduction."),
    }
    if cause in fixed:
        return fixed[cause][0 if zh else 1]
    points = plain(abs(change) * 100, 1)
    if zh:
        return f"，主要因为“{title}”得分率{'提高' if change > 0 else '下降'}{points}个百分点。"
    verb = "up" if change > 0 else "down"
    return f", mainly because of '{title}', {verb} {points} percentage {'point' if points == '1.0' else 'points'}."


def _section_moves(lines: pd.DataFrame, lang: Lang) -> Iterator[Finding]:
    """The section whose mean rate rose most and the one that fell most, first period against last."""
    wide = lines.pivot(index="section", columns="year", values="rate").sort_index(axis=1)
    if wide.shape[1] < 2:
        return
    titles = lines.drop_duplicates("section").set_index("section")["title"]
    year = wide.columns[0]
    change = pd.Series(half_up(wide.iloc[:, -1] - wide.iloc[:, 0], 6), index=wide.index).dropna()
    if change.empty:
        return
    for weight, sign in ((0.48, -1), (0.45, 1)):
        moved = change * sign
        section = str(moved.idxmax())
        if moved.max() < LEAST_RATE or (moved == moved.max()).sum() > 1:
            continue
        rate, points = percent(wide.loc[section].iloc[-1]), plain(moved.max() * 100, 1)
        verb = "升" if sign > 0 else "降"
        zh = (
            f"较{year}年，“{titles[section]}”平均得分率{'提高' if sign > 0 else '下降'}最多，"
            f"{verb}{points}个百分点，现为{rate}。"
        )
        en = (
            f"Compared with {year}, the mean rate of '{titles[section]}' {'rose' if sign > 0 else 'fell'} most, "
            f"by {points} percentage {'point' if points == '1.0' else 'points'} to {rate}."
        )
        yield Finding("section", weight, zh if lang == "zh" else en, section=section)


def _directions(found: Trend, lang: Lang) -> Iterator[Finding]:
    """How many rose, fell and stayed."""
    moved = found.changes["rank_change"]
    if moved.empty:
        return
    up, down, same = int((moved > 0).sum()), int((moved < 0).sum()), int((moved == 0).sum())
    year = found.years[0]
    if up == down == 0:
        said = (
            f"较{year}年，各单位名次都没有变化。"
            if lang == "zh"
            else f"Compared with {year}, no unit changed its rank."
        )
    elif lang == "zh":
        said = f"较{year}年，{up}个单位名次上升，{down}个下降，{same}个不变。"
    else:
        said = f"Compared with {year}, {counted(up, 'unit')} rose, {down} fell, {same} stayed."
    yield Finding("directions", 0.95, said)
