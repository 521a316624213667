"""A Situation in, bytes out: one module an export, found by `plugins`."""
