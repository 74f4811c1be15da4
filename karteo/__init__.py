"""Karteo: a self-hosted CRM whose heart is keeping customer data right."""

__version__ = "0.1.0"
