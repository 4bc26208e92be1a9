"""The Rà Soát node: edges for phones, programs and people around pure rules and signed records."""
