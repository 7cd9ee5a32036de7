"""Copy what browsers are served from node_modules into static/vendor (`make vendor`, after `npm ci`)."""

import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "@alpinejs/csp/dist/cdn.min.js": "alpine/alpine-csp.min.js",
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler/tabler.min.js",
    "uplot/dist/uPlot.iife.min.js": "uplot/uplot.min.js",
    "uplot/dist/uPlot.min.css": "uplot/uplot.min.css",
    "uplot/LICENSE": "uplot/LICENSE",
    "@twilio/voice-sdk/dist/twilio.min.js": "twilio/twilio.min.js",
    "@twilio/voice-sdk/LICENSE.md": "twilio/LICENSE.md",
    "axe-core/axe.min.js": "../../tests/browser/vendor/axe.min.js",
    "axe-core/LICENSE": "../../tests/browser/vendor/LICENSE",
    "@fontsource/inter/LICENSE": "fonts/LICENSE-inter",
    "@fontsource/noto-sans-georgian/LICENSE": "fonts/LICENSE-noto-sans-georgian",
}
FONTS = {
    ("inter", "Inter"): ("latin", "latin-ext", "cyrillic", "cyrillic-ext"),
    ("noto-sans-georgian", "Noto Sans Georgian"): ("georgian",),
}
WEIGHTS = (400, 500, 600, 700)
FACE = """@font-face {{
  font-family: "{family}";
  font-style: normal;
  font-display: swap;
  font-weight: {weight};
  src: url("{file}") format("woff2");
  unicode-range: {characters};
}}
"""
# A browser asks for the map that a file names, and hashed static files refuse names of what is not there.
SOURCE_MAP = re.compile(rb"\n?(//|/\*)# sourceMappingURL=\S+( ?\*/)?\s*$")


def main() -> None:
    """Replace static/vendor by fresh copies."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in FILES.items():
        path = VENDOR / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SOURCE_MAP.sub(b"\n", (MODULES / source).read_bytes()))
    _copy_fonts()
    _write_list()


def _copy_fonts() -> None:
    faces = []
    for (package, family), subsets in FONTS.items():
        folder = MODULES / "@fontsource" / package
        ranges = json.loads((folder / "unicode.json").read_text())
        for subset in subsets:
            for weight in WEIGHTS:
                file = f"{package}-{subset}-{weight}-normal.woff2"
                shutil.copy(folder / "files" / file, VENDOR / "fonts" / file)
                faces.append(FACE.format(family=family, weight=weight, file=file, characters=ranges[subset]))
    (VENDOR / "fonts" / "fonts.css").write_text("\n".join(faces))


def _write_list() -> None:
    manifest = json.loads((ROOT / "package.json").read_text())
    lines = [
        "# Copied by `make vendor` from the versions that package-lock.json pins; never edited here.",
        "",
    ]
    for name, version in sorted(manifest["dependencies"].items()):
        licence = json.loads((MODULES / name / "package.json").read_text()).get("license", "see its page")
        lines.append(f"- {name} {version} ({licence})")
    (VENDOR / "README.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
