"""openrosa"""
