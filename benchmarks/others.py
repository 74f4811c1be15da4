"""What other products need on such a machine: measured once, on two shared cores, with the same data."""

# operation → (the best other product, its figure)
OTHERS = {
    "list, first 50 by name": "Odoo 8.8+5.5 ms CPU, 118/s",
    "page at row 50,000 (or the middle)": "Odoo 61 / 114 ms wall at 100k / 1M",
    "substring of a name (mül)": "Odoo 17 / 134 / 1,321 ms wall, 110/s",
    "e-mail, exact": "Odoo 19 / 113 / 662 ms wall",
    "open one": "Twenty 6.5+0.7 ms CPU, 235/s",
    "change one field": "Odoo 11.4+3.7 ms CPU, 131/s",
    "create one": "Odoo 18.8+5.8 ms CPU",
    "push of 50 edits": "–",
    "change one field of 1,000": "Odoo 210 ms, no undo",
    "change one field of 10,000": "Odoo 1,900 ms, no undo",
    "change one field of 100,000": "Odoo 42,000 ms, no undo",
    "import of 10,000 rows": "Odoo 7,900 ms",
    "memory of the server, MiB": "Odoo 306, BottleCRM 372, Twenty 3,070",
}
