from __future__ import annotations

from pejl.design.environment import names


def test_gallery_shows_every_component(anna, as_):
    page = as_(anna).get("/komponenter/").content.decode()
    for name in names():
        assert f'id="{name}"' in page


def test_gallery_asks_for_a_person(client, db):
    assert client.get("/komponenter/").status_code == 302
