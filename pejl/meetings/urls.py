from django.urls import path

from pejl.meetings import pages
from pejl.meetings.names import Kind
from pejl.meetings.papers import Form, Paper

AGENDA, LEADERS, GROUPS = ({"paper": paper} for paper in Paper)
PDF, WORD = ({"form": form} for form in Form)

app_name = "meetings"
urlpatterns = [
    path("", pages.list_meetings, name="list"),
    path("nyt/", pages.begin, name="begin"),
    path("nyt/afdelingsmoede/", pages.plan, {"kind": Kind.DEPARTMENT}, name="plan_department"),
    path("nyt/netvaerksmoede/", pages.plan, {"kind": Kind.NETWORK}, name="plan_network"),
    path("nyt/strategidag/", pages.plan, {"kind": Kind.STRATEGY}, name="plan_strategy"),
    path("nyt/sparring/", pages.plan, {"kind": Kind.SPARRING}, name="plan_sparring"),
    path("skabeloner/", pages.templates, name="templates"),
    path("skabeloner/<uuid:template_id>/", pages.template, name="template"),
    path("skabeloner/<uuid:template_id>/ret/", pages.name_template, name="name_template"),
    path("skabeloner/<uuid:template_id>/ud-af-brug/", pages.retire_template, name="retire_template"),
    path("skabeloner/<uuid:template_id>/i-brug-igen/", pages.use_template_again, name="use_template_again"),
    path("skabeloner/<uuid:template_id>/tag-over/", pages.take_over_template, name="take_over_template"),
    path("<uuid:meeting_id>/skabelon/", pages.save_as_template, name="save_as_template"),
    path("<uuid:meeting_id>/", pages.show, name="show"),
    path("<uuid:meeting_id>/svar/", pages.reply, name="reply"),
    path("<uuid:meeting_id>/dagsorden.pdf", pages.paper, AGENDA | PDF, name="pdf"),
    path("<uuid:meeting_id>/dagsorden.docx", pages.paper, AGENDA | WORD, name="word"),
    path("<uuid:meeting_id>/dagsorden-med-noter.pdf", pages.paper, LEADERS | PDF, name="leaders_pdf"),
    path("<uuid:meeting_id>/dagsorden-med-noter.docx", pages.paper, LEADERS | WORD, name="leaders_word"),
    path("<uuid:meeting_id>/grupper.pdf", pages.paper, GROUPS | PDF, name="groups_pdf"),
    path("<uuid:meeting_id>/grupper.docx", pages.paper, GROUPS | WORD, name="groups_word"),
    path("<uuid:meeting_id>/moede.ics", pages.calendar, name="calendar"),
    path("<uuid:meeting_id>/oplysninger/", pages.change, name="change"),
    path("<uuid:meeting_id>/aflys/", pages.cancel, name="cancel"),
    path("<uuid:meeting_id>/dagsorden/", pages.edit, name="edit"),
    path("<uuid:meeting_id>/dagsorden/nyt-punkt/", pages.add, name="add"),
    path("<uuid:meeting_id>/dagsorden/flyt/", pages.move, name="move"),
    path("<uuid:meeting_id>/dagsorden/fortryd/", pages.undo, name="undo"),
    path("<uuid:meeting_id>/dagsorden/<uuid:item_id>/", pages.item, name="item"),
    path("<uuid:meeting_id>/dagsorden/<uuid:item_id>/nyt-indeni/", pages.add_inside, name="add_inside"),
    path("<uuid:meeting_id>/dagsorden/<uuid:item_id>/kopi/", pages.duplicate, name="duplicate"),
    path("<uuid:meeting_id>/dagsorden/<uuid:item_id>/minutter/", pages.take_minutes, name="take_minutes"),
    path("<uuid:meeting_id>/dagsorden/<uuid:item_id>/grupper/", pages.groups, name="groups"),
    path("<uuid:meeting_id>/dagsorden/<uuid:item_id>/grupper/forslag/", pages.propose_groups, name="propose_groups"),
    path("<uuid:meeting_id>/dagsorden/<uuid:item_id>/fjern/", pages.remove, name="remove"),
    path("<uuid:meeting_id>/oplaeg/", pages.presenters, name="presenters"),
    path("<uuid:meeting_id>/oplaeg/spoerg-alle/", pages.ask_all, name="ask_all"),
    path("<uuid:meeting_id>/oplaeg/<uuid:item_id>/", pages.ask_presenter, name="ask_presenter"),
    path("spoergsmaal/<uuid:ask_id>/", pages.asked, name="asked"),
    path("spoergsmaal/<uuid:ask_id>/tag-tilbage/", pages.take_back_ask, name="take_back_ask"),
    path("forberedelse/<uuid:item_id>/", pages.prepare, name="prepare"),
    path("forberedelse/<uuid:item_id>/filer/", pages.bring_file, name="bring_file"),
    path("forberedelse/filer/<uuid:preparation_file_id>/", pages.preparation_file, name="preparation_file"),
    path("forberedelse/filer/<uuid:preparation_file_id>/fjern/", pages.take_file_away, name="take_file_away"),
    path("forberedelse/delt/<uuid:preparation_id>/", pages.preparation, name="preparation"),
    path("<uuid:meeting_id>/deltagere/", pages.participants, name="participants"),
    path("<uuid:meeting_id>/deltagere/vaelg/", pages.choose, name="choose"),
    path("<uuid:meeting_id>/deltagere/tag-af/", pages.take_out, name="take_out"),
    path("<uuid:meeting_id>/deltagere/gaest/", pages.bring_guest, name="bring_guest"),
    path("<uuid:meeting_id>/deltagere/svar-fra-fil/", pages.answer_by_file, name="answer_by_file"),
    path("<uuid:meeting_id>/invitationer/", pages.invite, name="invite"),
    path("<uuid:meeting_id>/invitationer/ny-tid/", pages.tell_again, name="tell_again"),
]

# What is reached by a secret address, and the page where one makes such an address: short enough for a mail.
links = (
    [
        path("kalender/", pages.subscriptions, name="subscriptions"),
        path("kalender/<uuid:feed_id>/luk/", pages.revoke_feed, name="revoke_feed"),
        path("kalender/<str:secret>.ics", pages.feed, name="feed"),
        path("svar/", pages.answer, name="answer"),
        path("gaest/", pages.guest, name="guest"),
        path("gaest/nyt-link/", pages.new_guest_link, name="new_guest_link"),
        path("gaest/<uuid:guest_link_id>/", pages.guest_meeting, name="guest_meeting"),
        path("gaest/<uuid:guest_link_id>/svar/", pages.guest_reply, name="guest_reply"),
        path("gaest/<uuid:guest_link_id>/moede.ics", pages.guest_calendar, name="guest_calendar"),
    ],
    "links",
)
