"""Template tags of the signed-in pages."""

from django import template

from writingviews.house.assets import asset_address

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built front-end file: ``{% asset "house.css" %}``."""
    return asset_address(name)
