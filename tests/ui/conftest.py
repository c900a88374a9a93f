"""The app in-process for these tests."""

from __future__ import annotations

from tests.app import app, filled, ready, two_years

__all__ = ["app", "filled", "ready", "two_years"]
