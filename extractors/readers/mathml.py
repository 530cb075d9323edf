"""MathML on one line, so that a fraction's two numbers never become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.raised import exponent

if TYPE_CHECKING:
    from lxml.etree import _Element


def math_text(element: _Element) -> str:
    """Return a formula as text: `1/2`, `10⁹`, `x_max`."""
    name = local_name(element)
    if name in ("annotation", "annotation-xml"):
        return ""
    parts = [math_text(child) for child in element if isinstance(child.tag, str)]
    if name == "mfrac" and len(parts) == 2:  # noqa: PLR2004 -- numerator and denominator
        return f"{parts[0]}/{parts[1]}"
    if name in ("msup", "mover") and len(parts) == 2:  # noqa: PLR2004 -- base and exponent
        return parts[0] + exponent(parts[1])
    if name in ("mtr", "mtable"):
        return " ".join(parts)
    return (element.text or "").strip() + "".join(parts)


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace; '' for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
