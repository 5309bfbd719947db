"""Keys as letters that tell when one was misread: Bech32, of BIP 173. Pure."""

from collections.abc import Iterable
from typing import Final

_LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_LONGEST: Final = 200


def encoded(prefix: str, data: bytes) -> str:
    """Return `data` as letters behind ``prefix1``, in lower case."""
    fives = _regrouped(data, 8, 5, pad=True) or []
    check = _checksum([*_spread(prefix), *fives, *[0] * 6]) ^ 1
    fives += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{prefix}1{''.join(_LETTERS[five] for five in fives)}"


def decoded(text: str, prefix: str) -> bytes | None:
    """Return what `encoded` was given; None if a letter is wrong or it has another prefix."""
    if len(text) > _LONGEST or text not in {text.lower(), text.upper()}:
        return None
    head, one, tail = text.lower().rpartition("1")
    if not one or head != prefix or len(tail) < 6 or set(tail) - set(_LETTERS):
        return None
    fives = [_LETTERS.index(letter) for letter in tail]
    if _checksum([*_spread(head), *fives]) != 1:
        return None
    data = _regrouped(fives[:-6], 5, 8, pad=False)
    return None if data is None else bytes(data)


def _spread(prefix: str) -> list[int]:
    return [*(ord(letter) >> 5 for letter in prefix), 0, *(ord(letter) & 31 for letter in prefix)]


def _checksum(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate(_GENERATOR):
            if top >> place & 1:
                check ^= factor
    return check


def _regrouped(values: Iterable[int], size: int, wanted: int, *, pad: bool) -> list[int] | None:
    held = bits = 0
    groups: list[int] = []
    for value in values:
        held = held << size | value
        bits += size
        while bits >= wanted:
            bits -= wanted
            groups.append(held >> bits & (1 << wanted) - 1)
        held &= (1 << bits) - 1
    if pad and bits:
        groups.append(held << wanted - bits & (1 << wanted) - 1)
    elif not pad and (bits >= size or held):
        return None
    return groups
