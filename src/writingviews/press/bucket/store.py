"""The bucket itself, through botocore: put, delete, list, and what its errors mean.

Nothing of botocore's own messages is passed on: they name the object, and so an article.
"""

import base64
import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from writingviews.house.settings import BucketSettings

from .objects import LocalObject

#: Requests under way at once.
AT_ONCE: Final = 8
_CONNECT_SECONDS: Final = 5
_READ_SECONDS: Final = 30
#: What a service says of one object and not of itself.
_ITS_OWN_FAULT: Final = frozenset(
    {
        "KeyTooLongError",
        "InvalidArgument",
        "InvalidURI",
        "EntityTooLarge",
        "XMinioInvalidObjectName",
    }
)
_KEY: Final = frozenset(
    {
        *("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AllAccessDisabled"),
        *("AccountProblem", "InvalidToken", "ExpiredToken", "Forbidden", "Unauthorized", "401"),
        "403",
    }
)
_BUCKET: Final = frozenset({"NoSuchBucket", "PermanentRedirect", "301", "404"})
_CLOCK: Final = frozenset({"RequestTimeTooSkewed", "RequestExpired"})
_MENDS: Final = {
    "key": "the key is refused; look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and its rights "
    "(list the bucket, put and delete objects)",
    "no key": "there is no key; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment",
    "bucket": "there is no such bucket; make it, or mend WRITINGVIEWS_BUCKET, "
    "WRITINGVIEWS_BUCKET_ENDPOINT and WRITINGVIEWS_BUCKET_REGION",
    "clock": "this machine's clock is wrong; set it",
    "unreachable": "the service cannot be reached; look at WRITINGVIEWS_BUCKET_ENDPOINT "
    "and the network",
    "service": "the service fails; it is tried again by itself",
    "program": "botocore is not installed; pip install 'writingviews[s3]'",
}


class BucketAway(Exception):
    """No object can be carried at the moment; the message says why and the mend.

    Args:
        cause: in a word: a key of `_MENDS`.
        code: the service's own word, or the kind of failure; never an address.
    """

    def __init__(self, cause: str, code: str = "") -> None:
        self.cause = cause
        super().__init__(_MENDS[cause] + (f" ({code})" if code else ""))


class ObjectRefused(Exception):
    """The service does not take one object; others it may take."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as the bucket lists it."""

    path: str
    etag: str


class Store:
    """A bucket of an S3-compatible service. May be used by several threads.

    Args:
        settings: where it is, and the key to it.

    Raises:
        BucketAway: there is no key, or botocore is not installed.
    """

    def __init__(self, settings: BucketSettings) -> None:
        if not settings.key_id or not settings.secret:
            raise BucketAway("no key")
        self._name = settings.name
        self._client = _client(settings)

    def put(self, thing: LocalObject) -> str:
        """Put an object in its place, whole, and return its ETag.

        Raises:
            ObjectRefused: the service does not take this one.
            BucketAway: it takes none.
        """
        body = thing.sent
        headers = thing.headers
        more = {"ContentEncoding": headers.content_encoding} if headers.content_encoding else {}
        if headers.redirect:
            more["WebsiteRedirectLocation"] = headers.redirect
        answer = self._ask(
            "put_object",
            Key=thing.path,
            Body=body,
            ContentType=headers.content_type,
            CacheControl=headers.cache_control,
            # Every service compares it; what was mangled on its way is refused.
            ContentMD5=base64.b64encode(_md5(body)).decode(),
            **more,
        )
        try:
            return _bare(answer["ETag"])
        except KeyError:
            raise _no_service() from None

    def delete(self, path: str) -> None:
        """Delete an object; one that is not there is deleted.

        Raises:
            ObjectRefused, BucketAway: as of `put`.
        """
        self._ask("delete_object", Key=path)

    def listing(self) -> Iterator[Listed]:
        """Yield every object; a request for each thousand.

        Raises:
            BucketAway: the bucket cannot be listed.
        """
        after: dict[str, str] = {}
        while True:
            answer = self._ask("list_objects_v2", **after)
            for entry in answer.get("Contents", ()):
                yield Listed(path=str(entry["Key"]), etag=_bare(entry["ETag"]))
            if not answer.get("IsTruncated"):
                return
            if not answer.get("NextContinuationToken"):
                raise _no_service()
            after = {"ContinuationToken": str(answer["NextContinuationToken"])}

    def _ask(self, operation: str, **arguments: object) -> dict[str, Any]:
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 (an extra)

        try:
            answer: dict[str, Any] = getattr(self._client, operation)(
                Bucket=self._name, **arguments
            )
        except ClientError as error:
            raise _meaning(error.response) from None
        except (BotoCoreError, OSError) as error:
            raise BucketAway("unreachable", type(error).__name__) from None
        return answer


def _client(settings: BucketSettings) -> Any:  # noqa: ANN401 (botocore has no types)
    try:
        import botocore.session  # noqa: PLC0415 (an extra, and 20 MB in memory)
        from botocore.config import Config  # noqa: PLC0415
    except ImportError:
        raise BucketAway("program") from None
    for name in ("botocore", "urllib3"):
        # They quote the request: the object, which is an article, and how it was signed.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return botocore.session.Session().create_client(
        "s3",
        endpoint_url=settings.endpoint,
        region_name=settings.region,
        # Given, so that it looks for none in files or on the network.
        aws_access_key_id=settings.key_id,
        aws_secret_access_key=settings.secret,
        config=Config(
            signature_version="s3v4",
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            max_pool_connections=AT_ONCE,
            # One more try for a connection that was closed meanwhile; longer waits are ours.
            retries={"total_max_attempts": 2, "mode": "standard"},
            # Services other than Amazon's know no names of hosts made from a bucket's, and not
            # all of them the newer checksums.
            s3={"addressing_style": "path" if settings.endpoint else "auto"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


def _meaning(response: dict[str, Any]) -> BucketAway | ObjectRefused:
    code = str(response.get("Error", {}).get("Code", ""))
    code = code if code.isalnum() and len(code) < 60 else "?"
    status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    if code in _ITS_OWN_FAULT:
        return ObjectRefused(f"the service refuses it ({code})")
    if code in _KEY:
        return BucketAway("key", code)
    if code in _CLOCK:
        return BucketAway("clock", code)
    if code in _BUCKET:
        return BucketAway("bucket", code)
    if status in {401, 403}:
        return BucketAway("key", code)
    return BucketAway("service", f"{status} {code}")


def _no_service() -> BucketAway:
    """What to raise where somebody says "yes" who is no such service: a network's sign-in page."""
    return BucketAway("unreachable", "AnswerOfSomebodyElse")


def _bare(etag: object) -> str:
    """Return an ETag without quotes: not every service lists it with those it answered with."""
    return str(etag).strip('"')


def _md5(body: bytes) -> bytes:
    return hashlib.md5(body, usedforsecurity=False).digest()
