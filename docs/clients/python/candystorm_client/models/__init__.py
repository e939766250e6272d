"""Contains all the data models used in inputs/outputs"""

from .account import Account
from .account_body import AccountBody
from .address_model import Address
from .addresses import Addresses
from .answer import Answer
from .answer_kind import AnswerKind
from .apart_minutes import ApartMinutes
from .attempt import Attempt
from .author import Author
from .campaign import Campaign
from .campaign_of_event import CampaignOfEvent
from .campaign_state import CampaignState
from .campaigns_embeds_retrieve_language import CampaignsEmbedsRetrieveLanguage
from .campaigns_list_ordering import CampaignsListOrdering
from .campaigns_list_state_item import CampaignsListStateItem
from .campaigns_metrics_days_retrieve_network import CampaignsMetricsDaysRetrieveNetwork
from .campaigns_metrics_retrieve_network import CampaignsMetricsRetrieveNetwork
from .campaigns_posts_list_kindness import CampaignsPostsListKindness
from .campaigns_posts_list_network import CampaignsPostsListNetwork
from .campaigns_posts_list_role import CampaignsPostsListRole
from .channel import Channel
from .close_body import CloseBody
from .company import Company
from .day_model import Day
from .days_model import Days
from .decided_answer import DecidedAnswer
from .decided_answer_status import DecidedAnswerStatus
from .decision_body import DecisionBody
from .delivery import Delivery
from .delivery_state import DeliveryState
from .duplicate_body import DuplicateBody
from .embeds import Embeds
from .entry import Entry
from .entry_details import EntryDetails
from .event import Event
from .event_body import EventBody
from .event_fact import EventFact
from .event_image import EventImage
from .event_of_campaign import EventOfCampaign
from .event_offer import EventOffer
from .event_page import EventPage
from .event_pages_retrieve_language import EventPagesRetrieveLanguage
from .event_read import EventRead
from .event_source import EventSource
from .event_source_body import EventSourceBody
from .event_source_kind import EventSourceKind
from .events_list_ordering import EventsListOrdering
from .export import Export
from .export_state import ExportState
from .external_ref import ExternalRef
from .external_ref_body import ExternalRefBody
from .feed_status import FeedStatus
from .fetch_body import FetchBody
from .hashtags_body import HashtagsBody
from .hashtags_model import Hashtags
from .hook import Hook
from .hook_body import HookBody
from .hooks_sample_list_event import HooksSampleListEvent
from .hour_model import Hour
from .image import Image
from .kindness import Kindness
from .language import Language
from .language_map import LanguageMap
from .language_map_body import LanguageMapBody
from .links import Links
from .member import Member
from .member_role import MemberRole
from .message import Message
from .message_data import MessageData
from .message_data_changed import MessageDataChanged
from .metrics import Metrics
from .network import Network
from .network_numbers import NetworkNumbers
from .new_campaign_body import NewCampaignBody
from .new_webhook_body import NewWebhookBody
from .organization import Organization
from .outcome import Outcome
from .paginated_address_list import PaginatedAddressList
from .paginated_campaign_list import PaginatedCampaignList
from .paginated_company_list import PaginatedCompanyList
from .paginated_decided_answer_list import PaginatedDecidedAnswerList
from .paginated_delivery_list import PaginatedDeliveryList
from .paginated_entry_list import PaginatedEntryList
from .paginated_event_of_campaign_list import PaginatedEventOfCampaignList
from .paginated_export_list import PaginatedExportList
from .paginated_member_list import PaginatedMemberList
from .paginated_post_list import PaginatedPostList
from .paginated_short_link_list import PaginatedShortLinkList
from .paginated_update_list import PaginatedUpdateList
from .paginated_webhook_list import PaginatedWebhookList
from .patched_campaign_body import PatchedCampaignBody
from .patched_webhook_body import PatchedWebhookBody
from .patched_words_body import PatchedWordsBody
from .picture import Picture
from .picture_problem import PictureProblem
from .post import Post
from .post_role import PostRole
from .problem import Problem
from .proposed_company_body import ProposedCompanyBody
from .record_body import RecordBody
from .resend_body import ResendBody
from .resent import Resent
from .sample_post import SamplePost
from .sample_post_body import SamplePostBody
from .sample_posts_body import SamplePostsBody
from .sample_posts_model import SamplePosts
from .sample_purpose import SamplePurpose
from .secret_body import SecretBody
from .short_link import ShortLink
from .standing import Standing
from .steps import Steps
from .storm_hour import StormHour
from .storm_hour_body import StormHourBody
from .supporters import Supporters
from .totals import Totals
from .update import Update
from .update_body import UpdateBody
from .webhook import Webhook
from .webhook_event import WebhookEvent
from .webhook_off import WebhookOff
from .webhook_payload import WebhookPayload
from .webhook_with_secret import WebhookWithSecret
from .webhooks_deliveries_list_state import WebhooksDeliveriesListState
from .wrong import Wrong

