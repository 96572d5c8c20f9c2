"""The short code, as it is typed from the wall."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, LineField


class FollowCode(GuardedForm):
    """A code; however it is typed, it is read the same."""

    code = LineField(label=_("The code from the wall"), max_length=20)


class CodeSeen(GuardedForm):
    """A command about the code: which one the sender believes holds."""

    expected_code = LineField(max_length=12, required=False)
