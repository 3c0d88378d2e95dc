"""Tests of Second Look."""
