"""The report of a room as a file, made of what its facilitators may see at its end."""
