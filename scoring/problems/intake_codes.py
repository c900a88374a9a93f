"""Problem codes of what units and inspectors hand in: files, sheets, cells, and files against each other.

A value that may belong to a person is never among the parameters of a message.

Tested in tests/test_structure.py.
"""

from __future__ import annotations

from scoring.problems.code import Code, error, warning

FILE_CODES: dict[str, Code] = {
    "empty_file": error(
        "文件是空的。",
        "The file is empty.",
        "请重新导出或复制文件后再交。",
        "Export or copy the file again.",
    ),
    "file_too_large": error(
        "文件有 {size} MB，超过 {limit} MB 的上限。",
        "The file has {size} MB, more than the limit of {limit} MB.",
        "请删去图片、附件和无关的工作表；佐证材料不放在表内。",
        "Remove pictures, attachments and sheets that do not belong; evidence is kept elsewhere.",
    ),
    "cannot_open": error(
        "文件打不开（{detail}）。",
        "The file cannot be opened ({detail}).",
        "请确认文件还在、没有被别的程序占用、可以读取，再试一次；快捷方式请换成文件本身。",
        "Check that it is there, that it may be read and that no other program uses it; hand in the file, no shortcut.",
    ),
    "not_a_workbook": error(
        "这不是填报表，而是{found}。",
        "This is not a workbook but {found}.",
        "请交模板填好的 .xlsx 文件（也可以是 .xls、.ods、.csv，或它们的 .zip）。",
        "Hand in the template as .xlsx (.xls, .ods, .csv or a .zip of these also do).",
    ),
    "picture_file": error(
        "这是图片，不是填报表。",
        "This is a picture, not a workbook.",
        "请把数据填到下载的模板里再交；不收照片和截图，扩展名改成 .xlsx 也不行。",
        "Put the figures into the template; photos and screenshots are not accepted, whatever they are called.",
    ),
    "other_archive": error(
        "这是{found} 压缩包，这里只能打开 .zip。",
        "This is a {found} archive; only .zip can be opened here.",
        "请解压后直接交里面的文件，或重新压缩成 .zip。",
        "Unpack it and hand in the files, or pack them as .zip.",
    ),
    "damaged_file": error(
        "文件已损坏，打不开。",
        "The file is damaged and cannot be opened.",
        "请在 Excel 或 WPS 中打开原文件另存一份再交；如通过网络传来，请重新传送。",
        "Open the original in Excel or WPS, save it again and hand that in; if it was sent to you, have it sent again.",
    ),
    "encrypted_file": error(
        "文件设有密码：设了打开密码，或设了“保护工作簿结构”。",
        "The file is locked: it needs a password to open, or the workbook's structure is protected.",
        "请取消“文件—信息—保护工作簿”中的密码，以及“审阅—保护工作簿”，保存后再交。",
        "Remove the password (File, Info, Protect Workbook) and the protection (Review, Protect Workbook), and save.",
    ),
    "encrypted_archive": error(
        "压缩包设有密码。",
        "The archive needs a password.",
        "请不设密码重新压缩，或直接交里面的文件。",
        "Pack the files again without a password, or hand them in as they are.",
    ),
    "odd_compression": error(
        "压缩包用了这里不支持的压缩方式。",
        "The archive uses a compression method that is not supported here.",
        "请用系统自带的“压缩为 ZIP 文件”重新压缩，或直接交里面的文件。",
        "Pack the files again with the system's own 'Compress to ZIP', or hand them in as they are.",
    ),
    "macro_workbook": error(
        "这是带宏的工作簿，不接收。",
        "This is a workbook with macros, which is not accepted.",
        "请“另存为”普通的 Excel 工作簿（.xlsx）后再交。",
        "Use Save As to store it as a plain Excel workbook (.xlsx).",
    ),
    "binary_workbook": error(
        "这是二进制工作簿（.xlsb），不接收。",
        "This is a binary workbook (.xlsb), which is not accepted.",
        "请“另存为”Excel 工作簿（.xlsx）后再交。",
        "Use Save As to store it as an Excel workbook (.xlsx).",
    ),
    "web_page": error(
        "这是{found}，不是 Excel 工作簿。",
        "This is {found}, not an Excel workbook.",
        "请用 Excel 或 WPS 打开，“另存为”Excel 工作簿（.xlsx）后再交。",
        "Open it in Excel or WPS and use Save As to store it as an Excel workbook (.xlsx).",
    ),
    "unsafe_content": error(
        "文件内部结构不正常（{detail}），为安全起见不予读取。",
        "The file is not built as it should be ({detail}); for safety it was not read.",
        "请在 Excel 或 WPS 中把内容复制到新下载的模板里再交。",
        "Copy what you filled in into a newly downloaded template and hand that in.",
    ),
    "too_much_inside": error(
        "文件解开后超过 {limit}。",
        "Unpacked, the file holds more than {limit}.",
        "请删去无关内容；压缩包请分成几个再交。",
        "Remove what does not belong, or split the archive into several.",
    ),
    "many_pictures": error(
        "文件里的图片太多（{count} 张），连同图片超过 {limit}。",
        "The file holds too many pictures ({count}): with them it has more than {limit}.",
        "请删去图片（按 F5—定位条件—对象，可以一次选中），佐证材料不放在表内，另存后再交。",
        "Delete the pictures (F5, Special, Objects selects all) and save; evidence is kept elsewhere.",
    ),
    "no_content_types": error(
        "这是一份缺了 [Content_Types].xml 的 Excel 工作簿，可能被解压后又重新压缩过。",
        "This is an Excel workbook that lacks [Content_Types].xml; it may have been unpacked and packed again.",
        "请在 Excel 或 WPS 中打开原文件另存一份，交另存的 .xlsx，不要自行解压或压缩。",
        "Open the original in Excel or WPS, save it again and hand in that .xlsx; do not unpack or pack it.",
    ),
    "too_slow_to_read": error(
        "读取用时超过 {limit} 秒，已停止。",
        "Reading took more than {limit} seconds and was stopped.",
        "表中可能有极多的空行、空列或合并单元格；请把内容复制到新下载的模板里再交。",
        "The sheets may hold very many empty rows, columns or merged cells; copy the content to a new template.",
    ),
    "reader_died": error(
        "读取时占用内存过多或文件异常，已停止。",
        "Reading was stopped: it took too much memory, or the file is abnormal.",
        "表中可能有落在极远位置的单元格；请把内容复制到新下载的模板里再交。",
        "A cell may lie very far down or to the right; copy the content to a new template.",
    ),
    "too_many_files": error(
        "一次交了 {count} 个文件，超过 {limit} 个的上限。",
        "{count} files were handed in at once, more than the limit of {limit}.",
        "请分几次交；每次不超过 {limit} 个文件。",
        "Hand them in several times, at most {limit} files each time.",
    ),
    "no_members": error(
        "压缩包里没有可读的填报表。",
        "The archive holds no workbook that can be read.",
        "请把 .xlsx、.xls、.ods 或 .csv 文件压缩后再交。",
        "Put .xlsx, .xls, .ods or .csv files into the archive.",
    ),
    "nested_archive": error(
        "压缩包里还有压缩包。",
        "There is an archive inside the archive.",
        "请先解压里面的压缩包，把文件直接放进来。",
        "Unpack the inner archive and put its files here directly.",
    ),
    "unfinished_download": error(
        "这是没有下载完的文件。",
        "This is a download that has not finished.",
        "请重新下载或接收，等扩展名变成 .xlsx 等之后再交。",
        "Download it again, wait until its name ends in .xlsx or the like, and hand that in.",
    ),
    "file_skipped": warning(
        "这不是填报表，而是{found}，没有读取。",
        "This is not a workbook but {found}; it was passed over.",
        "如它应当计入，请把数据填到模板里，另存为 .xlsx 再交；否则不必处理。",
        "If it should count, put its figures into the template and hand in that .xlsx; else leave it.",
    ),
    "member_skipped": warning(
        "压缩包中的“{name}”不是填报表，而是{found}，已跳过。",
        "'{name}' in the archive is not a workbook but {found}; it was passed over.",
        "如它应当计入，请把数据填到模板里，另存为 .xlsx 再交；否则不必处理。",
        "If it should count, put its figures into the template and hand in that .xlsx; else leave it.",
    ),
    "unknown_encoding": error(
        "无法判断文件的文字编码。",
        "The encoding of the file's text cannot be determined.",
        "请在 Excel 或 WPS 中“另存为”CSV UTF-8（逗号分隔）后再交。",
        "Use Save As in Excel or WPS with the type 'CSV UTF-8 (Comma delimited)'.",
    ),
    "quotes_astray": error(
        "第 {row} 行的引号不成对，或一格文字过长，从这里起无法读取。",
        "The quotation marks of row {row} do not match, or a cell is too long: nothing can be read from there on.",
        "请补上或删去这一行的引号；也可以在 Excel 或 WPS 中改好，另存为 .xlsx 再交。",
        "Add or remove the quotation mark in that row, or correct it in Excel or WPS and hand in an .xlsx.",
    ),
    "too_many_rows": error(
        "表格超过 {limit} 行。",
        "The table has more than {limit} rows.",
        "请删去空行，或分成几个文件。",
        "Remove empty rows, or split it into several files.",
    ),
    "not_handled": error(
        "程序处理这个文件时出错，文件已保存，错误编号 {number}。",
        "Our program failed on this file; the file is kept. Error number {number}.",
        "这是程序的问题，不是填报的问题。请把错误编号告知管理员，稍后重新报送。",
        "This is our mistake, not yours. Tell the administrator the number and hand the file in again later.",
    ),
}

