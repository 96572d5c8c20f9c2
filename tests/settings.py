"""The settings of a test run: Pejl's own, with a data folder that is thrown away and a database for each worker.

`make test` runs PostgreSQL and names it by the variables that production uses, and PEJL_TEST_DATABASE_URL for the
superuser who makes the databases; without them the embedded database is tested.
"""

import atexit
import os
import tempfile

_worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
# A new folder even where a test starts from a machine that has PEJL_DATA set: real data is never touched.
_folder = tempfile.TemporaryDirectory(prefix="pejl-test-", ignore_cleanup_errors=True)
atexit.register(_folder.cleanup)
os.environ["PEJL_DATA"] = _folder.name
for _name in ("PORT", "PEJL_DEBUG", "PEJL_DEMO", "PEJL_HTTPS", "PEJL_SECRET_KEY", "PEJL_SMTP_URL"):
    os.environ.pop(_name, None)
if "PEJL_TEST_DATABASE_URL" not in os.environ:
    os.environ.pop("PEJL_DATABASE_URL", None)

from pejl.wiring.settings import *  # noqa: E402, F403 -- the environment comes first
from pejl.wiring.settings import DATABASES, PASSWORD_HASHERS  # noqa: E402

for _database in DATABASES.values():
    if _database["ENGINE"].endswith("postgresql"):
        _database["NAME"] = f"pejl_test_{_worker}"

# Tests log in thousands of times; how production hashes is tested by itself.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
