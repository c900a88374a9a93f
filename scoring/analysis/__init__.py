"""Views of the result that pages and reports share: ranking, gaps, one unit, overview. No screen."""
