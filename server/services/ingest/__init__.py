"""The way of one submission: from the bytes a tablet sent to a record, its tables and an answer."""
