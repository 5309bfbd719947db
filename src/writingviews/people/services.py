"""Making accounts, granting roles, taking bylines."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from writingviews.language.scripts import could_pose
from writingviews.language.slug import slug as slugify
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change

from .models import Account, Byline, BylineHolder, BylineKind, Role, RoleGrant

MAX_BYLINES = 20


class AccountRefused(Exception):
    """An account cannot be made so; the message says why and the mend."""


class BylineRefused(Exception):
    """A byline cannot be taken so; the message says why and the mend."""


@transaction.atomic
def create_account(
    *, username: str, password: str, roles: frozenset[Role] = frozenset(), actor: Account | None
) -> Account:
    """Create an account that can sign in.

    Raises:
        AccountRefused: the name is taken or unusable, or the password is too weak.
    """
    account = Account(username=Account.normalize_username(username.strip()))
    try:
        validate_password(password, account)
        account.set_password(password)
        account.full_clean(exclude=("password",))
    except ValidationError as error:
        raise AccountRefused(" ".join(dict.fromkeys(error.messages))) from error
    account.save(force_insert=True)
    record_act(
        "create",
        subject_kind="account",
        subject_id=account.id,
        actor=actor.id if actor else None,
    )
    for role in sorted(roles - {Role.WRITER}):
        grant_role(account=account, role=role, actor=actor)
    return account


@transaction.atomic
def grant_role(*, account: Account, role: Role, actor: Account | None) -> None:
    """Give an account a role. Doing it twice is harmless."""
    _, created = RoleGrant.objects.get_or_create(account=account, role=role)
    if created:
        record_act(
            "grant role",
            subject_kind="account",
            subject_id=account.id,
            actor=actor.id if actor else None,
            role=role.value,
        )


@transaction.atomic
def revoke_role(*, account: Account, role: Role, actor: Account | None) -> None:
    """Take a role from an account. Doing it twice is harmless."""
    deleted, _ = RoleGrant.objects.filter(account=account, role=role).delete()
    if deleted:
        record_act(
            "revoke role",
            subject_kind="account",
            subject_id=account.id,
            actor=actor.id if actor else None,
            role=role.value,
        )


@transaction.atomic
def take_byline(
    *,
    account: Account,
    name: str,
    kind: BylineKind = BylineKind.OWN,
    language: str = "en",
    about: str = "",
) -> Byline:
    """Make a new byline and put the account behind it.

    A name may be borne by several bylines (two people may be called the same); the slug
    tells them apart. A name that others bear is not refused: that would tell which pen names are
    here, and two bylines of one name could then be one person's alone.

    Raises:
        BylineRefused: the name cannot be (`clean_name`), or the account has `MAX_BYLINES` already.
    """
    held = BylineHolder.objects.filter(account=account).count()
    if held >= MAX_BYLINES:
        raise BylineRefused(
            f"You have {held} bylines; {MAX_BYLINES} are the most. Use one of them."
        )
    byline = create_byline(name=name, kind=kind, language=language, about=about)
    BylineHolder.objects.create(byline=byline, account=account)
    # The audit row does not name the byline: the ledger must not tie it to the account.
    record_act("take byline", subject_kind="account", subject_id=account.id, actor=account.id)
    return byline


def create_byline(
    *, name: str, kind: BylineKind = BylineKind.OWN, language: str = "en", about: str = ""
) -> Byline:
    """Make a byline that nobody stands behind yet, as an import does.

    Raises:
        BylineRefused: the name is empty, too long, has control characters or mixes letters that
            look alike.
    """
    name = clean_name(name)
    stem = slugify(name, fallback="byline")
    for suffix in range(1, 1000):
        slug = stem if suffix == 1 else f"{stem}-{suffix}"
        if Byline.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                return Byline.objects.create(
                    slug=slug, name=name, kind=kind, language=language, about=about
                )
        except IntegrityError:  # somebody took the slug between the question and the answer
            continue
    raise BylineRefused(f"A thousand bylines are called {name!r} already. Choose another name.")


@transaction.atomic
def describe_byline(*, byline: Byline, name: str, about: str) -> None:
    """Give a byline another name or about text; its address stays. Its pages are printed anew."""
    byline.name = clean_name(name)
    byline.about = about.strip()
    byline.save(update_fields=("name", "about"))
    record_change(ChangeKind.BYLINE, subject_id=byline.id)


#: Characters that turn the direction of a line or hide: a byline bearing them could pose as
#: another one (TRUST, malicious contributor). ZWNJ and ZWJ are letters' business and stay.
_JOINERS = frozenset("\u200c\u200d")
_TRICKS = frozenset(
    "\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def clean_name(name: str) -> str:
    """Return a public name with its white space in order.

    Raises:
        BylineRefused: empty, longer than 120 characters, bearing control characters, or mixing
            letters that look alike.
    """
    name = " ".join(name.split())
    if not name:
        raise BylineRefused("A byline needs a name. Write the name readers shall see.")
    if len(name) > 120:
        raise BylineRefused(f"The name has {len(name)} characters; 120 are the most. Shorten it.")
    if any(
        character in _TRICKS or not (character in _JOINERS or character.isprintable())
        for character in name
    ):
        raise BylineRefused("The name has invisible control characters. Type it anew without them.")
    if could_pose(name):
        raise BylineRefused(
            f"The name {name!r} mixes letters of several scripts that look alike, so that it could "
            "be taken for another. Write each word in one script."
        )
    return name
