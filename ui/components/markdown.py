"""Text safe inside Markdown, for the parts of pages. Tested in tests/ui/frame/test_markdown.py."""

from ui.frame.markdown import escape

__all__ = ["escape"]
