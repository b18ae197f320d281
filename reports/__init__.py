"""Turns the results of the weekly queries into summaries that a reader can check, word by word."""
