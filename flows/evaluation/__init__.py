"""Extraction measured against annotated texts."""
