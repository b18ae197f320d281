"""Every sentence of the summary, one module a part of it; what things are called stands in names.py."""
