"""Run `python -m workbook` as the `workbook` command."""

from workbook.cli import main

raise SystemExit(main())
