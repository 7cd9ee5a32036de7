"""A TwiML document as the executor sees it, and what the parser complains about."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from .schema import ATTRIBUTES, CHILDREN, NOT_SIMULATED, TEXT_NOUNS


class DocumentFailed(Exception):
    """The document cannot be executed; `code` is Twilio's error code."""

    def __init__(self, code: int, reason: str) -> None:
        """Keep the code."""
        super().__init__(f"{code} {reason}")
        self.code = code
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Element:
    """One verb or noun."""

    name: str
    attributes: dict[str, str]
    text: str
    children: tuple["Element", ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, default)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean attribute."""
        return self.attributes.get(name, str(default)).strip().lower() == "true"

    def number(self, name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
        """An integer attribute, kept within its limits; nonsense means the default."""
        try:
            return max(least, min(int(self.attributes.get(name, default)), most))
        except ValueError:
            return default


@dataclass(frozen=True)
class Document:
    """Verbs in order, and the warnings (code, text) of those that were skipped or trimmed."""

    verbs: tuple[Element, ...]
    warnings: list[tuple[int, str]] = field(default_factory=list)


def parse(body: bytes | str) -> Document:
    """A document from XML. Raises DocumentFailed (12100: malformed, or not a Response)."""
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - expat 2.4 or newer limits entity expansion
    except (ElementTree.ParseError, ValueError) as error:
        raise DocumentFailed(12100, f"document parse failure: {error}") from error
    if root.tag != "Response":
        raise DocumentFailed(12100, f"root element is <{root.tag}>, not <Response>")
    warnings: list[tuple[int, str]] = []
    return Document(tuple(_children(root, "Response", warnings)), warnings)


def _children(node: ElementTree.Element, parent: str, warnings: list[tuple[int, str]]) -> Iterator[Element]:
    for child in node:
        if child.tag in CHILDREN.get(parent, frozenset()):
            yield _element(child, warnings)
        else:
            warnings.append((12200, f"<{child.tag}> is not allowed in <{parent}>"))


def _element(node: ElementTree.Element, warnings: list[tuple[int, str]]) -> Element:
    allowed = ATTRIBUTES[node.tag]
    for name in node.attrib:
        if name not in allowed:
            warnings.append((12200, f"attribute '{name}' is not allowed in <{node.tag}>"))
        elif name in NOT_SIMULATED and node.attrib[name] not in ("", "false", "do-not-record"):
            warnings.append((0, f"attribute '{name}' of <{node.tag}> is not simulated"))
    is_text = node.tag in TEXT_NOUNS
    return Element(
        name=node.tag,
        attributes={k: v for k, v in node.attrib.items() if k in allowed},
        text=" ".join(("".join(node.itertext()) if is_text else node.text or "").split()),
        children=() if is_text else tuple(_children(node, node.tag, warnings)),
    )
