"""A form filled in, on paper."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema
from pejl.foundation.tenancy import scopes
from pejl.guidance import papers, policies, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.papers import Form


class FilledIn(GuardedSchema):
    """What is said in the fields of a form, by the ids of their blocks; no field that says who the citizen is."""

    answers: dict[UUID, str]


@router.post("/products/{product_id}/versions/{number}/filled/{form}", operation_id="fill_in_form")
def fill_in_form(request: HttpRequest, product_id: UUID, number: int, form: Form, said: FilledIn) -> HttpResponse:
    """The paper of a form with what was said in its fields, as PDF or Word. Nothing of it is kept."""
    with scopes.scope(scopes.current_space(), read_only=True):
        reading = queries.reading(product_id, person=request.auth, number=number, today=clock.today())  # type: ignore[attr-defined]
        if reading is None:
            raise Http404
        policies.require_fillable(reading.version, reading.blocks)
        answers = policies.answers_of(reading.blocks, said.answers)
        made = papers.filled(reading, answers, today=clock.today(), form=form)
    return HttpResponse(made, content_type=papers.CONTENT_TYPES[form])
