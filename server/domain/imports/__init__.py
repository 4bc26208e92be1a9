"""What is decided about a sheet that is read in: its encoding, its columns, its cells, its rows. Pure."""
