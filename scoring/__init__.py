"""Kaoping's product without a screen: from one YAML file and figures to scores, ranks and reports."""
