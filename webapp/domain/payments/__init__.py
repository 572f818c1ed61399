"""Payments: bank statements read and booked, references matched, the unknown kept in suspense."""
