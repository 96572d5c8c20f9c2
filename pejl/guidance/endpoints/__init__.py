"""Guidance in the API: the same questions and the same operations as on the pages."""

from ninja import Router

from pejl.guidance.endpoints.deciding import router as deciding
from pejl.guidance.endpoints.reading import router as reading
from pejl.guidance.endpoints.writing import router as writing

router = Router(tags=["guidance"])
router.add_router("", reading)
router.add_router("", writing)
router.add_router("", deciding)
