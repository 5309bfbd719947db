"""Addresses of the newsroom."""

from django.urls import URLPattern, path

from . import (
    views_all_chapters,
    views_calendar,
    views_calls,
    views_carry,
    views_editions,
    views_filters,
    views_fronts,
    views_guests,
    views_newsroom,
    views_pitches,
    views_press,
)

app_name = "newsroom"

urlpatterns: list[URLPattern] = [
    path("", views_newsroom.waiting, name="waiting"),
    path("pieces/", views_newsroom.pieces, name="pieces"),
    path("board/", views_newsroom.board, name="board"),
    path("calendar/", views_calendar.calendar, name="calendar"),
    path("calendar/<slug:span>/", views_calendar.calendar, name="calendar-span"),
    path("filters/", views_filters.save, name="save-filter"),
    path("filters/<int:filter_id>/", views_filters.change, name="change-filter"),
    path("editions/", views_editions.editions, name="editions"),
    path("editions/<uuid:edition_id>/", views_editions.edition, name="edition"),
    path("editions/<uuid:edition_id>/carry/", views_carry.of_edition, name="carry-edition"),
    path(
        "editions/<uuid:edition_id>/carry/orders/",
        views_carry.orders_of_edition,
        name="carry-edition-orders",
    ),
    path("chapters/", views_all_chapters.chapters, name="chapters"),
    path("chapters/<uuid:chapter_id>/", views_all_chapters.chapter, name="chapter"),
    path("chapters/<uuid:chapter_id>/editor/", views_all_chapters.editor, name="chapter-editor"),
    path("chapters/<uuid:chapter_id>/shut/", views_all_chapters.shut, name="chapter-shut"),
    path("pitches/", views_pitches.to_answer, name="pitches"),
    path("pitches/ask/", views_pitches.ask_for, name="ask-for"),
    path("calls/", views_calls.calls, name="calls"),
    path("calls/<uuid:call_id>/", views_calls.call, name="call"),
    path("fronts/", views_fronts.fronts, name="fronts"),
    path("guests/<uuid:article_id>/", views_guests.guests, name="guests"),
    path("guests/<uuid:article_id>/<uuid:link_id>/", views_guests.cut, name="cut-guest"),
    path("press/", views_press.press, name="press"),
    path("press/again/", views_press.again, name="press-again"),
    path("carry/", views_carry.of_publication, name="carry"),
    path("carry/orders/", views_carry.orders_of_publication, name="carry-orders"),
    path("carry/orders/<uuid:order_id>/", views_carry.change_order, name="carry-order"),
    path(
        "carry/orders/<uuid:order_id>/preview/<slug:digest>/",
        views_carry.preview,
        name="preview",
    ),
    path("carry/orders/<uuid:order_id>/<str:name>", views_carry.carried, name="carried"),
    path("carry/<uuid:article_id>/", views_carry.of_article, name="carry-article"),
    path(
        "carry/<uuid:article_id>/orders/",
        views_carry.orders_of_article,
        name="carry-article-orders",
    ),
]
