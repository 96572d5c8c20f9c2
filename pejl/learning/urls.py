from django.urls import path

from pejl.learning import pages

app_name = "learning"
urlpatterns = [
    path("beslutninger/", pages.list_decisions, name="decisions"),
    path("beslutninger/<uuid:decision_id>/", pages.show_decision, name="decision"),
    path("planlaeg/<uuid:theme_id>/", pages.plan, name="plan"),
    path("koordinering/<uuid:group_id>/", pages.plan_coordination, name="plan_coordination"),
    path("<uuid:meeting_id>/vejledning/", pages.start_guide, name="start_guide"),
    path("<uuid:meeting_id>/opsamling/<uuid:item_id>/", pages.gather, name="gather"),
]
