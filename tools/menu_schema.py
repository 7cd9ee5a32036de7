"""Writes docs/menu.schema.json, the published schema of a menu's document: `python -m tools.menu_schema`."""

import json
from pathlib import Path

from telephony.ivr.schema import document_schema

TARGET = Path(__file__).resolve().parents[1] / "docs" / "menu.schema.json"


def main() -> None:
    """Write it anew."""
    TARGET.write_text(json.dumps(document_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
