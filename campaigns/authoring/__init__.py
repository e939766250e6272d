"""The organizer's side: writing campaigns, and watching them."""
