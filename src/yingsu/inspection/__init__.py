"""One file at a time: what is wrong in it, and what is kept of it for figures, lists and due days."""
