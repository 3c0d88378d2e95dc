"""Copies that can be read without the workbook, and one for somebody who helps."""
