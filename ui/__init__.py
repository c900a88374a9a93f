"""Streamlit code that the pages share. Nothing below `ui` imports Streamlit."""
