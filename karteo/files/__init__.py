"""The bytes of photos and attachments: taken in, looked at, kept outside the web root, handed out in pieces.

The room knows no records: a blob names the record whose access it has, and whoever serves it asks for that record.
"""
