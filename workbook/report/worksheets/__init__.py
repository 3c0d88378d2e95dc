"""Exercises on paper: what is on a sheet, as a page and as a PDF."""
