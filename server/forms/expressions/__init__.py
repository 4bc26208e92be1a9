"""The part of ODK's XPath that a server can re-evaluate: grammar, functions, compiler to Python (ADR 6)."""
