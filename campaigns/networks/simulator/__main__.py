"""`python -m campaigns.networks.simulator`: start the storm, and keep serving it when it is over."""

import argparse
import signal
import sys
import threading
from pathlib import Path

import msgspec

from campaigns.networks.simulator.simulator import (
    DEFAULT_POSTS,
    DEFAULT_SEED,
    DEFAULT_SPEED,
    Simulator,
    Start,
    remembered,
)


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m campaigns.networks.simulator", description=__doc__)
    parser.add_argument(
        "--scenario", choices=["echh13"], default="echh13", help="which story (there is one so far)"
    )
    parser.add_argument(
        "--posts", type=int, default=DEFAULT_POSTS, help="supporters' posts (default %(default)s)"
    )
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another number, another storm")
    parser.add_argument(
        "--speed", type=float, default=DEFAULT_SPEED, help="storm seconds a second (default %(default)g)"
    )
    parser.add_argument("--everywhere", action="store_true", help="with posts on X and Threads too")
    parser.add_argument(
        "--mastodon-port", type=int, default=4810, help="first instance, Bluesky's API, truth, control"
    )
    parser.add_argument("--second-mastodon-port", type=int, default=4811)
    parser.add_argument("--jetstream-port", type=int, default=4812)
    parser.add_argument(
        "--rate-limit", type=int, default=300, help="requests a window and service (default %(default)s)"
    )
    parser.add_argument("--rate-window", type=float, default=60.0, help="its seconds (default %(default)g)")
    parser.add_argument(
        "--state", type=Path, help="a file that lets a restarted simulator go on where it was"
    )
    parser.add_argument("--truth", type=Path, help="a file to write what must be counted to")
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    options = _arguments(words)
    start = Start(posts=options.posts, seed=options.seed, speed=options.speed, everywhere=options.everywhere)
    if options.state:
        start = remembered(start, options.state)
    try:
        simulator = Simulator(
            start,
            mastodon_ports=(options.mastodon_port, options.second_mastodon_port),
            jetstream_port=options.jetstream_port,
            rate_limit=options.rate_limit,
            rate_window=options.rate_window,
        )
        simulator.start()
    except OSError as error:
        print(f"The storm simulator cannot start: {error}. Choose other ports.", file=sys.stderr)
        return 1
    if options.truth:
        options.truth.write_bytes(msgspec.json.encode(simulator.truth()))
    _announce(simulator)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    ended.wait()
    simulator.stop()
    return 0


def _announce(simulator: Simulator) -> None:
    print(f"Storm simulator ready. What must be counted: {simulator.instances[0]}/truth.json", flush=True)
    for name, text in simulator.environment().items():
        print(f"  {name}={text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
