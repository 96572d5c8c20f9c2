from django.urls import path

from pejl.room import pages
from pejl.room.papers import Form

# What is reached by a short code, without signing in.
follow = (
    [
        path("", pages.enter_code, name="code"),
        path("<str:code>/", pages.follow, name="meeting"),
    ],
    "follow",
)

app_name = "room"
urlpatterns = [
    path("<uuid:meeting_id>/rum/", pages.hold, name="hold"),
    path("<uuid:meeting_id>/rum/leder/", pages.lead, name="lead"),
    path("<uuid:meeting_id>/rum/vaeg/", pages.wall, name="wall"),
    path("<uuid:meeting_id>/rum/plads/", pages.place, name="place"),
    path("<uuid:meeting_id>/rum/begynd/", pages.begin, name="begin"),
    path("<uuid:meeting_id>/rum/start/<uuid:item_id>/", pages.start, name="start"),
    path("<uuid:meeting_id>/rum/faerdig/<uuid:item_id>/", pages.finish, name="finish"),
    path("<uuid:meeting_id>/rum/slut/", pages.end, name="end"),
    path("<uuid:meeting_id>/rum/pause/", pages.pause, name="pause"),
    path("<uuid:meeting_id>/rum/fortsaet/", pages.resume, name="resume"),
    path("<uuid:meeting_id>/rum/minutter/", pages.add_minutes, name="add_minutes"),
    path("<uuid:meeting_id>/rum/tilbage/", pages.step_back, name="step_back"),
    path("<uuid:meeting_id>/rum/spring-over/<uuid:item_id>/", pages.leave_out, name="leave_out"),
    path("<uuid:meeting_id>/rum/tag-med/<uuid:item_id>/", pages.take_in_again, name="take_in_again"),
    path("<uuid:meeting_id>/rum/byt/<uuid:item_id>/", pages.swap, name="swap"),
    path("<uuid:meeting_id>/rum/indsaet/", pages.insert, name="insert"),
    path("<uuid:meeting_id>/rum/nye-tider/", pages.suggestion, name="suggestion"),
    path("<uuid:meeting_id>/rum/nye-tider/brug/", pages.retime, name="retime"),
    path("<uuid:meeting_id>/rum/nye-tider/fortryd/", pages.undo_retiming, name="undo_retiming"),
    path("<uuid:meeting_id>/rum/ledelse/tilbyd/", pages.offer_lead, name="offer_lead"),
    path("<uuid:meeting_id>/rum/ledelse/bed/", pages.ask_for_lead, name="ask_for_lead"),
    path("<uuid:meeting_id>/rum/ledelse/traed-tilbage/", pages.step_down, name="step_down"),
    path("<uuid:meeting_id>/rum/ledelse/<uuid:offer_id>/", pages.answer_lead, name="answer_lead"),
    path("<uuid:meeting_id>/rum/tavle/<uuid:item_id>/", pages.write, name="write"),
    path("<uuid:meeting_id>/rum/indspark/", pages.cards, name="cards"),
    path("<uuid:meeting_id>/rum/indspark/<uuid:card_id>/", pages.change_card, name="change_card"),
    path("<uuid:meeting_id>/rum/her/", pages.come, name="come"),
    path("<uuid:meeting_id>/rum/hvem/", pages.attendance, name="attendance"),
    path("<uuid:meeting_id>/rum/hvem/ny/", pages.enter, name="enter"),
    path("<uuid:meeting_id>/rum/hvem/<uuid:person_id>/", pages.attend, name="attend"),
    path("<uuid:meeting_id>/rum/runde/ny/<uuid:item_id>/", pages.begin_round, name="begin_round"),
    path("<uuid:meeting_id>/rum/runde/<uuid:round_id>/", pages.move_round, name="move_round"),
    path("<uuid:meeting_id>/rum/indlaeg/<uuid:item_id>/", pages.contribution, name="contribution"),
    path("<uuid:meeting_id>/rum/indlaeg/<uuid:item_id>/del/", pages.share_contribution, name="share_contribution"),
    path("<uuid:meeting_id>/rum/indlaeg/<uuid:item_id>/spoerg/", pages.ask, name="ask"),
    path("<uuid:meeting_id>/rum/haand/", pages.raise_hand, name="raise_hand"),
    path("<uuid:meeting_id>/rum/haand/<uuid:hand_id>/", pages.hand, name="hand"),
    path("<uuid:meeting_id>/rum/talerliste/", pages.sort_hands, name="sort_hands"),
    path("<uuid:meeting_id>/rum/spoergsmaal/", pages.park, name="park"),
    path("<uuid:meeting_id>/rum/spoergsmaal/<uuid:point_id>/", pages.answered, name="answered"),
    path("<uuid:meeting_id>/rum/foelg/", pages.following, name="following"),
    path("<uuid:meeting_id>/rum/laering/", pages.learning, name="learning"),
    path("<uuid:meeting_id>/rum/aftaler/", pages.outcomes, name="outcomes"),
    path("<uuid:meeting_id>/rum/aftaler/<uuid:row_id>/", pages.undo, name="undo"),
    path("<uuid:meeting_id>/rum/aftaler/videre/", pages.proceeding, name="proceeding"),
    path("<uuid:meeting_id>/rum/aftaler/<slug:part>/", pages.outcome, name="outcome"),
    path("<uuid:meeting_id>/opsamling/", pages.summary, name="summary"),
    path("<uuid:meeting_id>/opsamling/luk/", pages.close, name="close"),
    path("<uuid:meeting_id>/opsamling/referat.pdf", pages.minutes_paper, {"form": Form.PDF}, name="minutes_pdf"),
    path("<uuid:meeting_id>/opsamling/referat.docx", pages.minutes_paper, {"form": Form.WORD}, name="minutes_word"),
    path("<uuid:meeting_id>/opsamling/<slug:slug>/", pages.minutes_section, name="minutes_section"),
    path("<uuid:meeting_id>/opsamling/<slug:slug>/valg/", pages.turn_section, name="turn_section"),
]
