"""The sound of announcements, for the carrier."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from cc_saas.lib import audio_store
from tenants.accounts.api import declares
from tenants.accounts.types import Scope

FOR_EVER = "public, max-age=31536000, immutable"  # the name is made from the content


@declares(scope=Scope.PUBLIC)
@require_safe
def announcement_audio(request: HttpRequest, name: str) -> FileResponse:
    """Serve a WAV file under its unguessable name; what it says is told to every caller anyway."""
    file = audio_store.find(name)
    if file is None:
        raise Http404
    response = FileResponse(file.open("rb"), content_type="audio/wav")
    response["Cache-Control"] = FOR_EVER
    return response