SHEET_CODES: dict[str, Code] = {
    "no_table": error(
        "没有找到填报表：没有一个工作表有“编号”和“填报值”等表头。",
        "No table found: no sheet has headings such as 编号 and 填报值.",
        "请用下载的模板填报，不要删改表头。长表的表头为：单位编码、单位名称、单位分组、编号、字段、值。",
        "Use the downloaded template with its headings. A long table has 单位编码, 单位名称, 单位分组, 编号, 字段, 值.",
    ),
    "no_roster": error(
        "没有找到单位名单：缺少表头“{missing}”。",
        "No list of units found: the heading '{missing}' is missing.",
        "{nearest}第一行的表头应为：单位编码、单位名称、单位分组。",
        "{nearest}The first row should hold: 单位编码, 单位名称, 单位分组.",
    ),
    "no_units": error(
        "名单里一个单位也没有。",
        "The list has no units.",
        "请在表头下面每行填写一个单位。",
        "Put one unit on each row below the headings.",
    ),
    "missing_column": error(
        "缺少表头“{column}”。",
        "The heading '{column}' is missing.",
        "{nearest}请把表头改回“{column}”，列的先后不限。",
        "{nearest}Name the column '{column}' again; the order of columns does not matter.",
    ),
    "duplicate_column": error(
        "表头“{column}”出现了两次（另一处在 {other}）。",
        "The heading '{column}' appears twice (also in {other}).",
        "请只保留一列。",
        "Keep only one of the two columns.",
    ),
    "sheet_as_csv": error(
        "这是工作簿里的一张表另存成的 CSV，看不出是哪个单位的。",
        "This CSV is a single sheet saved from a workbook; it does not say whose it is.",
        "请交填好的 .xlsx 工作簿本身；已改在 CSV 里的内容，请填回工作簿再交。",
        "Hand in the .xlsx workbook itself; copy back to it what you changed in the CSV.",
    ),
    "mixed_kinds": error(
        "同一文件里既有单位填报表，又有长表。",
        "The file holds both a unit's workbook and a long table.",
        "请分成两个文件再交。",
        "Split it into two files.",
    ),
    "missing_basics": error(
        "没有找到“{label}”。",
        "'{label}' was not found.",
        "{nearest}请在《基本信息》中保留“{label}”这一行，并在右边一格填写。",
        "{nearest}Keep the row '{label}' of the sheet 基本信息 and fill in the cell to its right.",
    ),
    "blank_basics": error(
        "“{label}”没有填写。",
        "'{label}' is not filled in.",
        "请填写这一格。",
        "Fill in this cell.",
    ),
    "bad_unit_code": error(
        "单位编码不可用：{detail}。",
        "The unit code cannot be used: {detail}.",
        "请填主管部门下发的单位编码，如 U01；可用字母、汉字、数字、-、_、.，最长 40 字。",
        "Give the code you were assigned, such as U01: letters, digits, -, _ and ., at most 40 long.",
    ),
    "name_too_long": error(
        "单位名称超过 {limit} 字。",
        "The unit's name is longer than {limit} characters.",
        "请只填单位名称。",
        "Give the name only.",
    ),
    "unknown_unit_group": error(
        "没有“{found}”这个单位分组。",
        "There is no group '{found}'.",
        "{nearest}请填其中之一：{allowed}。",
        "{nearest}Write one of: {allowed}.",
    ),
    "wrong_year": error(
        "考核年度是 {found}，而现在填报的是 {expected} 年度。",
        "The year is {found}; the period to report is {expected}.",
        "请使用 {expected} 年度的模板填报。",
        "Use the template of {expected}.",
    ),
    "other_system": error(
        "这份表是按另一套指标体系（{found}）制作的，当前为 {expected}。",
        "This workbook was made for another indicator system ({found}); the present one is {expected}.",
        "请重新下载模板，把内容填到新模板里。",
        "Download the template again and fill that in.",
    ),
    "template_outdated": warning(
        "模板下发后指标体系有过修改；已填的内容仍按编号读取。",
        "The indicator system was changed after this template was made; what is filled in is still read by id.",
        "请核对有无新增、删除或改变口径的指标，必要时换用新模板。",
        "Check for indicators that are new, gone or changed; use a new template if need be.",
    ),
    "sheet_not_read": warning(
        "这张工作表写有指标编号和数字（{count} 项：{ids}），但没有表头，没有读取。",
        "The sheet names indicators beside numbers ({count}: {ids}), but has no headings; it was not read.",
        "如是填报内容，请从模板补上表头（指标编号、实际值等）；如是自用的底稿，请忽略或删去。",
        "If it is part of the report, add the headings from the template; if it is your own notes, ignore this.",
    ),
    "basics_differ": error(
        "“{label}”在这里是“{found}”，而在 {other} 是“{said}”，两处不一致。",
        "'{label}' is '{found}' here but '{said}' in {other}.",
        "请核对以哪一处为准，改成一致，或删去多余的工作表。",
        "Decide which is right, make both the same, or delete the sheet that does not belong.",
    ),
    "hidden_cells": warning(
        "有隐藏的{what}（{where}），其中的内容也已读取。",
        "There are hidden {what} ({where}); what they hold was read too.",
        "请取消隐藏，核对这些内容。",
        "Unhide them and check what they hold.",
    ),
}

