"""Benefits of the social statute: who has how much, and by when to ask. One file per benefit."""
