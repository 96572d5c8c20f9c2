"""One world for all tests of access that a worker runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction

from pejl.api.api import api
from tests.access import world
from tests.access.asking import Asker
from tests.people import NOW


@pytest.fixture(scope="package")
def asker(django_db_setup: None, django_db_blocker: Any) -> Iterator[Asker]:
    """Everybody in the world, ready to ask; nothing of it is left afterwards."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            # The description is the same for everybody, and takes long to make.
            description = api.get_openapi_schema(path_prefix="/api/v1/")
            patch.setattr(api, "get_openapi_schema", lambda **_: description)
            yield Asker(world.build())
        transaction.set_rollback(True)
