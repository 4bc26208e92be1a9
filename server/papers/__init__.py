"""View models of what is printed: pure, from values that services read."""
