"""What the runner tells a person instead of a traceback."""


class RunnerError(Exception):
    """Something a person can mend; the message says how. Ends the command with exit code 1."""
