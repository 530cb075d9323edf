"""Bytes -> Document -> observations. Pure functions that know nothing of DuckDB or Prefect."""
