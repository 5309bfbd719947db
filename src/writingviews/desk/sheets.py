"""Ids of open sheets: whose steps are whose.

A sheet recognises its own steps by this id when they come back, so nobody may write under the id
of another's sheet. The house mints it with a seal that only fits the account it was minted for;
nothing needs to be stored.
"""

import re
from dataclasses import dataclass
from secrets import token_hex
from typing import Final

from django.core.signing import BadSignature, Signer

from writingviews.people.models import Account

_ID: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class SheetId:
    """What a sheet shows when it takes up the line."""

    id: str
    seal: str


def mint_sheet_id(account: Account) -> SheetId:
    """Return a fresh id for a sheet that `account` opens."""
    sheet_id = token_hex(8)
    return SheetId(sheet_id, _signer(account).signature(sheet_id))


def seal_fits(account: Account, sheet: SheetId) -> bool:
    """Return whether the id was minted for `account`."""
    if not _ID.fullmatch(sheet.id):
        return False
    try:
        _signer(account).unsign(f"{sheet.id}:{sheet.seal}")
    except BadSignature:
        return False
    return True


def _signer(account: Account) -> Signer:
    return Signer(salt=f"desk.sheet.{account.pk}")
