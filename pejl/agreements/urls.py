"""The addresses of agreements, under /aftaler/."""

from __future__ import annotations

from django.urls import path

from pejl.agreements import pages

app_name = "agreements"
urlpatterns = [
    path("", pages.list_agreements, name="list"),
    path("ugebesked/", pages.choose_digest, name="choose_digest"),
    path("delt-laering/", pages.shared, name="shared"),
    path("sparring/", pages.sparring, name="sparring"),
    path("sparring/<uuid:sparring_id>/", pages.want, name="want_sparring"),
    path("sparring/<uuid:sparring_id>/alligevel-ikke/", pages.let_be, name="let_sparring_be"),
    path("sparring/<uuid:sparring_id>/slut/", pages.close, name="close_sparring"),
    path("laering/<uuid:goal_id>/", pages.change_goal, name="goal"),
    path("laering/<uuid:goal_id>/slet/", pages.forget_goal, name="forget_goal"),
    path("laering/<uuid:goal_id>/spoerg/", pages.ask_about, name="ask_about"),
    path("laering/<uuid:goal_id>/svar/", pages.answer, name="answer"),
    path("laering/svar/<uuid:answer_id>/del/", pages.share_answer, name="share_answer"),
    path("laering/svar/<uuid:answer_id>/slet/", pages.forget_answer, name="forget_answer"),
    path("<uuid:agreement_id>/", pages.show, name="show"),
    path("<uuid:agreement_id>/faerdig/", pages.finish, name="finish"),
    path("<uuid:agreement_id>/bortfaldet/", pages.drop, name="drop"),
    path("<uuid:agreement_id>/igen/", pages.reopen, name="reopen"),
    path("<uuid:agreement_id>/dag/", pages.move, name="move"),
    path("<uuid:agreement_id>/giv-videre/", pages.offer, name="offer"),
    path("<uuid:agreement_id>/behold/", pages.withdraw, name="withdraw"),
    path("<uuid:agreement_id>/overtag/", pages.accept, name="accept"),
    path("<uuid:agreement_id>/nej/", pages.decline, name="decline"),
]
