"""The style that lays a publication's own colour over the site's: pure."""

from hashlib import blake2b

from writingviews.articles.accents import Accent, hue_of


def accent_css(accent: Accent) -> str:
    """Return the style of an own accent, 200 bytes; "" for a name, which the site's style knows.

    The sections' colours are turned from its hue, with the lightness that the style gives them.
    """
    if not accent.own:
        return ""
    return (
        f":root{{--accent-h:{hue_of(accent.light)};--hue:{accent.light}}}"
        f':root[data-theme="dark"]{{--hue:{accent.dark}}}'
        "@media(prefers-color-scheme:dark)"
        f'{{:root:not([data-theme="light"]){{--hue:{accent.dark}}}}}\n'
    )


def accent_file(accent: Accent) -> str:
    """Return the style's file name among the assets, which changes with its text; "" for none."""
    css = accent_css(accent)
    digest = blake2b(css.encode(), digest_size=5).hexdigest().upper()
    return f"accent-{digest}.css" if css else ""


def accent_address(accent: Accent) -> str:
    """Return where the style stands; "" for none."""
    name = accent_file(accent)
    return f"/assets/{name}" if name else ""
