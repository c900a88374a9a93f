"""Who comes in: the login, sessions, and the pages that the door shows of its own."""
