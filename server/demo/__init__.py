"""A node for trying out: generated people and houses, made through the services. Nobody in it is real."""
