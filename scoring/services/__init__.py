"""What a person does, whole and once: for pages, commands and programs alike.

Each change takes an `Actor`, asks whether they may, and is kept under their name.
"""
