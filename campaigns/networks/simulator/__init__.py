"""The storm simulator: a whole candystorm on loopback, in the networks' own protocols. `docs/simulator.md` tells more."""

from campaigns.networks.simulator.simulator import Simulator, Start

__all__ = ["Simulator", "Start"]
