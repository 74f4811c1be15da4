"""A workspace of invented customers, lifelike enough to try everything on."""
