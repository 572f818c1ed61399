"""The machine: the counter of a social insurance fund for the self-employed."""
