"""Published articles as an EPUB 3, for e-readers and telephones."""
