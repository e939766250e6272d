"""What is true of campaigns: one module a concept."""

from campaigns.models.answer import Answer
from campaigns.models.campaign import Campaign
from campaigns.models.company import Company, CompanyAccount
from campaigns.models.digest import Digest
from campaigns.models.event_picture import EventPicture, PictureFetch
from campaigns.models.event_source import EventSource, EventTool
from campaigns.models.feed import Feed, FeedSubscription
from campaigns.models.gathering import Supporter, Wave
from campaigns.models.hashtag import Hashtag
from campaigns.models.instance import Instance
from campaigns.models.metric import HourlyMetric
from campaigns.models.opt_out import ForgottenAuthor, OptOut
from campaigns.models.post import Author, Post
from campaigns.models.report import Report
from campaigns.models.sample_post import SamplePost
from campaigns.models.spending import Spending
from campaigns.models.taking_part import SaidPost, StepCount
from campaigns.models.update import Update
from campaigns.models.webhook import WebhookDelivery, WebhookEndpoint

__all__ = [
    "Answer",
    "Author",
    "Campaign",
    "Company",
    "CompanyAccount",
    "Digest",
    "EventPicture",
    "EventSource",
    "EventTool",
    "Feed",
    "FeedSubscription",
    "ForgottenAuthor",
    "Hashtag",
    "HourlyMetric",
    "Instance",
    "OptOut",
    "PictureFetch",
    "Post",
    "Report",
    "SaidPost",
    "SamplePost",
    "Spending",
    "StepCount",
    "Supporter",
    "Update",
    "Wave",
    "WebhookDelivery",
    "WebhookEndpoint",
]
