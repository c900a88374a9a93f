"""Systems to look at, each with facts and the results worked by hand: see README.md."""
