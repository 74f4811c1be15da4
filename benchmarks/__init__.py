"""Measurements: our operations against a floor (the same statements straight through the driver), in one run."""
