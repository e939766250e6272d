"""The command line behind `./dev`."""

import sys
from collections.abc import Callable

from candyplatform.runner import checks, commands, up
from candyplatform.runner.errors import RunnerError

HELP = """\
Usage: ./dev COMMAND

  up [--demo] [--port N]     start everything and print the address; Ctrl-C stops it.
                             --demo sets up the demo organization and starts the storm simulator;
                             --again shows the demo's storm from the start once more
  test [pytest arguments]    run the tests on servers of their own
  manage [arguments]         Django's command line on the development database
  lint                       run every check that CI runs before the tests
  bench NAME [--json FILE]   run one benchmark and print its table
  clients                    write docs/clients anew, from the OpenAPI document
  translations ACTION        update, compile or check the catalogs
  lock                       compile requirements*.in to the lock files
  help                       print this

DATABASE_URL (with DATABASE_OWNER_URL) and REDIS_URL replace the embedded servers; STATE_DIR says where data is kept.
"""


def _help(arguments: list[str]) -> None:
    sys.stdout.write(HELP)


COMMANDS: dict[str, Callable[[list[str]], int | None]] = {
    "up": up.up,
    "manage": commands.manage,
    "test": commands.test,
    "lint": checks.lint,
    "bench": commands.bench,
    "clients": commands.clients,
    "translations": commands.translations,
    "help": _help,
}


def main(arguments: list[str]) -> int:
    """Run one subcommand; its exit code, 1 for what a person can mend, 2 for a command that does not exist."""
    name = arguments[0] if arguments else "help"
    command = COMMANDS.get({"-h": "help", "--help": "help"}.get(name, name))
    if command is None:
        sys.stderr.write(f"./dev: there is no command {name!r}.\n\n{HELP}")
        return 2
    try:
        return command(arguments[1:]) or 0
    except KeyboardInterrupt:
        return 130
    except RunnerError as error:
        sys.stderr.write(f"./dev {name}: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