ROW_CODES: dict[str, Code] = {
    "too_many_problems": error(
        "错误超过 {limit} 处，其余内容没有再检查。",
        "There are more than {limit} errors; the rest was not checked.",
        "请先改正已列出的错误；如果整张表都不对，请换用下载的模板。",
        "Correct those listed first; if the whole table is wrong, use the template instead.",
    ),
    "unknown_indicator": error(
        "没有编号为“{found}”的指标。",
        "There is no indicator '{found}'.",
        "{nearest}请按模板中的编号填写；不需要的行请删去。",
        "{nearest}Use the ids of the template; delete rows that do not belong.",
    ),
    "missing_id": error(
        "这一行填了内容，但没有编号。",
        "This row is filled in but has no id.",
        "请补上编号，或删去这一行。",
        "Add the id, or delete the row.",
    ),
    "indicator_twice": error(
        "编号“{found}”出现了两次（另一处在 {other}）。",
        "The id '{found}' appears twice (also in {other}).",
        "请只保留一行。",
        "Keep only one of the rows.",
    ),
    "sheets_differ": error(
        "工作表《{sheet}》与《{other}》重复，其中 {count} 项填得不同：{ids}。",
        "The sheets '{sheet}' and '{other}' repeat each other but disagree; indicators that differ: {count} ({ids}).",
        "请核对以哪一张为准，删去另一张。",
        "Decide which sheet is right and delete the other.",
    ),
    "sheet_repeated": warning(
        "工作表《{sheet}》与《{other}》有 {count} 项重复，没有不同的内容，只计一次。",
        "The sheet '{sheet}' only repeats what '{other}' says; indicators that count once: {count}.",
        "建议删去多余的工作表。",
        "Delete the sheet that is not needed.",
    ),
    "indicators_absent": warning(
        "表中缺少本单位应填的 {count} 项指标：{ids}；这些指标按未填报处理。",
        "Indicators of this unit that are not in the file: {count} ({ids}); they count as unanswered.",
        "如非本意，请用模板补上这些行。",
        "If that is not intended, add their rows from the template.",
    ),
    "left_blank": warning(
        "有 {count} 项没有填写：{ids}；按未填报处理，不得分。",
        "Indicators left blank: {count} ({ids}); they count as unanswered and earn nothing.",
        "请补填：数量没有的填 0，是否类没有做到的选“否”；确无此项工作且允许申报的，申报不适用。",
        "Fill them in: 0 where there was none, 否 (no) where it was not done; claim 'not applicable' where allowed.",
    ),
    "above_headings": error(
        "这一行（{found}）在表头上方，没有读取。",
        "This row ({found}) stands above the headings and was not read.",
        "请把表头移到表格第一行（排序时不要带上表头）。",
        "Move the headings to the top of the table; leave them out when sorting.",
    ),
    "beyond_headings": error(
        "这一行的内容比表头多，多出来的不知道属于哪一栏。",
        "This row has more cells than there are headings; which column this one belongs to is not known.",
        "数字中的千位逗号请去掉（1,234 写成 1234），或给这一格加上英文引号；不需要的内容请删去。",
        "Take thousands' commas out of numbers (1234, not 1,234) or quote the cell; delete what does not belong.",
    ),
    "end_passed_over": warning(
        "“{found}”这一行不是指标，已略过。",
        "The row '{found}' is not an indicator and was passed over.",
        "无需处理；如它应当是一项指标，请补上编号。",
        "Nothing needs to be done; if it should be an indicator, give its id.",
    ),
    "end_with_figures": warning(
        "“{found}”这一行不是指标，其中的数没有读取（{figures}）。",
        "The row '{found}' is not an indicator; the figures in it were not read ({figures}).",
        "请核对：如有要填报的数，请填在该指标自己的行里。",
        "Check it: a figure to be reported belongs in the row of its indicator.",
    ),
    "row_without_unit": warning(
        "“{found}”这一行不是单位，已略过。",
        "The row '{found}' is not a unit and was passed over.",
        "无需处理；如它应当是一个单位，请补上单位编码。",
        "Nothing needs to be done; if it should be a unit, give its code.",
    ),
    "figure_without_heading": warning(
        "这一栏没有表头，其中的“{found}”没有读取。",
        "This column has no heading; '{found}' in it was not read.",
        "如是填报的数，请移到有表头的那一栏（如“填报值”）；不需要的请删去。",
        "If it is part of the report, move it under its heading (such as 填报值); else delete it.",
    ),
    "shown_otherwise": warning(
        "单元格显示为“{shown}”，实际存的是“{found}”；按“{found}”读取。",
        "The cell shows '{shown}' but holds '{found}', which is what was read.",
        "请把单元格格式改为“常规”，核对后再交。",
        "Set the cell's format to General and check the figure.",
    ),
    "covered_cell": error(
        "这一格被合并的单元格盖住，看不见，里面却还有内容。",
        "A merged area covers this cell: what it holds cannot be seen.",
        "请取消合并，核对每一格的内容后再交。",
        "Unmerge the cells and check what each of them holds.",
    ),
    "not_for_group": error(
        "本单位所在分组（{group}）没有这项指标。",
        "This indicator does not apply to the unit's group ({group}).",
        "请清空这一格；如分组有误，请更正单位分组。",
        "Clear this cell; if the group is wrong, correct it.",
    ),
    "inspector_item": error(
        "这项由核查人员登记，单位不填。",
        "This figure is given by inspectors, not by units.",
        "请清空或删去这一项。",
        "Clear it or delete its row.",
    ),
    "value_out_of_place": error(
        "这项指标不填“{column}”。",
        "'{column}' is not to be filled in for this indicator.",
        "请清空这一格；这项应填：{expected}。",
        "Clear this cell; to be filled in: {expected}.",
    ),
    "unknown_field": error(
        "没有“{found}”这个字段。",
        "There is no field '{found}' here.",
        "{nearest}这项可用的字段有：{allowed}。",
        "{nearest}Fields of this indicator: {allowed}.",
    ),
    "unknown_source": error(
        "无法识别来源“{found}”。",
        "The source '{found}' is not understood.",
        "请填“自评”或“核查”，空白为自评。",
        "Write 自评 (self) or 核查 (verified); blank is self.",
    ),
    "verified_without_reason": warning(
        "核查值没有写明理由。",
        "A verified value is given without a reason.",
        "请在“理由”列写明核查依据。",
        "Give the grounds in the column 理由.",
    ),
    "adjustment_without_reason": error(
        "加减分、一票否决没有写明理由。",
        "A bonus, deduction or veto is given without a reason.",
        "请在“理由”列写明依据，撤回时也要写明；没有发生、也没有登记过的，把“值”留空。",
        "Give the grounds in the column 理由, also to take one back; where nothing happened leave 值 (value) blank.",
    ),
    "unit_details_differ": error(
        "单位 {unit_code} 的{what}前后不一致（另一处在 {other}）。",
        "The {what} of unit {unit_code} is not the same everywhere (see also {other}).",
        "请改成一致。",
        "Make them the same.",
    ),
}

