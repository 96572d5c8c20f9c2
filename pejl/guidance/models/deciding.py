"""What is decided about a version: approval, review, withdrawal. None of it is ever changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.models.versions import Version
from pejl.guidance.names import Outcome, State, Verdict


class ApprovalRequestQuerySet(SpaceQuerySet["ApprovalRequest"]):
    """What can be said of requests for approval."""

    def pending(self) -> ApprovalRequestQuerySet:
        """Those that wait for an answer: of the newest round of their version, as long as that waits."""
        newer = ApprovalRequest.objects.filter(version=OuterRef("version"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer), version__state=State.AWAITING_APPROVAL, approval=None)


class ApprovalRequest(SpaceRow):
    """A named colleague is asked to approve exactly this text; a changed text needs a new request.

    Those who are asked together have the same ``number``: a round, in which each decides once.
    """

    append_only = True

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="requests")
    number = models.PositiveSmallIntegerField()
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    data = declare(
        version=STRUCTURE,
        number=STRUCTURE,
        approver=PERSON_REF,
        asked_by=PERSON_REF,
        digest=STRUCTURE,
        at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(ApprovalRequestQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "number", "approver"], name="approver_is_asked_once_in_a_round")
        ]


class Approval(SpaceRow):
    """One approver's decision, bound by ``digest`` to the exact text that was read."""

    append_only = True

    request = models.OneToOneField(ApprovalRequest, on_delete=models.CASCADE, related_name="approval")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="approvals")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    note = Words(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    data = declare(
        request=STRUCTURE,
        version=STRUCTURE,
        verdict=STRUCTURE,
        note=WORDS,
        by=PERSON_REF,
        digest=STRUCTURE,
        at=STRUCTURE,
    )


class Withdrawal(SpaceRow):
    """That a version was taken out of force, and why. It stays readable as such."""

    append_only = True

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="withdrawal")
    reason = Words()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(version=STRUCTURE, reason=WORDS, by=PERSON_REF, at=STRUCTURE)


class Review(SpaceRow):
    """Somebody looked a version over, and what came of it. The history of reviews; none is ever overwritten."""

    append_only = True

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    note = Words(blank=True)
    next_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(
        version=STRUCTURE,
        due_on=STRUCTURE,
        outcome=STRUCTURE,
        note=WORDS,
        next_on=STRUCTURE,
        by=PERSON_REF,
        at=STRUCTURE,
    )
