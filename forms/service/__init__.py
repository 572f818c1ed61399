"""Papers about details, certificates and the service itself."""
