"""The API's addresses. The last one answers for all that there are not."""

from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter

from api import documentation
from api.answers import views as answers
from api.campaigns import acts
from api.campaigns.addresses import CampaignAddress
from api.campaigns.views import CampaignDetail, CampaignHashtags, CampaignList, CampaignSamplePosts
from api.companies.views import CompanyDetail, CompanyList
from api.embeds.views import Embeds
from api.events import views as events
from api.exports.views import ExportDetail, ExportFile, ExportList
from api.gathering.views import Addresses, StormHour, Supporters
from api.metrics.views import CampaignDays, CampaignMetrics
from api.organization.views import Journal, MemberList, OrganizationDetail
from api.pictures.views import EventPicture
from api.posts import views as posts
from api.short_links.views import ShortLinks
from api.updates.views import UpdateDetail, UpdateList
from api.views import nothing_here
from api.webhooks import hooks
from api.webhooks import views as webhooks

app_name = "api"
register_converter(CampaignAddress, "campaign")
_answer: list[URLPattern] = [
    path("", answers.AnswerDetail.as_view(), name="campaign_answer"),
    path("confirm/", answers.Confirm.as_view(), name="answer_confirm"),
    path("dismiss/", answers.Dismiss.as_view(), name="answer_dismiss"),
    path("correct/", answers.Correct.as_view(), name="answer_correct"),
    path("take-back/", answers.TakeBack.as_view(), name="answer_take_back"),
]
_campaign: list[URLPattern | URLResolver] = [
    path("", CampaignDetail.as_view(), name="campaign"),
    path("submit/", acts.Submit.as_view(), name="campaign_submit"),
    path("withdraw/", acts.Withdraw.as_view(), name="campaign_withdraw"),
    path("close/", acts.Close.as_view(), name="campaign_close"),
    path("duplicate/", acts.Duplicate.as_view(), name="campaign_duplicate"),
    path("hashtags/", CampaignHashtags.as_view(), name="campaign_hashtags"),
    path("sample-posts/", CampaignSamplePosts.as_view(), name="campaign_sample_posts"),
    path("event-picture/", EventPicture.as_view(), name="campaign_event_picture"),
    path("metrics/", CampaignMetrics.as_view(), name="campaign_metrics"),
    path("metrics/days/", CampaignDays.as_view(), name="campaign_days"),
    path("answers/", answers.AnswerList.as_view(), name="campaign_answers"),
    path("answers/<int:answer>/", include(_answer)),
    path("updates/", UpdateList.as_view(), name="campaign_updates"),
    path("updates/<int:update>/", UpdateDetail.as_view(), name="campaign_update"),
    path("posts/", posts.PostList.as_view(), name="campaign_posts"),
    path("posts/<int:post>/hide/", posts.Hide.as_view(), name="post_hide"),
    path("posts/<int:post>/show/", posts.Show.as_view(), name="post_show"),
    path("short-links/", ShortLinks.as_view(), name="campaign_short_links"),
    path("storm-hour/", StormHour.as_view(), name="campaign_storm_hour"),
    path("embeds/", Embeds.as_view(), name="campaign_embeds"),
    path("supporters/", Supporters.as_view(), name="campaign_supporters"),
    path("supporters/addresses/", Addresses.as_view(), name="campaign_addresses"),
]
_event: list[URLPattern] = [
    path("", events.EventDetail.as_view(), name="event"),
    path("source/", events.EventSource.as_view(), name="event_source"),
    path("take-over/", events.TakeOver.as_view(), name="event_take_over"),
    path("leave/", events.Leave.as_view(), name="event_leave"),
]
_webhook: list[URLPattern] = [
    path("", webhooks.WebhookDetail.as_view(), name="webhook"),
    path("secret/", webhooks.WebhookSecret.as_view(), name="webhook_secret"),
    path("test/", webhooks.WebhookTest.as_view(), name="webhook_test"),
    path("deliveries/", webhooks.DeliveryList.as_view(), name="deliveries"),
    path("deliveries/resend/", webhooks.SendRangeAgain.as_view(), name="resend_range"),
    path("deliveries/<slug:message>/resend/", webhooks.SendAgain.as_view(), name="resend"),
]
urlpatterns = [
    path("v1/campaigns/", CampaignList.as_view(), name="campaigns"),
    path("v1/campaigns/<campaign:id>/", include(_campaign)),
    path("v1/events/", events.EventList.as_view(), name="events"),
    path("v1/events/<campaign:id>/", include(_event)),
    path("v1/event-pages/", events.EventPage.as_view(), name="event_page"),
    path("v1/companies/", CompanyList.as_view(), name="companies"),
    path("v1/companies/<uuid:id>/", CompanyDetail.as_view(), name="company"),
    path("v1/organization/", OrganizationDetail.as_view(), name="organization"),
    path("v1/members/", MemberList.as_view(), name="members"),
    path("v1/journal/", Journal.as_view(), name="journal"),
    path("v1/exports/", ExportList.as_view(), name="exports"),
    path("v1/exports/<uuid:id>/", ExportDetail.as_view(), name="export"),
    path("v1/exports/<uuid:id>/file/", ExportFile.as_view(), name="export_file"),
    path("v1/webhooks/", webhooks.WebhookList.as_view(), name="webhooks"),
    path("v1/webhooks/<uuid:id>/", include(_webhook)),
    path("v1/hooks/", hooks.HookList.as_view(), name="hooks"),
    path("v1/hooks/sample/", hooks.HookSample.as_view(), name="hook_sample"),
    path("v1/hooks/<uuid:id>/", hooks.HookDetail.as_view(), name="hook"),
    path("schema/", documentation.schema, name="schema"),
    path("docs/", documentation.docs, name="docs"),
    path("docs/<slug:org>/", documentation.desk_docs, name="desk_docs"),
    path("postman/", documentation.postman, name="postman"),
    re_path(r"^", nothing_here),  # a line break in an address is no way out either
]
