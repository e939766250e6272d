"""The one way a campaign moves from state to state."""
