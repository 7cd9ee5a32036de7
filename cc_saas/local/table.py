"""What a person sees when everything is up: where to go, and with which sign-in."""

import json
from pathlib import Path

_WIDTH = 12


def render(*, values: dict[str, str], seconds: float) -> str:
    """The table of addresses and, where the demo was loaded, its sign-ins."""
    base, folder = values["PUBLIC_BASE_URL"], Path(values["CC_DATA_DIR"])
    rows = [("Console", f"{base}/console/")]
    if "CC_SIMULATOR_URL" in values:
        rows.append(("Telephone", f"{values['CC_SIMULATOR_URL']}/"))
    rows.append(("API", f"{base}/api/v1/schema/"))
    rows += _sign_ins(folder)
    rows += [
        ("Logs", f"{folder / 'logs'}/"),
        ("By hand", ".venv/bin/python manage.py ... finds these services"),
    ]
    lines = [f"  {name:<{_WIDTH}} {text}" for name, text in rows]
    return "\n".join(["", f"Ready after {seconds:.1f} s. Ctrl-C stops everything.", "", *lines, ""])


def _sign_ins(folder: Path) -> list[tuple[str, str]]:
    """`sign-ins.json` is written by the demo: a list of {"label", "url", "email", "password"}."""
    try:
        found = json.loads((folder / "sign-ins.json").read_text())
    except (OSError, ValueError):
        return []
    return [(entry["label"], f"{entry['url']}  {entry['email']}  {entry['password']}") for entry in found]
