"""Files people take away: the ranked results."""
