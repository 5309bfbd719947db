"""The pages of review: a piece's rounds, what was asked of whom, the letter, the plan."""
