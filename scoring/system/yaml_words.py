"""What is wrong with a YAML file, in the reader's words: the parser's own are English and meant for programmers.

Tested in tests/system/test_loader.py.
"""

from __future__ import annotations

import re

from scoring.words import Text, text

# What the parser says (libyaml's or PyYAML's own) -> what that means to the person who wrote the file.
_MEANT: tuple[tuple[str, Text], ...] = (
    (
        r"mapping values are not allowed|could not find expected ':'",
        text(
            "冒号的位置不对（上一行可能缺少冒号、引号，或用了中文冒号“：”）",
            "a colon is out of place (the line above may lack one, lack a quote, or have a full-width one)",
        ),
    ),
    (
        r"found character .*that cannot start any token",
        text(
            "一个值以不能打头的字符开始（制表符、@、`、% 等；缩进只用空格，其他的加引号）",
            "a value begins with a character that cannot begin one (for a tab use spaces; put @, ` or % in quotes)",
        ),
    ),
    (r"tab character", text("缩进里有制表符（缩进只用空格）", "a tab in the indentation (use spaces)")),
    (
        r"unexpected end of stream|unexpected document|document separator",
        text("引号没有成对", "a quotation mark is not closed"),
    ),
    (r"expected ',' or '[\]}]'", text("括号没有成对，或缺少逗号", "a bracket is not closed, or a comma is missing")),
    (
        r"expected key|expected <block end>|expected '-'",
        text("缩进与上面的行没有对齐", "the indentation does not match the lines above"),
    ),
    (
        r"block sequence entries|sequence entries are not allowed",
        text("“- ”的位置不对（列表的每一项另起一行）", "'- ' is out of place (each item of a list begins a line)"),
    ),
    (
        r"mapping keys are not allowed|simple key|block mapping",
        text("一行里的键写法不对", "a key is not written as keys are"),
    ),
    (r"node content", text("这里缺少一个值", "a value is missing here")),
    (
        r"escape",
        text("引号内的反斜杠写法不对（请改用单引号）", "an unknown character after a backslash (use ' instead)"),
    ),
    (r"alias", text("引用了前面没有的名称（*）", "it refers (*) to a name that is not there")),
    (r"second occurrence|duplicate anchor", text("同一个名称（&）定义了两次", "a name (&) is defined twice")),
    (r"another document", text("一个文件里有两份内容（---）", "two documents (---) in one file")),
    (r"comment or line break|block scalar", text("“|”或“>”之后须换行", "a line has to end after '|' or '>'")),
    (
        r"alphabetic or numeric|expected the? ?'>'|tag|directive|version|handle|prefix",
        text("以 &、*、! 或 % 开头的值须加引号", "a value that begins with &, *, ! or % needs quotes"),
    ),
    (
        r"control characters|special characters|unacceptable|not allowed in this|octet|Unicode|UTF",
        text("有不可见的控制字符", "a control character that cannot be seen"),
    ),
)
_OTHERWISE = text("这里的写法不符合 YAML 的格式", "this is not written as YAML is")


def in_words(said: str) -> Text:
    """What the parser's `said` means."""
    return next((meant for pattern, meant in _MEANT if re.search(pattern, said)), _OTHERWISE)
