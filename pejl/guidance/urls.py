from django.urls import path

from pejl.guidance import pages

app_name = "guidance"

urlpatterns = [
    path("", pages.index, name="list"),
    path("<uuid:product_id>/", pages.show, name="show"),
    path("<uuid:product_id>/pdf/", pages.pdf, name="pdf"),
    path("<uuid:product_id>/sammenlign/", pages.compare, name="compare"),
    path("<uuid:product_id>/kladde/", pages.edit, name="edit"),
    path("<uuid:product_id>/kladde/om/", pages.describe, name="describe"),
    path("<uuid:product_id>/kladde/personer/", pages.name_people, name="name_people"),
    path("<uuid:product_id>/kladde/ny/<slug:key>/", pages.add_block, name="add_block"),
    path("<uuid:product_id>/kladde/orden/", pages.arrange, name="arrange"),
    path("<uuid:product_id>/kladde/glem/", pages.discard, name="discard"),
    path("afsnit/<uuid:block_id>/", pages.change_block, name="change_block"),
    path("<uuid:product_id>/godkendelse/", pages.ask, name="ask"),
    path("<uuid:product_id>/godkendelse/fortryd/", pages.take_back, name="take_back"),
    path("<uuid:product_id>/godkend/", pages.approve, name="approve"),
    path("<uuid:product_id>/naeste-version/", pages.next_version, name="next_version"),
    path("<uuid:product_id>/traek-tilbage/", pages.withdraw, name="withdraw"),
]
