"""Papers about contributions."""