__all__ = (
    "Account",
    "AccountBody",
    "Address",
    "Addresses",
    "Answer",
    "AnswerKind",
    "ApartMinutes",
    "Attempt",
    "Author",
    "Campaign",
    "CampaignOfEvent",
    "CampaignsEmbedsRetrieveLanguage",
    "CampaignsListOrdering",
    "CampaignsListStateItem",
    "CampaignsMetricsDaysRetrieveNetwork",
    "CampaignsMetricsRetrieveNetwork",
    "CampaignsPostsListKindness",
    "CampaignsPostsListNetwork",
    "CampaignsPostsListRole",
    "CampaignState",
    "Channel",
    "CloseBody",
    "Company",
    "Day",
    "Days",
    "DecidedAnswer",
    "DecidedAnswerStatus",
    "DecisionBody",
    "Delivery",
    "DeliveryState",
    "DuplicateBody",
    "Embeds",
    "Entry",
    "EntryDetails",
    "Event",
    "EventBody",
    "EventFact",
    "EventImage",
    "EventOfCampaign",
    "EventOffer",
    "EventPage",
    "EventPagesRetrieveLanguage",
    "EventRead",
    "EventsListOrdering",
    "EventSource",
    "EventSourceBody",
    "EventSourceKind",
    "Export",
    "ExportState",
    "ExternalRef",
    "ExternalRefBody",
    "FeedStatus",
    "FetchBody",
    "Hashtags",
    "HashtagsBody",
    "Hook",
    "HookBody",
    "HooksSampleListEvent",
    "Hour",
    "Image",
    "Kindness",
    "Language",
    "LanguageMap",
    "LanguageMapBody",
    "Links",
    "Member",
    "MemberRole",
    "Message",
    "MessageData",
    "MessageDataChanged",
    "Metrics",
    "Network",
    "NetworkNumbers",
    "NewCampaignBody",
    "NewWebhookBody",
    "Organization",
    "Outcome",
    "PaginatedAddressList",
    "PaginatedCampaignList",
    "PaginatedCompanyList",
    "PaginatedDecidedAnswerList",
    "PaginatedDeliveryList",
    "PaginatedEntryList",
    "PaginatedEventOfCampaignList",
    "PaginatedExportList",
    "PaginatedMemberList",
    "PaginatedPostList",
    "PaginatedShortLinkList",
    "PaginatedUpdateList",
    "PaginatedWebhookList",
    "PatchedCampaignBody",
    "PatchedWebhookBody",
    "PatchedWordsBody",
    "Picture",
    "PictureProblem",
    "Post",
    "PostRole",
    "Problem",
    "ProposedCompanyBody",
    "RecordBody",
    "ResendBody",
    "Resent",
    "SamplePost",
    "SamplePostBody",
    "SamplePosts",
    "SamplePostsBody",
    "SamplePurpose",
    "SecretBody",
    "ShortLink",
    "Standing",
    "Steps",
    "StormHour",
    "StormHourBody",
    "Supporters",
    "Totals",
    "Update",
    "UpdateBody",
    "Webhook",
    "WebhookEvent",
    "WebhookOff",
    "WebhookPayload",
    "WebhooksDeliveriesListState",
    "WebhookWithSecret",
    "Wrong",
)
