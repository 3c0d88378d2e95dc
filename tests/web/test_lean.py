"""What a server leaves out is left out, and what is needed of it works."""

import subprocess
import sys

CODE = """
import sys
from workbook.web.lean import leave_out_grammar
leave_out_grammar()
import workbook.web.app
import jsonschema
jsonschema.validate("an address", {"format": "iri"}, format_checker=jsonschema.FormatChecker())
print("lark" in sys.modules)
"""


def test_a_server_starts_without_the_grammar_that_takes_half_of_its_start():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
