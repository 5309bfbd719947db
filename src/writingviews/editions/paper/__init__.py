"""Leaflets, posters and booklets of what is published, as PDF."""
