"""What other programs ask: everything under /api/v1, and the page that describes it."""

PREFIX = "/api/v1/"  # below the path the app lives under
