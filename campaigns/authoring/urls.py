"""Addresses of the desk. `new` and `{org}/settings` are told in `accounts.urls`, which comes first."""

from django.urls import path

from campaigns.authoring import acts, beginnings, news, views, wizard
from campaigns.authoring.in_step import views as in_step
from campaigns.authoring.picture import views as picture
from campaigns.authoring.tools import views as tools

urlpatterns = [
    path("<slug:org>/", views.campaign_list, name="campaign_list"),
    path("<slug:org>/campaigns/new/", beginnings.campaign_new, name="campaign_new"),
    path("<slug:org>/campaigns/new/link/", beginnings.event_link, name="event_link"),
    path("<slug:org>/organization/event-tools/", tools.event_tools, name="event_tools"),
    path(
        "<slug:org>/organization/event-tools/<int:tool>/disconnect/",
        tools.event_tool_disconnect,
        name="event_tool_disconnect",
    ),
    path("<slug:org>/<slug:campaign>/", views.dashboard, name="campaign_desk"),
    path("<slug:org>/<slug:campaign>/edit/", wizard.campaign_edit, name="campaign_edit"),
    path("<slug:org>/<slug:campaign>/edit/link/", beginnings.event_link, name="event_link"),
    path("<slug:org>/<slug:campaign>/edit/<slug:stage>/", wizard.campaign_stage, name="campaign_stage"),
    path("<slug:org>/<slug:campaign>/duplicate/", beginnings.duplicate, name="campaign_duplicate"),
    path("<slug:org>/<slug:campaign>/numbers/", views.numbers, name="campaign_numbers"),
    path("<slug:org>/<slug:campaign>/submit/", acts.submit, name="campaign_submit"),
    path("<slug:org>/<slug:campaign>/withdraw/", acts.withdraw, name="campaign_withdraw"),
    path("<slug:org>/<slug:campaign>/close/", acts.close, name="campaign_close"),
    path("<slug:org>/<slug:campaign>/posts/<int:post>/hide/", acts.post_hide, name="post_hide"),
    path("<slug:org>/<slug:campaign>/posts/<int:post>/show/", acts.post_show, name="post_show"),
    path("<slug:org>/<slug:campaign>/event/take/", in_step.event_take, name="event_take"),
    path("<slug:org>/<slug:campaign>/event/leave/", in_step.event_leave, name="event_leave"),
    path("<slug:org>/<slug:campaign>/event/unfollow/", in_step.event_unfollow, name="event_unfollow"),
    path("<slug:org>/<slug:campaign>/picture/", picture.event_picture, name="event_picture"),
    path("<slug:org>/<slug:campaign>/picture/card/", picture.card, name="event_picture_card"),
    path("<slug:org>/<slug:campaign>/picture/file/", picture.own_file, name="event_picture_file"),
    path("<slug:org>/<slug:campaign>/news/", news.news, name="campaign_news"),
    path(
        "<slug:org>/<slug:campaign>/news/<int:update>/withdraw/",
        news.news_withdraw,
        name="campaign_news_withdraw",
    ),
    path("<slug:org>/<slug:campaign>/answers/new/", acts.answer_record, name="answer_record"),
    path("<slug:org>/<slug:campaign>/answers/<int:answer>/", acts.answer_decide, name="answer_decide"),
]
