"""Every problem code with its severity, what is wrong and what to do, in both languages.

Placeholders in braces are the parameters of `scoring.problems.Problem`. docs/problems.md is made from
this table and checked by a test.

Tested in tests/test_structure.py.
"""

from __future__ import annotations

from scoring.problems.account_codes import ACCOUNT_CODES
from scoring.problems.code import Code, error, warning
from scoring.problems.intake_codes import INTAKE_CODES
from scoring.problems.meanwhile_codes import MEANWHILE_CODES
from scoring.problems.store_codes import STORE_CODES

__all__ = ["CODES", "Code"]

SYSTEM_CODES: dict[str, Code] = {
    "yaml_syntax": error(
        "文件不是有效的 YAML：{detail}。",
        "The file is not valid YAML: {detail}.",
        "请检查这一行的缩进、冒号、引号和括号。",
        "Check the indentation, colons, quotes and brackets of this line.",
    ),
    "yaml_too_large": error(
        "文件有 {size} 字节，超过 {limit} 字节的上限。",
        "The file has {size} bytes, more than the limit of {limit}.",
        "请删去与指标体系无关的内容。",
        "Remove what does not belong to the indicator system.",
    ),
    "yaml_not_text": error(
        "文件不是 UTF-8 文本。",
        "The file is not UTF-8 text.",
        "请用“另存为”选择 UTF-8 编码保存。",
        "Save it again with the encoding UTF-8.",
    ),
    "yaml_too_many_values": error(
        "文件有 {count} 项内容，超过 {limit} 项的上限。",
        "The file holds {count} values, more than the limit of {limit}.",
        "请删去本期不用的板块、指标和说明；指标确有这么多的，请分成几个指标体系。",
        "Remove sections, indicators and notes that are not used; split a system of so many indicators into several.",
    ),
    "yaml_contains_itself": error(
        "这里的内容用别名（*名称）引用了自己，没有尽头。",
        "What stands here refers to itself by an alias (*name), without end.",
        "请去掉这个别名，把内容直接写出来。",
        "Remove the alias and write the content out.",
    ),
    "yaml_too_many_nodes": error(
        "展开别名后内容超过 {limit} 项。",
        "With its aliases expanded the file holds more than {limit} nodes.",
        "请减少别名（*名称）的使用，把内容直接写出来。",
        "Use fewer aliases (*name) and write the content out.",
    ),
    "period_given_twice": error(
        "period 已写明半年、季度或月份，又写了 {key}。",
        "The period names a half, quarter or month already, and {key} as well.",
        "half、quarter、month 至多写一个；考核整年的都不写。",
        "Give at most one of half, quarter and month; none of them for a whole year.",
    ),
    "no_part_in_period": error(
        "考核期是{period}，其中没有 {facts} 的一期，没有可填的格。",
        "The period, {period}, holds no whole part that {facts} reports: there would be no cell to fill in.",
        "请改为按次数填报（facts: count），或换用较短的一种，如 monthly。",
        "Report a count instead (facts: count), or a shorter kind, such as monthly.",
    ),
    "yaml_too_deep": error(
        "内容嵌套超过 {limit} 层。",
        "The content is nested more than {limit} levels deep.",
        "请检查括号和缩进。",
        "Check the brackets and the indentation.",
    ),
    "yaml_tag": error(
        "不接受标签“{tag}”。",
        "The tag '{tag}' is not accepted.",
        "请去掉以 ! 开头的标签，直接写值。",
        "Remove the tag that begins with ! and write the value itself.",
    ),
    "duplicate_key": error(
        "“{key}”在同一处写了两次（前一次在第 {first} 行）。",
        "'{key}' is given twice in the same place (first on line {first}).",
        "请只保留一个。",
        "Keep only one of them.",
    ),
    "unknown_key": error(
        "没有“{key}”这个键。",
        "Unknown key '{key}'.",
        "{nearest}{choices}",
        "{nearest}{choices}",
    ),
    "missing_key": error(
        "缺少“{key}”。",
        "'{key}' is missing.",
        "请补上“{key}”。",
        "Add '{key}'.",
    ),
    "wrong_type": error(
        "“{key}”这里写的是{found}，应为{expected}。",
        "'{key}' holds {found}, but {expected} is expected.",
        "请改成{expected}；编号、名称等文字可加引号。",
        "Change it to {expected}; put text such as ids between quotes.",
    ),
    "bad_value": error(
        "“{key}”不能是{found}：{detail}。",
        "'{key}' cannot be {found}: {detail}.",
        "应为：{expected}。",
        "Expected: {expected}.",
    ),
    "bad_parameter": error(
        "参数不可用：{detail}。",
        "The parameters cannot be used: {detail}.",
        "请修改这一处；参数的含义见 docs/yaml.md 与 docs/rules.md。",
        "Change them; docs/yaml.md and docs/rules.md say what they mean.",
    ),
    "unknown_kind": error(
        "没有叫“{found}”的评分规则。",
        "There is no scoring rule '{found}'.",
        "{nearest}{choices}",
        "{nearest}{choices}",
    ),
    "bad_id": error(
        "编号“{id}”不可用：{detail}。",
        "The id '{id}' cannot be used: {detail}.",
        "编号须是以字母或汉字开头的文字，如 M01-2，可用字母、数字、-、_、.，最长 40 字。",
        "An id is text that begins with a letter, such as M01-2, of letters, digits, -, _ and ., at most 40 long.",
    ),
    "duplicate_id": error(
        "编号“{id}”重复（前一次在第 {first} 行）。",
        "The id '{id}' is used twice (first on line {first}).",
        "请将其中一处改为别的编号。",
        "Give one of the two another id.",
    ),
    "unknown_group": error(
        "没有叫“{found}”的分组。",
        "There is no group '{found}'.",
        "{nearest}{choices}",
        "{nearest}{choices}",
    ),
    "unknown_section": error(
        "没有编号为“{found}”的板块。",
        "There is no section '{found}'.",
        "{nearest}{choices}",
        "{nearest}{choices}",
    ),
    "unknown_part": error(
        "没有编号为“{found}”的{kind}。",
        "There is no {kind} '{found}'.",
        "{nearest}{choices}",
        "{nearest}{choices}",
    ),
    "unknown_inside": error(
        "“{part}”中没有编号为“{found}”的{kind}。",
        "There is no {kind} '{found}' in '{part}'.",
        "{nearest}{choices}",
        "{nearest}{choices}",
    ),
    "weight_missing": error(
        "“{id}”没有写 weight，而与它并列的“{other}”写了；并列的板块或措施要么都写，要么都不写。",
        "'{id}' has no weight, while '{other}' beside it has one: give it to all of them or to none.",
        "请给“{id}”补上 weight，或删去并列各项的 weight。",
        "Give '{id}' a weight, or remove the weights beside it.",
    ),
    "weight_of_measure_alone": error(
        "“{id}”的措施写了 weight，而板块都没有写。",
        "The measures of '{id}' have weights and the sections have none.",
        "请给每个板块也写上 weight，或删去措施的 weight。",
        "Give every section a weight too, or remove those of the measures.",
    ),
    "weight_beside_take": error(
        "“{id}”只取其中一项（take: {take}），各项的 weight 不起作用。",
        "'{id}' takes one of its children alone (take: {take}), so their weights have no effect.",
        "请删去各项的 weight，或删去 take。",
        "Remove the weights, or remove take.",
    ),
    "weight_beside_one_section": error(
        "总分只看一个板块的得分率（aggregation: {aggregation}），板块的 weight 不起作用。",
        "One section's rate alone decides (aggregation: {aggregation}), so the weights have no effect.",
        "请删去 weight，或改用 aggregation: sum。",
        "Remove the weights, or use aggregation: sum.",
    ),
    "take_of_unequal": error(
        "“{id}”只取其中一项（take: {take}），各项的分值却不相同（{least}分至{most}分）。",
        "'{id}' takes one of its children alone (take: {take}), but they are worth different marks "
        "({least} to {most}).",
        "请将各项的分值改为相同。",
        "Give them equal marks.",
    ),
    "needs_too_many": error(
        "needs 是 {needs}，而其中只有 {children} 项，永远达不到。",
        "needs is {needs} and there are only {children} in it: it can never be reached.",
        "请减小 needs。",
        "Lower needs.",
    ),
    "unknown_adjustment": error(
        "没有编号为“{found}”的加减分项。",
        "There is no adjustment '{found}'.",
        "{nearest}{choices}",
        "{nearest}{choices}",
    ),
    "points_needed": error(
        "“{id}”的规则“{kind}”不加分也不扣分，不能用在这里。",
        "The rule '{kind}' of '{id}' neither adds nor takes points, and cannot stand here.",
        "请从这里去掉它，或改用加分、扣分的规则（per_event、level_points、band_points）。",
        "Remove it here, or use a rule that gives points (per_event, level_points, band_points).",
    ),
    "in_and_together": error(
        "“{id}”写了 in，在板块或措施内加减，不能再与别的加减分项合并计算。",
        "'{id}' has `in`: it acts within a section or measure, and cannot share a limit with others.",
        "请删去它的 in，或从 together 中去掉它。",
        "Remove its `in`, or take it out of `together`.",
    ),
    "together_twice": error(
        "“{id}”在 together 中写了两次（前一次在第 {first} 行），每个加减分项只能写一次。",
        "'{id}' stands in `together` twice (first on line {first}); each adjustment may stand there once.",
        "请只保留一处。",
        "Keep only one of them.",
    ),
    "unknown_grade": error(
        "没有叫“{found}”的等次。",
        "There is no grade '{found}'.",
        "{nearest}{choices}",
        "{nearest}{choices}",
    ),
    "rule_facts_mismatch": error(
        "规则“{kind}”不能用于填报类型“{facts}”。",
        "The rule '{kind}' does not take facts of kind '{facts}'.",
        "“{kind}”可用于：{allowed}。",
        "'{kind}' takes: {allowed}.",
    ),
    "worth_nothing": error(
        "这项指标分值为 0，只用来判断界限，而“{kind}”规则按分值给分或扣分。",
        "The indicator is worth 0 marks and judged for limits only, but its rule '{kind}' gives or takes marks.",
        "请改用给出得分率的规则（如 bands 写 rate），或写上分值。",
        "Use a rule that gives a rate (such as bands with rate), or give the indicator its marks.",
    ),
    "rule_in_wrong_place": error(
        "规则“{kind}”{where_zh}。",
        "The rule '{kind}' {where_en}.",
        "{choices}",
        "{choices}",
    ),
    "option_without_level": error(
        "选项“{option}”在 {key} 中没有对应的值。",
        "The option '{option}' has no value in {key}.",
        "请在 {key} 中给“{option}”写上它的值（levels 是 0 到 1 的得分率，marks、points 是分数）。",
        "Give '{option}' its value in {key} (levels: a rate from 0 to 1; marks, points: how many).",
    ),
    "level_without_option": error(
        "{key} 中的“{option}”不在 options 里。",
        "'{option}' in {key} is not among the options.",
        "{nearest}请把它加入 options，或从 {key} 中删去。",
        "{nearest}Add it to options, or remove it from {key}.",
    ),
    "benchmark_in_percent": error(
        "benchmark 与今年数、上年数比较，而计量单位 % 指的是增幅。",
        "benchmark is compared with this year's and last year's figures, but the unit % means growth.",
        "请把计量单位改成这两个数自己的单位，或改用 zero_at 和 full_at。",
        "Give the unit of the two figures themselves, or use zero_at and full_at.",
    ),
    "not_ascending": error(
        "“{key}”的次序不对：{found} 不大于前一项的 {previous}。",
        "'{key}' is out of order: {found} is not above {previous} before it.",
        "请按 {key} 从低到高排列，且不要重复。",
        "Sort by {key} from low to high, without repeats.",
    ),
    "out_of_order": error(
        "“{key}”的次序不对：{found} 不小于前一项的 {previous}。",
        "'{key}' is out of order: {found} is not below {previous} before it.",
        "请按 {key} 从高到低排列，且不要重复。",
        "Sort by {key} from high to low, without repeats.",
    ),
    "key_not_for_facts": error(
        "“{key}”不能用于填报类型“{facts}”。",
        "'{key}' does not go with facts of kind '{facts}'.",
        "请删去“{key}”，或把 facts 改为 {allowed}。",
        "Remove '{key}', or change facts to {allowed}.",
    ),
    "missing_for_facts": error(
        "填报类型“{facts}”需要写明“{key}”。",
        "Facts of kind '{facts}' need '{key}'.",
        "请补上“{key}”。",
        "Add '{key}'.",
    ),
    "indicator_for_nobody": error(
        "指标“{id}”不适用于任何分组。",
        "The indicator '{id}' applies to no group.",
        "请检查 applies_to 与按分组填写的 marks 是否有共同的分组。",
        "Let applies_to and the groups of marks have a group in common.",
    ),
    "limit_too_fine": error(
        "“{key}”写的是 {found}，而总分只保留 {decimals} 位小数：四舍五入后就不是这个数了。",
        "'{key}' is {found}, but totals have {decimals} decimals: rounded it would be another number.",
        "请改为不超过 {decimals} 位小数，或增加 rounding.total 的位数。",
        "Give it no more than {decimals} decimals, or raise rounding.total.",
    ),
    "fault_reserved": error(
        "“{id}”不能用作差错的编号，它在表里另有用处。",
        "'{id}' cannot be the id of a fault: in a table it means something else.",
        "请换一个编号；不可用的有：{reserved}。",
        "Give it another id; reserved are: {reserved}.",
    ),
    "faults_alike": error(
        "差错“{id}”和“{other}”都叫“{title}”，填报时分不清。",
        "The faults '{id}' and '{other}' both go by '{title}', and could not be told apart.",
        "请给它们不同的名称。",
        "Give them different titles.",
    ),
    "facts_of_itself": error(
        "“{id}”取的是自己的填报数。",
        "'{id}' judges its own facts.",
        "请在 of 处写另一项的编号，或写明填报类型。",
        "Name another item after of, or give a kind of facts.",
    ),
    "facts_of_unknown": error(
        "没有编号为“{found}”的指标或加减分项，取不到它的填报数。",
        "There is no indicator or adjustment '{found}' whose facts could be judged.",
        "{nearest}{choices}",
        "{nearest}{choices}",
    ),
    "facts_of_chain": error(
        "“{id}”自己没有填报数，用的是“{further}”的。",
        "'{id}' has no facts of its own, but those of '{further}'.",
        "请直接写 of: {further}。",
        "Write of: {further}.",
    ),
    "key_not_with_of": error(
        "取用“{of}”填报数的项不写“{key}”，以“{of}”的为准。",
        "'{key}' does not go with the facts of '{of}': it follows what is said there.",
        "请删去“{key}”。",
        "Remove '{key}'.",
    ),
    "missing_counted_from": error(
        "由系统记录的项要写明“counted_from”：数什么。",
        "What is reported by the record needs 'counted_from': what is counted.",
        "{choices}",
        "{choices}",
    ),
    "counted_from_not_here": error(
        "“counted_from”只用于由系统记录的项。",
        "'counted_from' goes with what is reported by the record only.",
        "请写 reported_by: record，或删去“counted_from”。",
        "Write reported_by: record, or remove 'counted_from'.",
    ),
    "counted_from_facts_mismatch": error(
        "“{counted}”记录的不是填报类型“{facts}”。",
        "What '{counted}' counts is no fact of kind '{facts}'.",
        "请把 facts 改为 {expected}。",
        "Change facts to {expected}.",
    ),
    "key_not_here": error(
        "“{key}”不能写在这里。",
        "'{key}' cannot stand here.",
        "{way_out}",
        "{way_out}",
    ),
    "marks_do_not_add_up": warning(
        "{group}各指标分值合计 {total}，与满分 {scale} 不等。",
        "The marks of {group} add up to {total}, not to {scale}.",
        "得分会按比例折算到 {scale} 分；如非本意，请调整分值。",
        "Scores are rescaled to {scale}; change the marks if that is not what you want.",
    ),
    "percent_limits_small": warning(
        "“{id}”的计量单位是 %，96% 就是 96，而它的界限却是 {limits}，像是按 0.96 的写法定的。",
        "'{id}' is in %, where 96% is 96; but its limits are {limits}, as if 96% were 0.96.",
        "请把界限改成百分数（如 {asked}）；确实是百分之一以内的，不必改动。",
        "Give the limits in per cent ({asked}); leave them if they are really below one per cent.",
    ),
    "grades_above_floor": error(
        "总分最低可以是 {floor}，而最后一个等次从 {lowest} 分起：低于它的单位没有等次。",
        "The total may be as low as {floor}, but the last grade begins at {lowest}: what is below it has no grade.",
        "请把最后一个等次的 at_least 改为 {floor} 或更低，或写 total: {{at_least: null}}。",
        "Give the last grade at_least: {floor} or lower, or write total: {{at_least: null}}.",
    ),
    "all_without_overall_rank": error(
        "写了 overall_rank: false，没有全体名次，“of: all”的名额就无从按名次取。",
        "With overall_rank: false there is no rank across groups, by which places of 'of: all' would be given.",
        "请删去“of: all”（名额按组取），或删去 overall_rank: false。",
        "Remove 'of: all' (places are then each group's), or remove overall_rank: false.",
    ),
    "grades_leave_gap": warning(
        "低于 {lowest} 分的单位没有等次。",
        "A score below {lowest} gets no grade.",
        "请给最后一个等次写 at_least: 0。",
        "Give the last grade at_least: 0.",
    ),
}

CODES: dict[str, Code] = {
    **SYSTEM_CODES,
    **INTAKE_CODES,
    **STORE_CODES,
    **MEANWHILE_CODES,
    **ACCOUNT_CODES,
}
