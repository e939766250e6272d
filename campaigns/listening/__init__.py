"""The platform's ear: feeds are fetched or streamed, posts matched, ingested and rolled up."""
