"""The one door: what changes a record, and what remembers that it did."""
