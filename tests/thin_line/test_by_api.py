"""The whole way from a theme to a guide that a third colleague reads, by API alone."""

from __future__ import annotations

import uuid

from django.core import mail

from pejl.foundation import clock
from pejl.foundation.jobs import operations as jobs

START = "2026-04-07T09:00:00+02:00"


def work() -> None:
    """Do the jobs that are due, so that mails go out."""
    while jobs.work_one(now=clock.now()):
        pass


def test_theme_becomes_a_guide_that_a_colleague_reads(staff, now, time_machine):
    time_machine.move_to(now, tick=False)
    proposer, member, leader = staff["proposer"], staff["member"], staff["leader"]
    practitioner, approver, reader = staff["practitioner"], staff["approver"], staff["reader"]

    # A colleague proposes a theme; pressed twice, it is one.
    wanted = {
        "title": "Hvornår bruger vi praktik?",
        "need": "Hvilke krav er der?",
        "why_now": "",
        "kind": "legislation",
    }
    key = str(uuid.uuid4())
    theme = proposer("POST", "/themes", wanted, status=201, key=key)
    assert proposer("POST", "/themes", wanted, status=201, key=key)["id"] == theme["id"]

    # The working group chooses it; nobody else can.
    group = member("GET", "/groups")["items"][0]
    version = member("GET", f"/themes/{theme['id']}")["version"]
    choice = {
        "group_id": group["id"],
        "outcome": "next",
        "reason": "Det fylder for os alle.",
        "expected_version": version,
    }
    practitioner("POST", f"/themes/{theme['id']}/decisions", choice, status=403)
    member("POST", f"/themes/{theme['id']}/decisions", choice, status=201)

    # A learning meeting is planned from the Odder template, and people are invited.
    templates = leader("GET", "/meeting-templates?kind=learning")["items"]
    template = next(one for one in templates if len(one["items"]) == 15)
    planned = leader(
        "POST",
        "/learning-meetings",
        {
            "theme_id": theme["id"],
            "group_id": group["id"],
            "title": "Læringsmøde om praktik",
            "purposes": ["Vi kender kravene"],
            "place": "Mødelokale 2",
            "starts_at": START,
            "leaders": [str(leader.person.pk), str(member.person.pk)],
            "template_id": template["id"],
        },
        status=201,
    )
    meeting = planned["meeting_id"]
    assert leader("GET", f"/learning-meetings/{meeting}/warnings") is not None
    people = [str(staff[role].person.pk) for role in ("proposer", "practitioner")]
    leader("POST", f"/meetings/{meeting}/participants", {"people": people})
    leader("POST", f"/meetings/{meeting}/invitations")
    work()
    assert {to for sent in mail.outbox for to in sent.to if "alendar" in str(sent.message())} != set()
    practitioner("PUT", f"/meetings/{meeting}/reply", {"reply": "accepted"})

    # It is held: items run, several write cards, everybody takes something along.
    time_machine.move_to(START, tick=False)
    room = leader("POST", f"/meetings/{meeting}/room/begin")
    board = next(item for item in room["items"] if item["behaviour"] in ("plenary", "groups", "practice"))
    running = leader(
        "POST", f"/meetings/{meeting}/room/items/{board['id']}/start", {"expected_running": room["running_id"]}
    )
    assert running["running_id"] == board["id"]
    leader("POST", f"/meetings/{meeting}/room/items/{board['id']}/start", {"expected_running": None}, status=409)
    boards = practitioner("GET", f"/meetings/{meeting}/room")["boards"]
    where = boards[0]["item_id"] if "item_id" in boards[0] else boards[0]["id"]
    card = {"kind": "consideration", "text": "Spørg altid efter skånehensyn først."}
    once = str(uuid.uuid4())
    written = practitioner("POST", f"/meetings/{meeting}/items/{where}/cards", card, status=201, key=once)
    again = practitioner("POST", f"/meetings/{meeting}/items/{where}/cards", card, status=201, key=once)
    assert again["id"] == written["id"]
    proposer("POST", f"/meetings/{meeting}/items/{where}/cards", {**card, "text": "Aftal mål først."}, status=201)
    refused = practitioner(
        "POST", f"/meetings/{meeting}/items/{where}/cards", {**card, "text": "Borger 710101-1234"}, status=422
    )
    assert "710101" not in str(refused)
    leader("PUT", f"/cards/{written['id']}/for-product", {"is_for_product": True})
    practitioner(
        "PUT",
        f"/meetings/{meeting}/learning-goal",
        {"takes_along": "At spørge om mål", "will_introduce": "Et fast spørgsmål", "is_shared": False},
    )
    duty = leader(
        "POST",
        f"/meetings/{meeting}/product-duties",
        {"what": "Handlingsanvisning om praktik", "person_id": str(practitioner.person.pk)},
        status=201,
    )
    leader("POST", f"/meetings/{meeting}/unclear-points", {"text": "Hvad med fleksjob?"}, status=201)
    agreement = {"what": "Undersøg forsikring", "owner_id": str(proposer.person.pk), "due_on": "2026-04-21"}
    leader("POST", f"/meetings/{meeting}/agreements", agreement, status=201)
    leader("POST", f"/meetings/{meeting}/decisions", {"text": "Vi bruger samme skema"}, status=201)
    leader("POST", f"/meetings/{meeting}/end")
    summary = str(leader("GET", f"/meetings/{meeting}/summary"))
    assert "At spørge om mål" not in summary
    leader("POST", f"/meetings/{meeting}/close")

    # Its knowledge becomes a guide: evidence, must or may, approved by somebody else.
    kinds = practitioner("GET", "/product-kinds")["items"]
    kind = next(one for one in kinds if one["name"] == "Handlingsanvisning")
    guide = practitioner(
        "POST",
        f"/learning-meetings/{meeting}/guides",
        {"kind_id": kind["id"], "title": "Praktik", "cards": [written["id"]], "duty_id": duty["id"]},
        status=201,
    )
    product = guide["product_id"]
    draft = practitioner("GET", f"/products/{product}/versions/1")
    mark = next(block for block in draft["blocks"] if block["kind"] == "mark")
    assert mark["evidence"][0]["quote"] == card["text"]
    assert "Practitioner" not in str(mark)
    content = {"text": "Skånehensyn er kendt, før praktikken begynder.", "reason": ""}
    practitioner(
        "PUT",
        f"/blocks/{mark['id']}",
        {"content": content, "obligation": "must", "expected_edit": mark["edit"]},
    )
    for kind_of_reference in ("notice", "law_guide", "guidance", "principle_decision"):
        block = {"part": "reference", "content": {"kind": kind_of_reference, "is_none": True}}
        practitioner("POST", f"/products/{product}/versions/1/blocks", block, status=201)
    draft = practitioner("GET", f"/products/{product}/versions/1")
    words = {"title": "Praktik", "purpose": "At vi gør det samme", "changes": "", "expected_edit": draft["edit"]}
    practitioner("PUT", f"/products/{product}/versions/1", {**words, "is_significant": True})
    practitioner("PUT", f"/products/{product}/responsible", {"person": str(practitioner.person.pk), "deputy": None})
    draft = practitioner("GET", f"/products/{product}/versions/1")
    assert draft["missing"] == []
    asked = {"approvers": [str(approver.person.pk)]}
    practitioner("POST", f"/products/{product}/versions/1/approval-requests", asked, status=201)
    verdict = {"verdict": "approved", "note": "", "digest": draft["digest"]}
    practitioner("POST", f"/products/{product}/versions/1/approvals", verdict, status=403)
    reader("GET", f"/products/{product}", status=404)
    approver("POST", f"/products/{product}/versions/1/approvals", verdict, status=201)

    # A third colleague finds and reads it, prints it; the proposer has seen every step.
    hits = reader("GET", "/search?q=praktik")
    assert {"kind": "product", "id": product, "title": "Praktik"} in hits
    read = reader("GET", f"/products/{product}/version")
    assert "Skånehensyn er kendt, før praktikken begynder." in str(read)
    assert reader("GET", f"/products/{product}/versions/1/pdf").startswith(b"%PDF")
    trail = [step["kind"] for step in proposer("GET", f"/themes/{theme['id']}")["trail"]]
    assert trail == [
        "proposed",
        "decided",
        "meeting_planned",
        "invited",
        "meeting_held",
        "product_started",
        "product_published",
    ]
    work()
    told = [sent.subject for sent in mail.outbox if proposer.person.email in sent.to[0]]
    assert sum("Hvornår bruger vi praktik?" in subject for subject in told) >= 5
