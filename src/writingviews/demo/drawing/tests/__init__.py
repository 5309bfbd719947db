"""Tests of the demo's pictures."""
