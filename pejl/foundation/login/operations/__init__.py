"""What is done about signing in, in files by what it is about; what other modules call is gathered here."""

from pejl.foundation.login.operations.accounts import change_address, close, invite, reopen
from pejl.foundation.login.operations.factors import remove_factors
from pejl.foundation.login.operations.sessions import end_sessions

__all__ = ["change_address", "close", "end_sessions", "invite", "remove_factors", "reopen"]
