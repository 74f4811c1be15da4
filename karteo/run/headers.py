"""The headers of what Django does not answer: the same rules its middleware sets, from the same settings."""
from __future__ import annotations


def security(policy: dict[str, list[str]], hsts_seconds: int) -> list[tuple[str, str]]:
    """Content security policy and its like; HSTS when people come by https (0 = they do not)."""
    headers = [
        ("content-security-policy", "; ".join(f"{name} {' '.join(values)}" for name, values in policy.items())),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ]
    if hsts_seconds:
        headers.append(("strict-transport-security", f"max-age={hsts_seconds}; includeSubDomains"))
    return headers
