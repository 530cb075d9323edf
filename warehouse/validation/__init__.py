"""Whether a published warehouse is what it says it is: asked of the file, which is only read.

records      what a check answers, and how one that itself fails is told from one that passes
catalog      the file, its tables and views
contract     every schema model on every table; every constraint on every row
accounting   rows that must not be there, one query a file in `sql/validation` and `sql/checks`
audited      the audits once more, on a private copy, held against what the file says they found
drift        the snapshot before this one
"""
