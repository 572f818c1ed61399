"""Tools: technical, knows nothing of the subject."""
