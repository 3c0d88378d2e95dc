"""The parts of the `workbook` command, one module each; what takes time is imported inside."""
