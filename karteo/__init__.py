"""Karteo: a self-hosted CRM whose heart is keeping customer data right."""
