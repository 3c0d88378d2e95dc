"""A web page that is locked with a password and opens itself, without any other program.

The body is sealed with AES-256-GCM under a key that PBKDF2-HMAC-SHA256 makes of the password;
salt, nonce and iterations stand beside it as JSON. The page's own script, the only one that its
policy lets run, undoes it in the browser.
"""

import json
import unicodedata
from base64 import b64encode
from functools import cache
from hashlib import pbkdf2_hmac
from html import escape
from pathlib import Path
from secrets import token_bytes

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from workbook import messages
from workbook.guidance.accepting import whole_characters
from workbook.report.copies.web_page import style
from workbook.report.html_page import write_html

ITERATIONS = 600_000
"""For PBKDF2-HMAC-SHA256, as the OWASP Password Storage Cheat Sheet recommends (2023 on)."""
SALT, NONCE, KEY = 16, 12, 32
"""Bytes of the salt, of the nonce (NIST SP 800-38D) and of the key."""


def seal_page(title: str, body: str, password: str) -> str:
    """Return a web page that shows nothing but its title until the password is typed."""
    salt, nonce = token_bytes(SALT), token_bytes(NONCE)
    key = pbkdf2_hmac("sha256", password_bytes(password), salt, ITERATIONS, KEY)
    sealed = {
        "iterations": ITERATIONS,
        "salt": _in_base64(salt),
        "nonce": _in_base64(nonce),
        "body": _in_base64(AESGCM(key).encrypt(nonce, body.encode(), None)),
    }
    return write_html(title, _lock(title, json.dumps(sealed)), style(), _script())


def password_bytes(password: str) -> bytes:
    """Return a password in one form, however a keyboard writes its letters."""
    return unicodedata.normalize("NFKC", whole_characters(password)).encode()


def _lock(title: str, sealed: str) -> str:
    say = {name: escape(words) for name, words in messages.COPY.items()}
    return f"""<h1 tabindex="-1">{escape(title)}</h1>
<p>{say["locked"]}</p>
<p id="no-script">{say["no_script"]}</p>
<p id="old" hidden>{say["old_browser"]}</p>
<form hidden data-open="{say["open"]}" data-opening="{say["opening"]}" data-wrong="{say["wrong"]}">
<label for="password">{say["password"]}</label>
<input id="password" name="password" type="password" autocomplete="off" required>
<button>{say["open"]}</button>
<p id="said" role="alert"></p>
</form>
<div id="sealed" hidden>{escape(sealed, quote=False)}</div>"""


def _in_base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")


@cache
def _script() -> str:
    return Path(__file__).with_name("sealed_page.js").read_text("utf-8")
