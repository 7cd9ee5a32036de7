"""Markdown of an answer to HTML that is safe in the operators' page, whoever wrote it. Pure."""

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "h3", "h4", "blockquote", "code", "pre", "hr", "a"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
NEW_WINDOW = {"a": {"target": "_blank"}}  # a link must not take the operator away from the call

_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def html(markdown: str) -> str:
    """Return the HTML of `markdown`: headings below the page's own, no raw HTML, no images, no scripts, no styles."""
    tokens = _markdown.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if token.tag in ("h1", "h2", "h3") else "h4"
    rendered = _markdown.renderer.render(tokens, _markdown.options, {})
    return nh3.clean(
        rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, set_tag_attribute_values=NEW_WINDOW
    )


def text(markdown: str) -> str:
    """Return what `markdown` says, for a voice: without marks, each paragraph and item a line."""
    lines = [
        "".join(
            child.content if child.type in ("text", "code_inline") else " " for child in token.children or ()
        )
        for token in _markdown.parse(markdown)
        if token.type == "inline"
    ]
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
