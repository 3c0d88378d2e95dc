"""Tests of the server, its pages and the command line."""
