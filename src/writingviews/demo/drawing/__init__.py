"""The demo publication's pictures, drawn by program so that anyone may redraw or change them."""
