"""Acts of review: rounds, ratings, reviews, letters, plans."""
