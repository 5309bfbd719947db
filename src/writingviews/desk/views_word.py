"""A Word file brought to a sheet."""

from dataclasses import asdict
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from writingviews.people.signed_in import signed_in

from .doors import sheet_or_404
from .suggesting import may_suggest
from .word.kinds import MAX_BYTES
from .word.taking import WordFileRefused, take_word_file


@login_required
@require_POST
@cache_control(private=True, no_store=True)
def word(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Turn a Word file into what the sheet cleans and sets: 200, or 400 with a sentence.

    For whoever may write on the sheet, or suggest: the text is changed by the sheet, not here.
    """
    opened = sheet_or_404(signed_in(request), article_id)
    if not (opened.text_is_editable or may_suggest(opened)):
        raise Http404
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return JsonResponse({"error": "No file came. Choose one and try again."}, status=400)
    try:
        # One byte more than is taken is enough for the refusal; the rest need not be in memory.
        taken = take_word_file(data=upload.read(MAX_BYTES + 1))
    except WordFileRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    return JsonResponse(asdict(taken))
