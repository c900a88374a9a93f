"""Writes marks into a workbook part by part, so that all else in it stays as it is; runs in a process of its own.

Nothing here imports pandas or the rest of the product: the process starts in no time and holds little.
"""
