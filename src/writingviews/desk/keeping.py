"""Under which name and key a browser keeps the words that the house has not got yet. Pure.

They lie in the browser's database (`frontend/desk/keep.ts`), on a computer that others may use.
Name and key are the house's to give, to this account for this piece: without signing in, nothing
there can be read or told apart.
"""

from base64 import b64encode
from dataclasses import dataclass
from uuid import UUID

from django.utils.crypto import salted_hmac

from writingviews.people.models import Account


@dataclass(frozen=True, slots=True)
class Keep:
    """Name: 32 hexadecimal digits. Key: 32 bytes in base64."""

    name: str
    key: str


def keep_for(account: Account, article_id: UUID) -> Keep:
    """Return the same name and key at every visit, as long as the house keeps its secret."""
    whose = f"{account.pk}/{article_id}"
    name = salted_hmac("desk.keeping.name", whose, algorithm="sha256").hexdigest()[:32]
    key = salted_hmac("desk.keeping.key", whose, algorithm="sha256").digest()
    return Keep(name, b64encode(key).decode())
