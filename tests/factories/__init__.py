"""Makers of believable things for tests: one file per room, plain functions with defaults."""
