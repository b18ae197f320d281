"""The records of a weekly summary, one module a part; `summary` holds them all."""
