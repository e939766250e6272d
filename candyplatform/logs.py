"""What the processes write to their standard error: one JSON object a line in production, readable lines in development.

Every line carries the request's or the task's id. Lines hold no personal data: no IP addresses, no query strings, and
what looks like an e-mail address or a handle becomes `[address]`. Needs no Django: the scheduler uses it too.
"""

import logging
import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# E-mail addresses, @name@server handles, and the password of a URL's user:password@server. Begins at a boundary and never
# steps back, so that a long line costs no more than its length.
_NAME = r"[^\s@<>\"'(),;:=/\[\]{}]"
_ADDRESS = re.compile(rf"(?<!{_NAME})@?{_NAME}++@{_NAME}+")
ADDRESS_SHOWN = "[address]"
# Whose lines say again what ours say already, one a request or several a task.
_REPEATING = ("django.request", "django.server", "celery.app.trace")
_CHATTY = (
    "celery.worker.strategy",
    "celery.worker.request",
    "celery.beat",
    "kombu",
    "asyncio",
    "PIL",
    "django.db",
    "django.template",
)


class WithoutTraceback(logging.Filter):
    """For errors that a stranger's request makes: the sentence says it all."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without its exception."""
        record.exc_info = None
        return True


def without_addresses(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace what looks like an address of a person, in every text of the line, its traceback included."""
    return {
        key: _ADDRESS.sub(ADDRESS_SHOWN, value) if isinstance(value, str) else value
        for key, value in event.items()
    }


def _begin() -> list[Processor]:
    """What every line gets, whether it comes from structlog or from the standard library's logging."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def formatter(*, as_json: bool = True) -> logging.Formatter:
    """Makes a line of a record, for any configuration of logging."""
    render: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if as_json:
        render += [
            structlog.processors.format_exc_info,
            without_addresses,
            structlog.processors.EventRenamer("message"),
            structlog.processors.JSONRenderer(default=str, ensure_ascii=False),
        ]
    else:
        plain = structlog.dev.plain_traceback
        render += [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain, pad_event_to=0)]
    return structlog.stdlib.ProcessorFormatter(processors=render, foreign_pre_chain=_begin())


def configure(*, as_json: bool, level: str) -> dict[str, Any]:
    """Set structlog up, and return the configuration of the standard library's logging to go with it."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_begin(),
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    quiet = {name: {"level": "CRITICAL"} for name in _REPEATING} | {
        name: {"level": "WARNING"} for name in _CHATTY
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_traceback": {"()": WithoutTraceback}},
        "formatters": {"line": {"()": formatter, "as_json": as_json}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level.upper()},
        "loggers": {
            # Django gives its own loggers handlers that would print, and mail to ADMINS, once more.
            "django": {"handlers": [], "level": "NOTSET", "propagate": True},
            "django.security.DisallowedHost": {"filters": ["without_traceback"]},
            **quiet,
        },
    }
