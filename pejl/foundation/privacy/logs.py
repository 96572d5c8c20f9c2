"""Logs tell what happened, never what was written: no query strings, no CPR numbers."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from pejl.foundation.privacy import cpr

_NOTE = "[number removed]"  # not translated: logs speak English
_QUERY = re.compile(r"((?:https?://|(?<![^\s\"'(\[=:<]))/?[^\s\"'?<>]*/[^\s\"'?<>]*)\?[^\s\"'<>)]+")
_TRACEBACK = logging.Formatter()


def discreet(text: str) -> str:
    """``text`` without query strings behind paths and addresses, and with CPR numbers masked."""
    return cpr.replace(_QUERY.sub(r"\1", text), _NOTE)


class PrivacyFilter(logging.Filter):
    """Makes every record discreet that passes a handler: message, arguments, traceback and stack.

    Arguments keep their number and order, because access log formatters take them apart.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.args:
            record.args = _discreet_args(record.args)
        message = _message(record)
        if (seen := discreet(message)) != message:
            record.msg, record.args = seen, ()
        if record.exc_info and not record.exc_text:
            # Formatters use a traceback that is already there as text.
            record.exc_text = _TRACEBACK.formatException(record.exc_info)
        record.exc_text = discreet(record.exc_text) if record.exc_text else record.exc_text
        record.stack_info = discreet(record.stack_info) if record.stack_info else record.stack_info
        return True


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        # A log line written wrongly must not stop what it tells about; the handler reports it.
        return str(record.msg)


def _discreet_args(args: tuple[object, ...] | Mapping[str, object]) -> tuple[object, ...] | dict[str, object]:
    if isinstance(args, Mapping):
        return {name: _discreet_arg(value) for name, value in args.items()}
    return tuple(_discreet_arg(value) for value in args)


def _discreet_arg(value: object) -> object:
    """Numbers stay numbers; anything else is what it would be written as."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return discreet(str(value))
