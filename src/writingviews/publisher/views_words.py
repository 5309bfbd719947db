"""What the publication says of itself, tried on its pages. The page itself is the newsroom's."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from writingviews.articles.selectors import publication
from writingviews.newsroom.doors import PUBLISHERS, only_for
from writingviews.newsroom.forms import PublicationForm
from writingviews.newsroom.trial_form import in_frame

from .trying import refused, tried


@in_frame
@only_for(PUBLISHERS)
@require_http_methods(["GET", "POST"])
def try_words(request: HttpRequest) -> HttpResponse:
    """Show a page of the site with name, motto and about text that are not saved, or as it stands.

    Languages are tried no further than those that stand: another first one would move every page.
    """
    if request.method != "POST":
        return tried(request)
    row = publication()
    form = PublicationForm(request.POST, publication=row)
    if not form.is_valid():
        return refused(request, form)
    languages = row.languages
    said = form.described()
    row.name, row.names = said["name"], said["names"]
    row.motto, row.mottos, row.abouts = said["motto"], said["mottos"], said["abouts"]
    return tried(
        request,
        names={language: row.name_in(language) for language in languages},
        mottos={language: row.motto_in(language) for language in languages},
        abouts={language: row.about_in(language) for language in languages},
    )
