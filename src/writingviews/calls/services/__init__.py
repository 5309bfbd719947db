"""Writing: pitches and what is said about them, assignments, calls, and entries."""
