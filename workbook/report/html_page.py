"""A whole web page that asks for nothing; of styles and scripts, only its own may work."""

from base64 import b64encode
from hashlib import sha256
from html import escape


def write_html(title: str, inside: str, style: str, script: str = "", kind: str = "") -> str:
    """Return a page around what stands in its main part; `kind` is the class of its body.

    The page's own policy names its style, and its script where it has one, by their hashes.
    """
    name, policy = escape(title), escape(_policy(style, script))
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow, noarchive">
<title>{name}</title>
<style>{style}</style>
</head>
<body{f' class="{kind}"' if kind else ""}>
<main>
{inside}
</main>
{f"<script>{script}</script>" if script else ""}
</body>
</html>
"""


def _policy(style: str, script: str) -> str:
    parts = ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]
    parts.append(f"style-src {_hash(style)}")
    return "; ".join([*parts, f"script-src {_hash(script)}"] if script else parts)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
