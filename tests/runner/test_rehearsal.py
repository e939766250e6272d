"""Where the simulator listens."""

import socket

from candyplatform.runner.rehearsal import Stage, free_stage


def test_stage_leads_the_platform_to_the_ports_the_simulator_gets() -> None:
    stage = Stage(5000)
    assert stage.options() == (
        "--mastodon-port=5000",
        "--second-mastodon-port=5001",
        "--jetstream-port=5002",
        "--speed=40",
    )
    assert stage.variables() == {
        "MASTODON_INSTANCES": "http://127.0.0.1:5000,http://127.0.0.1:5001",
        "BLUESKY_JETSTREAM": "ws://127.0.0.1:5002",
        "BLUESKY_API": "http://127.0.0.1:5000",
        "HTTP_ALLOW_LOOPBACK": "127.0.0.1:5000,127.0.0.1:5001,127.0.0.1:5002",
        "REHEARSAL_SPEED": "40",
    }


def test_free_stage_leaves_out_ports_that_are_taken() -> None:
    first = free_stage()
    with socket.create_server(("127.0.0.1", first.ports[2])):
        assert free_stage().first_port > first.first_port
