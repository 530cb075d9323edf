"""Bytes of a web page -> text, by the rules browsers follow, and never a character that was not there."""

from __future__ import annotations

import codecs
import re

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# Where a declaration may stand: HTML says 1,024 bytes; real pages put scripts before it.
_DECLARED_WITHIN = 8_192
_DECLARATION = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
# Names that browsers read as another encoding, since pages that use them mean that one.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}


def decode_page(data: bytes) -> tuple[str, int]:
    """Return the text of a page and how many of its characters could not be decoded.

    A byte order mark comes first, then UTF-8 if the bytes are valid as such (other text hardly ever
    is by chance), then what the page declares, then Windows-1252.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _replaced(data[len(mark) :], encoding)
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        return _replaced(data, declared_encoding(data) or "cp1252")


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page says it is in; None for none, or one that nobody knows."""
    match = _DECLARATION.search(data[:_DECLARED_WITHIN])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    return _MEANT.get(name, name)


def _replaced(data: bytes, encoding: str) -> tuple[str, int]:
    """Return text with U+FFFD for what is no character of the encoding."""
    try:
        text = data.decode(encoding, "replace")
    except (LookupError, ValueError):  # a codec that is not for text
        text = data.decode("cp1252", "replace")
    return text, text.count("\ufffd")
