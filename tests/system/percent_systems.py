"""Systems of one indicator, for tests of figures in per cent."""


def one_indicator(rest: str) -> str:
    """A system's file; `rest` is the indicator's facts, unit and rule, in one line of YAML."""
    return f"""format: 1
id: percent
title: 百分数
period: {{year: 2025}}
scale: 10
sections:
  - id: S1
    title: 板块
    measures:
      - {{id: M1, title: 措施, indicators: [{{id: M1-1, title: 指标, marks: 10, {rest}}}]}}
"""
