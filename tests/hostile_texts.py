"""Texts that a screen could take for more than text, and a period whose every name is one of them."""

from __future__ import annotations

COLOURS = ("red", "orange", "yellow", "green", "blue", "violet", "gray", "grey", "primary", "rainbow")

# Everything that Streamlit's Markdown knows: its own directives, GitHub's, LaTeX, emoji and typography.
DIRECTIVES = (
    *("".join(f":{colour}{form}[甲{colour}]" for colour in COLOURS) for form in ("", "-background", "-badge")),
    ":small[小字]",
    ":shimmer[闪字]",
    ":help[说明]",
    ':color[彩字]{foreground="red" background="#00ff00"}',
    ":nothing[无此指令]",
    "::leaf[块]{a=b}",
    ":::box 块",
    ":material/home: 首页",
    "首页 :material_home:",
    ":streamlit: 图标",
    ":joy: 笑 :+1: :-1: :100:",
    "公式 $E=mc^2$ 与 $$\\frac{1}{2}$$",
    "甲 -> 乙 <- 丙 <-> 丁 -- 戊 >= 己 <= 庚 ~= 辛",
    "http://x.example/甲",
    "HTTPS://X.EXAMPLE:8080/a?b=c#d",
    "见www.x.example，或 WWW.x.example/a_b",
    "电邮a.b+c@x.example；mailto:a@x.example xmpp:a@x.example/b",
    "<http://x.example> <a@x.example>",
    "[名](http://x.example) [名][1] [名] [^1]",
    "[1]: http://x.example '名'",
    "![图](http://x.example/a.png) ![图][1]",
    "<img src=x onerror=alert(1)><script>alert(1)</script><b>粗</b><!-- 注 --><a href='http://x.example'>链</a>",
    "&lt;b&gt; &amp; &#58;joy&#58; &copy;",
    "**粗** __粗__ *斜* _斜_ ***粗斜*** ~删~ ~~删~~",
    "`码` ``码`` ```码``` ~~~码~~~",
    "# 一级标题",
    "###### 六级标题 ######",
    "> 引用",
    "- 列表",
    "+ 列表",
    "* 列表",
    "- [ ] 待办",
    "1. 编号",
    "2) 编号",
    "--- ",
    "*** ___ ===",
    "| 列 | 列 |",
    "首行\n===\n次行\n---\n\n    码块\n\n| a | b |\n|---|---|\n| c | d |",
    "\\* \\[ 反斜线 C:\\temp\\ \\",
    "%{x} %{customdata[0]} {0} {name} %s %(a)s <extra>额外</extra>",
    '=HYPERLINK("http://x.example","名")',
    "@SUM(1+1)",
    "+1+1",
    "-1+1",
)

# What spreadsheet programs would work out or open, also in the full-width forms that some of them take for it.
FORMULAS = (
    '=HYPERLINK("http://x.example","名")',
    "=cmd|'/c calc'!A0",
    "@SUM(1+1)",
    "+1+1",
    "-1+1",
    "\t=1+1",
    "＝1+1",
    "＠SUM(1+1)",
    "{=1+1}",
    "http://x.example/",
    "0123",
)

# What a reader would not see, or would read in another order: each is shown as a mark.
TURNING = tuple(
    f"甲{chr(code)}乙cba" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C)
)
HIDING = tuple(f"甲{chr(code)}乙" for code in (0x200B, 0x2060, 0xFEFF, 0xAD, 0x2028, 0x3164, 0xE0041, 0x180E))

# What an office writes, which nothing may change.
PLAIN = (
    "（某某）市第二〇二办公室",
    "全角　空格，ＡＢＣ１２３：；！？【】《》“”‘’—…·",
    "得分率≥80%、≤90%，3×4÷2±1，①②③，㈠，Ⅳ，℃，№",
    "👨‍👩‍👧 ❤️ 🇨🇳 1️⃣ 👍🏽",
    "A_B C-D (E) 12:30 a/b 50% 3.5",
    "葛󠄀城 ᠮᠣᠩᠭᠣᠯ ئۇيغۇر བོད",
)
