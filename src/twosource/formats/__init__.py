"""Bytes in, Pages out: one module a format, found by `plugins`."""
