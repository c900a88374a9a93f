"""One file a page; each defines `page()` and runs nothing on import."""
