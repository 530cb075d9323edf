"""Addresses of licences -> their short names."""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(r"creativecommons\.org/licenses/([a-z-]+)(?:/([\d.]+))?", re.IGNORECASE)
_PUBLIC_DOMAIN = re.compile(r"creativecommons\.org/publicdomain/zero", re.IGNORECASE)


def licence_name(address: str) -> str:
    """Return "CC BY-NC 4.0" for a Creative Commons address, any other address as it is."""
    if match := _CREATIVE_COMMONS.search(address):
        return " ".join(filter(None, ("CC", match[1].upper(), match[2])))
    return "CC0 1.0" if _PUBLIC_DOMAIN.search(address) else address.strip()
