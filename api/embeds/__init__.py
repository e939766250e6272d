"""What puts a campaign on other pages, as a resource."""
