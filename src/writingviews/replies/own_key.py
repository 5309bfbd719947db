"""The key that a mail bears to whoever wrote a reply."""

from django.utils.crypto import salted_hmac

from .models import Reply


def mailed_key(reply: Reply) -> str:
    """Return a reply's second key. Made from the house's secret, it is stored nowhere.

    It hangs on the fingerprint of the first: a reply without one has none that counts, and a new
    first key ends it.
    """
    known = f"{reply.pk} {reply.key_hash}"
    return salted_hmac("replies.mailed", known, algorithm="sha256").hexdigest()[:32]
