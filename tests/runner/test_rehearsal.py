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
        "--everywhere",
    )
    assert stage.variables() == {
        "MASTODON_INSTANCES": "http://127.0.0.1:5000,http://127.0.0.1:5001",
        "MASTODON_TOKENS": "http://127.0.0.1:5000=storm-token,http://127.0.0.1:5001=storm-token",
        "BLUESKY_JETSTREAM": "ws://127.0.0.1:5002",
        "BLUESKY_API": "http://127.0.0.1:5000",
        "BLUESKY_PDS": "http://127.0.0.1:5000",
        "BLUESKY_HANDLE": "platform.storm.localhost",
        "BLUESKY_APP_PASSWORD": "storm-app-password",
        "X_API": "http://127.0.0.1:5000",
        "X_TOKEN": "storm-token",
        "X_DAILY_BUDGET": "50.00",
        "THREADS_API": "http://127.0.0.1:5000",
        "THREADS_TOKEN": "storm-token",
        "THREADS_REVIEWED": "true",
        "HTTP_ALLOW_LOOPBACK": "127.0.0.1:5000,127.0.0.1:5001,127.0.0.1:5002",
        "REHEARSAL_SPEED": "40",
    }


def test_free_stage_leaves_out_ports_that_are_taken() -> None:
    first = free_stage()
    with socket.create_server(("127.0.0.1", first.ports[2])):
        assert free_stage().first_port > first.first_port