CELL_CODES: dict[str, Code] = {
    "not_a_number": error(
        "“{found}”不是数字。",
        "'{found}' is not a number.",
        "{nearest}请只用数字 0-9 填写，不带单位和说明；说明写在备注里。",
        "{nearest}Give the number alone in digits 0-9, without a unit or remark; remarks go to 备注.",
    ),
    "percent_not_allowed": error(
        "这里不填百分比（“{found}”）。",
        "A percentage ('{found}') is not what is expected here.",
        "请填实际的数，不带百分号。",
        "Give the figure itself, without a per-cent sign.",
    ),
    "number_too_large": error(
        "数字“{found}”过大。",
        "The number '{found}' is too large.",
        "请检查是否多输了位数，或填成了其他号码。",
        "Check for extra digits, or for a number that belongs elsewhere.",
    ),
    "not_whole": error(
        "“{found}”不是整数。",
        "'{found}' is not a whole number.",
        "请填不小于 0 的整数。",
        "Give a whole number, 0 or more.",
    ),
    "negative": error(
        "“{found}”是负数。",
        "'{found}' is negative.",
        "请填不小于 0 的数。",
        "Give a number, 0 or more.",
    ),
    "out_of_range": error(
        "“{found}”超出 {low} 到 {high} 的范围。",
        "'{found}' is outside {low} to {high}.",
        "请检查是否填错位数或单位。",
        "Check the digits and the unit of measurement.",
    ),
    "percent_or_share": warning(
        "“{found}”按 {found}% 计，因为这项的计量单位是 %。",
        "'{found}' counts as {found}%, since this figure is in %.",
        "如果是 {asked}%，请改填 {asked}；确实不到百分之一的，不必改动。",
        "If {asked}% is meant, write {asked}; leave it if it is really that small.",
    ),
    "hundredfold": warning(
        "“{found}”与评分标准中的 {limit} 差约一百倍。",
        "'{found}' is about a hundred times away from the {limit} of its rule.",
        "是不是 {asked}？请核对位数和单位；无误的不必改动。",
        "Did you mean {asked}? Check the digits and the unit; leave it if it is right.",
    ),
    "percent_beyond_max": warning(
        "“{found}”按 {found}% 计，因为这项的计量单位是 %；而这项最大只能填 {high}，填不了 {asked}。",
        "'{found}' counts as {found}%, since this figure is in %; {asked} cannot be entered, the most is {high}.",
        "确实不到百分之一的，不必改动；如果是 {asked}%，请告知制定指标体系的人，上限应是百分数。",
        "Leave it if it is really that small; if {asked}% is meant, tell who wrote the system: its limit is a share.",
    ),
    "percent_limits_hundredfold": warning(
        "“{found}”是百分数，与评分标准中的 {limit}% 差约一百倍。",
        "'{found}' is in per cent, about a hundred times beyond the {limit}% of its rule.",
        "填报无误的不必改动；评分标准如果本应是 {asked}%，请告知制定指标体系的人。",
        "Leave it if it is right; if the rule should say {asked}%, tell who wrote the system.",
    ),
    "growth_hundredfold": warning(
        "今年数 {now} 与上年数 {before}（{other}）相差约一百倍。",
        "This year's figure, {now}, and last year's, {before} (in {other}), are about a hundred times apart.",
        "请核对这两个数的位数和单位；无误的不必改动。",
        "Check the digits and the unit of both; leave them if they are right.",
    ),
    "not_yes_no": error(
        "“{found}”不是“是”或“否”。",
        "'{found}' is neither yes nor no.",
        "请填“是”或“否”。",
        "Write 是 (yes) or 否 (no).",
    ),
    "not_a_date": error(
        "“{found}”不是日期。",
        "'{found}' is not a date.",
        "{nearest}请按 2025-03-31 的写法填写完整的年月日。",
        "{nearest}Give year, month and day, such as 2025-03-31.",
    ),
    "date_far_off": warning(
        "日期 {found} 不在考核年度（{year} 年）内。",
        "The date {found} is not in the year assessed, {year}.",
        "请核对年份；无误的不必改动。",
        "Check the year; leave it if it is right.",
    ),
    "not_an_option": error(
        "“{found}”不在选项之中。",
        "'{found}' is not one of the options.",
        "{nearest}请填其中之一：{options}。",
        "{nearest}Write one of: {options}.",
    ),
    "date_in_number": error(
        "这里应填数字，单元格里却是日期（{found}），可能是 Excel 自动转换的。",
        "A number is expected but the cell holds a date ({found}); Excel may have turned it into one.",
        "{nearest}请把单元格格式改为“常规”后重新填数字。",
        "{nearest}Set the cell's format to General and type the number again.",
    ),
    "time_in_cell": error(
        "单元格里是时间（{found}），可能是 Excel 自动转换的。",
        "The cell holds a time of day ({found}); Excel may have turned it into one.",
        "请把单元格格式改为“常规”后重新填写。",
        "Set the cell's format to General and type the value again.",
    ),
    "formula_without_value": error(
        "单元格是公式，但文件里没有存它的计算结果。",
        "The cell is a formula, and the file does not hold its result.",
        "请直接填数值；或在 Excel、WPS 中打开并保存一次再交。",
        "Type the value itself, or open and save the file once in Excel or WPS.",
    ),
    "error_cell": error(
        "单元格是公式错误（{found}）。",
        "The cell is a formula error ({found}).",
        "请改正公式，或直接填数值。",
        "Correct the formula, or type the value itself.",
    ),
    "text_too_long": error(
        "文字有 {size} 字，超过 {limit} 字的上限。",
        "The text has {size} characters, more than the limit of {limit}.",
        "请精简，只写要点。",
        "Shorten it to the essentials.",
    ),
    "personal_data": error(
        "这里疑似{what}。",
        "This looks like {what}.",
        "请删去；填报表只报数量和比率，不收任何个人信息。",
        "Delete it: only quantities and rates are reported, never anything about a person.",
    ),
    "half_pair": error(
        "“{filled}”填了，“{blank}”没有填。",
        "'{filled}' is filled in but '{blank}' is not.",
        "两格都要填；没有的填 0。",
        "Fill in both; write 0 where there is none.",
    ),
    "done_exceeds_due": error(
        "完成数 {done} 大于应完成数 {due}（{other}）。",
        "Done ({done}) is more than due ({due}, in {other}).",
        "请核对这两个数。",
        "Check the two figures.",
    ),
    "na_not_allowed": error(
        "这项指标不能申报不适用。",
        "'Not applicable' cannot be claimed for this indicator.",
        "请清空“不适用”，如实填报；没有开展的填 0 或“否”。",
        "Clear it and report the figure; 0 or 否 where nothing was done.",
    ),
    "na_without_reason": error(
        "申报了不适用，但没有写理由。",
        "'Not applicable' is claimed without a reason.",
        "请写明理由。",
        "Give the reason.",
    ),
    "na_beside_value": error(
        "既申报不适用，又填了数值（{other}）。",
        "'Not applicable' is claimed beside a value ({other}).",
        "请只保留一项。",
        "Keep only one of the two.",
    ),
    "reason_without_na": warning(
        "写了不适用理由，但“不适用”没有填“是”，不作为不适用处理。",
        "A reason is given but 不适用 does not say 是; it does not count as a claim.",
        "如确要申报不适用，请在“不适用”中选“是”。",
        "To claim it, choose 是 under 不适用.",
    ),
    "blank_periods": warning(
        "{periods}没有填，按未开展处理。",
        "{periods}: blank, so counted as not done.",
        "确未开展的请填 0，其余请补填。",
        "Write 0 where nothing was done, and fill in the rest.",
    ),
}

