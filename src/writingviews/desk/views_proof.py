"""The proof-reader's files: a script and an engine that run in a writer's own browser.

They are no assets of the public tree: 7 MB that no reader needs would go into every copy of it. And
the script needs a policy of its own, which the tree's server has not.
"""

from pathlib import Path
from typing import Final

import brotli
from csp.constants import NONE, WASM_UNSAFE_EVAL
from csp.decorators import csp
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from writingviews.house.assets import BUILT_DIR, asset_name

_TYPES: Final = {"proof.js": "text/javascript; charset=utf-8", "proof.wasm": "application/wasm"}
_PACKED: Final = ".br"


def proof_file(entry: str) -> str:
    """Return the name under which ``proof.js`` or ``proof.wasm`` is asked for.

    Raises:
        AssetMissing: the front end was not built.
    """
    return Path(asset_name(entry)).name


# A worker is held by the policy that its script came with. This one may run its engine, and reach
# no address, not even ours: what it reads cannot leave the page. (The decorator's type knows only
# views that take nothing but the request.)
@csp({"default-src": [NONE], "script-src": [WASM_UNSAFE_EVAL]})  # type: ignore[arg-type]
@login_required
@require_GET
@cache_control(private=True, max_age=365 * 24 * 60 * 60, immutable=True)
def proof(request: HttpRequest, name: str) -> HttpResponse:
    """Hand out a file of the proof-reader, under the name that this build gave it."""
    for entry, content_type in _TYPES.items():
        if name != proof_file(entry):
            continue
        path = BUILT_DIR / asset_name(entry)
        if path.suffix != _PACKED:
            return HttpResponse(path.read_bytes(), content_type)
        if "br" in request.headers.get("Accept-Encoding", ""):
            answer = HttpResponse(path.read_bytes(), content_type)
            answer["Content-Encoding"] = "br"
        else:
            answer = HttpResponse(brotli.decompress(path.read_bytes()), content_type)
        answer["Vary"] = "Accept-Encoding"
        return answer
    raise Http404
