"""Administrative units with validity dates (R12), and Vietnamese sort order. Pure; reads packaged data once."""