BATCH_CODES: dict[str, Code] = {
    "unit_twice": error(
        "单位 {unit_code} 报送了两份填报表，另一份是 {other}。",
        "There are two workbooks of unit {unit_code}; the other is {other}.",
        "请确认以哪一份为准，删去另一份。",
        "Decide which one counts and remove the other.",
    ),
    "same_file_twice": warning(
        "与 {other} 完全相同，只计一次。",
        "It is the same as {other} and counts once.",
        "无需处理。",
        "Nothing needs to be done.",
    ),
    "fact_conflict": error(
        "同一项数据有两个不同的值，另一处在 {other}。",
        "The same figure is given with two different values; the other is in {other}.",
        "请核对后改成一致，或删去其中一处。",
        "Check which is right, then make them the same or remove one.",
    ),
    "no_report": warning(
        "单位 {unit_code} 没有可用的自评填报，未参加计分。",
        "Unit {unit_code} has no self-report that counts and was not scored.",
        "请补交该单位的填报表，或改正其中的错误。",
        "Hand in the unit's workbook, or correct its mistakes.",
    ),
    "not_as_listed": warning(
        "{what}填的是“{said}”，单位名单里是“{listed}”；以名单为准。",
        "The file gives '{said}' as {what}, the list of units '{listed}'; the list counts.",
        "请核对；名单有误的，请更正名单。",
        "Check which is right; if it is the list that is wrong, correct the list.",
    ),
    "codes_alike": warning(
        "单位编码 {unit_code} 与 {other_code}（{other}）只有大小写不同，现按两个单位计。",
        "The codes {unit_code} and {other_code} ({other}) differ only in capital letters; they count as two units.",
        "如是同一单位，请改成一致的编码，只交一份。",
        "If they are one unit, use one code and hand in one file.",
    ),
    "unit_not_listed": warning(
        "单位名单里没有 {unit_code}。",
        "Unit {unit_code} is not on the list of units.",
        "{nearest}请核对单位编码；确为新增单位的，请补进名单。",
        "{nearest}Check the code; a unit that is new should be added to the list.",
    ),
    "no_group": error(
        "单位 {unit_code} 没有写明单位分组。",
        "The group of unit {unit_code} is not given.",
        "请填写单位分组。",
        "Give its group.",
    ),
    "new_unit": warning(
        "单位编码 {unit_code} 不在单位名单中，确认之前不计入。",
        "Unit {unit_code} is not on the list of units; the file does not count before it is confirmed.",
        "{nearest}填错编码的，请改正后重新报送；确为新增单位的，请确认并补入单位名单。",
        "{nearest}If the code is mistyped, correct it and hand it in again; if it is new, confirm it and list it.",
    ),
}

INTAKE_CODES: dict[str, Code] = {**FILE_CODES, **SHEET_CODES, **ROW_CODES, **CELL_CODES, **BATCH_CODES}
