"""The file of a block."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from pejl.foundation.files import answers
from pejl.guidance import queries


@require_safe
def attached(request: HttpRequest, attached_id: UUID) -> HttpResponseBase:
    """A picture to be shown, any other file to be saved, for those who may read the version it stands in."""
    file = queries.attached_to(attached_id, person=request.person)
    if file is None:
        raise Http404
    return answers.picture(file) if file.is_picture else answers.download(file)
