"""What is asked: the content files, read into frozen models."""
