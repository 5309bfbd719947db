"""What the pages of the desk and the newsroom read, one noun a module."""
