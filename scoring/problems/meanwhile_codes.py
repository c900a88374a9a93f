"""What somebody else has done since a person looked: codes of what is refused for it, with who and what.

Tested in tests/test_structure.py.
"""

from __future__ import annotations

from scoring.problems.code import Code, error

MEANWHILE_CODES: dict[str, Code] = {
    "figure_moved": error(
        "这一项已被{by}改动：{source}由{old}变为{new}。",
        "Changed meanwhile by {by}: {source} was {old} and is now {new}.",
        "请对照后决定：仍保存自己填的，或采用现在的。",
        "Compare, then decide: save yours all the same, or keep what stands now.",
    ),
    "no_longer_asked": error(
        "现行指标体系中已没有这一项，没有保存。",
        "The system in force no longer has this figure; nothing was saved for it.",
        "请按页面现在的内容核查。",
        "Verify what the page shows now.",
    ),
    "confirmed_meanwhile": error(
        "《{name}》（第 {version} 版）已由{by}确认计入。",
        "{by} has confirmed {name} (version {version}); it counts.",
        "如不应计入，请在“收到的文件”中撤回。",
        "If it should not count, take it back under 'Received files'.",
    ),
    "turned_down_meanwhile": error(
        "《{name}》（第 {version} 版）已由{by}退回，理由：{reason}。",
        "{by} has turned down {name} (version {version}): {reason}.",
        "如应计入，请让单位重新报送。",
        "If it should count, let the unit hand it in again.",
    ),
    "taken_back_meanwhile": error(
        "《{name}》（第 {version} 版）已由{by}撤回，理由：{reason}。",
        "{by} has taken back {name} (version {version}): {reason}.",
        "如应计入，请让单位重新报送。",
        "If it should count, let the unit hand it in again.",
    ),
    "replaced_meanwhile": error(
        "《{name}》（第 {version} 版）之后的第 {later} 版已由{by}确认或报送，以后一版为准。",
        "A later version ({later}) than {name} (version {version}) counts already, by {by}.",
        "无需再确认。",
        "Nothing is left to confirm.",
    ),
    "moved_meanwhile": error(
        "《{name}》（第 {version} 版）没有撤回：{by}有改动，撤回后计入的内容与您看到的不同。",
        "{name} (version {version}) was not taken back: since {by} changed something, something else would count then.",
        "请看清现在的说明后再撤回。",
        "Read what would count now, then take it back.",
    ),
    "batch_in_hand": error(
        "这一批已经有人在处理，或者已经处理完。",
        "Somebody has already taken this batch up.",
        "不用再做什么；处理结果见这一批的记录。",
        "There is nothing left to do; what came of it is listed with the other batches.",
    ),
    "list_moved": error(
        "{by}改动了单位名单或报送情况，与您看到的不同，名单没有更新。",
        "{by} has changed the list of units or what is reported since you looked; the list was not taken over.",
        "请对照现在的差异，再决定是否更新。",
        "Look at the differences as they are now, then decide.",
    ),
    "system_moved": error(
        "{by}已为{period}启用了另一版指标体系（第 {version} 版），您的文件没有启用。",
        "{by} has put another system of {period} into force meanwhile (version {version}); yours was not.",
        "请对照现在启用的一版，再决定是否启用。",
        "Compare it with the one in force now, then decide.",
    ),
    "store_not_empty": error(
        "这里已经有考核年度，示例没有载入。",
        "There is a period here already; the example was not loaded.",
        "示例只能载入空的数据目录；要看示例，请另用一个数据目录（KAOPING_DATA）。",
        "An example goes into an empty folder of data; to look at one, use another (KAOPING_DATA).",
    ),
}
