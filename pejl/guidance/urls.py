from django.urls import path

from pejl.guidance import pages
from pejl.guidance.papers import Form

app_name = "guidance"

urlpatterns = [
    path("", pages.index, name="list"),
    path("nyt/", pages.begin, name="begin"),
    path("slags/", pages.kinds, name="kinds"),
    path("slags/standard/", pages.fetch_standard_kinds, name="fetch_standard_kinds"),
    path("slags/ny/", pages.make_kind, name="make_kind"),
    path("slags/<uuid:kind_id>/", pages.kind, name="kind"),
    path("slags/<uuid:kind_id>/om/", pages.describe_kind, name="describe_kind"),
    path("slags/<uuid:kind_id>/ny-del/", pages.add_part, name="add_part"),
    path("slags/<uuid:kind_id>/dele/<slug:key>/", pages.change_part, name="change_part"),
    path("slags/<uuid:kind_id>/orden/", pages.arrange_kind, name="arrange_kind"),
    path("slags/<uuid:kind_id>/tom/", pages.preview_kind, name="preview_kind"),
    path("<uuid:product_id>/", pages.show, name="show"),
    path("<uuid:product_id>/pdf/", pages.paper, {"form": Form.PDF}, name="pdf"),
    path("<uuid:product_id>/word/", pages.paper, {"form": Form.WORD}, name="word"),
    path("<uuid:product_id>/udfyld/", pages.fill_in, name="fill_in"),
    path("<uuid:product_id>/sammenlign/", pages.compare, name="compare"),
    path("<uuid:product_id>/kladde/", pages.edit, name="edit"),
    path("<uuid:product_id>/kladde/om/", pages.describe, name="describe"),
    path("<uuid:product_id>/kladde/personer/", pages.name_people, name="name_people"),
    path("<uuid:product_id>/kladde/ny/<slug:key>/", pages.add_block, name="add_block"),
    path("<uuid:product_id>/kladde/orden/", pages.arrange, name="arrange"),
    path("<uuid:product_id>/kladde/kort/", pages.use_cards, name="use_cards"),
    path("<uuid:product_id>/kladde/glem/", pages.discard, name="discard"),
    path("afsnit/<uuid:block_id>/", pages.change_block, name="change_block"),
    path("<uuid:product_id>/godkendelse/", pages.ask, name="ask"),
    path("<uuid:product_id>/godkendelse/fortryd/", pages.take_back, name="take_back"),
    path("<uuid:product_id>/godkend/", pages.approve, name="approve"),
    path("<uuid:product_id>/kald-tilbage/", pages.call_back, name="call_back"),
    path("<uuid:product_id>/hoering/", pages.hearing, name="hearing"),
    path("<uuid:product_id>/hoering/aabn/", pages.open_hearing, name="open_hearing"),
    path("<uuid:product_id>/hoering/luk/", pages.close_hearing, name="close_hearing"),
    path("<uuid:product_id>/hoering/frist/", pages.extend_hearing, name="extend_hearing"),
    path("<uuid:product_id>/hoering/kommentar/", pages.comment, name="comment"),
    path("kommentar/<uuid:comment_id>/", pages.change_comment, name="change_comment"),
    path("kommentar/<uuid:comment_id>/svar/", pages.answer_comment, name="answer_comment"),
    path("revisioner/", pages.reviews, name="reviews"),
    path("<uuid:product_id>/revision/", pages.review, name="review"),
    path("<uuid:product_id>/ansvar/", pages.confirm_responsibility, name="confirm_responsibility"),
    path("<uuid:product_id>/naeste-version/", pages.next_version, name="next_version"),
    path("<uuid:product_id>/traek-tilbage/", pages.withdraw, name="withdraw"),
]
