"""A file to be carried, ordered and put away as the workshop does, without making one."""

from uuid import uuid4

from writingviews.articles.models import Article
from writingviews.carry import services, store
from writingviews.carry.formats import FORMATS, Subject
from writingviews.carry.models import Order, State
from writingviews.editions.workshop.fresh import fingerprint_of
from writingviews.site.publication_view import PublicationView

PDF = b"%PDF-1.7\nnot much of a leaflet\n%%EOF\n"


def make_carried(
    article: Article, *, format_key: str = "leaflet", late: bool = False, body: bytes = b""
) -> Order:
    """A file of an article as readers may be offered it.

    Args:
        article: published.
        format_key: of what is offered.
        late: whether it was made from something else than what is published now.
        body: the file's bytes; some, if left out.
    """
    services.order_for_readers(format_key, [article.pk])
    order = Order.objects.get(
        subject_kind=Subject.ARTICLE, subject_id=str(article.pk), format=format_key, usual=True
    )
    Order.objects.filter(pk=order.pk).update(state=State.WAITING)
    Order.objects.exclude(pk=order.pk).filter(state=State.WAITING).update(state=State.FAILED)
    maker = uuid4().hex
    taken = services.take(maker)
    assert taken is not None
    assert taken.pk == order.pk
    made_from = fingerprint_of(PublicationView.read(), taken)
    assert made_from is not None
    ending = FORMATS[format_key].endings[0]
    place = store.unfinished(taken.pk, ending)
    place.write_bytes(body or PDF + made_from.encode())
    kept = store.keep(taken.pk, place, ending)
    made = services.Made(kept, "", 2, (), "another:one" if late else made_from)
    assert services.ready(taken, maker, made)
    return Order.objects.get(pk=taken.pk)
