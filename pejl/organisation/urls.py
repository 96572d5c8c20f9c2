"""The addresses of the organisation, under /organisation/."""

from __future__ import annotations

from django.urls import path

from pejl.organisation import pages

app_name = "organisation"
urlpatterns = [
    path("", pages.show, name="show"),
    path("min-enhed/", pages.mine, name="mine"),
    path("enheder/ny/", pages.add_unit, name="add_unit"),
    path("enheder/<uuid:unit_id>/", pages.unit, name="unit"),
    path("enheder/<uuid:unit_id>/navn/", pages.rename_unit, name="rename_unit"),
    path("enheder/<uuid:unit_id>/flyt/", pages.move_unit, name="move_unit"),
    path("enheder/<uuid:unit_id>/side/", pages.take_side, name="take_side"),
    path("enheder/<uuid:unit_id>/leder/", pages.appoint_leader, name="appoint_leader"),
    path("enheder/<uuid:unit_id>/luk/", pages.close_unit, name="close_unit"),
    path("enheder/<uuid:unit_id>/genaabn/", pages.reopen_unit, name="reopen_unit"),
    path("personer/", pages.people, name="people"),
    path("personer/ny/", pages.welcome, name="welcome"),
    path("personer/ny-gaest/", pages.welcome_guest, name="welcome_guest"),
    path("personer/<uuid:person_id>/", pages.person, name="person"),
    path("personer/<uuid:person_id>/navn/", pages.rename, name="rename"),
    path("personer/<uuid:person_id>/mail/", pages.change_email, name="change_email"),
    path("personer/<uuid:person_id>/besoeg/", pages.change_guest, name="change_guest"),
    path("personer/<uuid:person_id>/invitation/", pages.invite, name="invite"),
    path("personer/<uuid:person_id>/mistet-telefon/", pages.remove_factors, name="remove_factors"),
    path("personer/<uuid:person_id>/enhed/", pages.belong, name="belong"),
    path("personer/<uuid:person_id>/stedfortraeder/", pages.appoint_deputy, name="appoint_deputy"),
    path("personer/<uuid:person_id>/mentor/", pages.appoint_mentor, name="appoint_mentor"),
    path("personer/<uuid:person_id>/passer-pejl/", pages.appoint_administrator, name="appoint_administrator"),
    path("personer/<uuid:person_id>/stop/", pages.leave, name="leave"),
    path("personer/<uuid:person_id>/velkommen-tilbage/", pages.come_back, name="come_back"),
    path("tilknytninger/<uuid:membership_id>/slut/", pages.end_membership, name="end_membership"),
    path("tilknytninger/<uuid:membership_id>/fortsaet/", pages.reopen_membership, name="reopen_membership"),
    path("hverv/<uuid:assignment_id>/slut/", pages.end_assignment, name="end_assignment"),
    path("hverv/<uuid:assignment_id>/fortsaet/", pages.reopen_assignment, name="reopen_assignment"),
    path("grupper/", pages.groups, name="groups"),
    path("grupper/ny/", pages.form_group, name="form_group"),
    path("grupper/<uuid:group_id>/", pages.group, name="group"),
    path("grupper/<uuid:group_id>/navn/", pages.rename_group, name="rename_group"),
    path("grupper/<uuid:group_id>/opgave/", pages.mandate, name="mandate"),
    path("grupper/<uuid:group_id>/medlemmer/", pages.seat, name="seat"),
    path("grupper/<uuid:group_id>/luk/", pages.close_group, name="close_group"),
    path("pladser/<uuid:seat_id>/slut/", pages.end_seat, name="end_seat"),
    path("pladser/<uuid:seat_id>/fortsaet/", pages.reopen_seat, name="reopen_seat"),
    path("funktioner/", pages.functions, name="functions"),
    path("funktioner/ny/", pages.add_function, name="add_function"),
    path("funktioner/<uuid:function_id>/", pages.change_function, name="change_function"),
    path("funktioner/<uuid:function_id>/udgaa/", pages.retire_function, name="retire_function"),
    path("funktioner/<uuid:function_id>/tag-i-brug/", pages.take_up_function, name="take_up_function"),
    path("kommuner/", pages.served, name="served"),
    path("kommuner/ny/", pages.serve, name="serve"),
    path("kommuner/<uuid:served_id>/slut/", pages.stop_serving, name="stop_serving"),
]
