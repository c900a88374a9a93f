"""Kaoping's product without a screen: from one YAML file and figures to scores, ranks and reports."""

DEFAULT_SYSTEM = "indicators.yaml"  # the file that states the indicator system, where none is named
