"""The catalogue of papers: one file is one form, on line and on paper."""
