"""The data contract: one model per table, each column declared once.

The tables of DuckDB (`schemas.ddl`), the data dictionary (`schemas.dictionary`) and the checks of every
row (`schemas.validate`) come from the models; `schemas.tables.TABLES` lists them.
"""
