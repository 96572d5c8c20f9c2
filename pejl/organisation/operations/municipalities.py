"""Which municipalities the job centre works for."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.tenancy.models import Person
from pejl.organisation import municipalities, policies
from pejl.organisation.models import ServedMunicipality
from pejl.organisation.operations import ground


@transaction.atomic
def serve_municipality(*, code: str, since_on: date, now: datetime, by: Person | None = None) -> ServedMunicipality:
    """The job centre works for the municipality with this code of three digits, from a day."""
    today = ground.begin(by, now)
    policies.require_municipality(code)
    policies.require_sensible(since_on, today, field="since_on")
    sentence = _("The job centre already works for %(name)s.") % {"name": municipalities.by_code()[code].name}
    policies.require_no_overlap(ServedMunicipality.objects.filter(code=code), since_on, None, sentence, field="code")
    served: ServedMunicipality = ServedMunicipality.objects.create(code=code, since_on=since_on)
    audit.record("municipality.served", served, by=by, now=now)
    return served


@transaction.atomic
def stop_serving(
    *, served: ServedMunicipality, until_on: date, now: datetime, by: Person | None = None
) -> ServedMunicipality:
    """The last day the job centre works for the municipality."""
    today = ground.begin(by, now)
    policies.require_sensible(until_on, today, field="until_on")
    served = served.again()
    policies.require_order(served.since_on, until_on)
    served.until_on = until_on
    served.save()
    audit.record("municipality.left", served, by=by, now=now)
    return served
