"""The organizer's page of news: what was told, and telling more."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Desk, desk_view
from accounts.forms import sent, show_problems
from accounts.roles import Permission
from campaigns.authoring.in_step.operations import settle_event
from campaigns.authoring.in_step.queries import prepared_update
from campaigns.authoring.queries import campaign_of
from campaigns.authoring.steps import desk_url
from campaigns.authoring.updates import UPDATE_LIMIT, publish_update, withdraw_update
from campaigns.enums import Language
from campaigns.models import Campaign, Update
from candyplatform.base import clock
from candyplatform.base.errors import DomainError, NotFound

UNUSABLE = 422


class UpdateForm(forms.Form):
    """One text for each language of the campaign."""

    def __init__(self, data: QueryDict | None, *, languages: list[str], texts: Mapping[str, str]) -> None:
        """`texts`: what to begin with, by language."""
        super().__init__(data, initial={f"text_{code}": text for code, text in texts.items()})
        for code in languages:
            self.fields[f"text_{code}"] = forms.CharField(
                label=Language(code).label,
                required=False,
                max_length=UPDATE_LIMIT,
                widget=forms.Textarea(attrs={"rows": 5, "lang": code}),
            )

    def texts(self) -> dict[str, str]:
        """What was written, by language."""
        return {name.removeprefix("text_"): text for name, text in self.cleaned_data.items()}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def news(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """Everything that was told so far, and a form to tell more; `?about=event` begins with what changed of the event."""
    desk.actor.require(Permission.EDIT_CAMPAIGNS)
    found, is_of_event = campaign_of(campaign), request.GET.get("about") == "event"
    texts = prepared_update(found) if is_of_event else {}
    form = UpdateForm(sent(request), languages=found.languages, texts=texts)
    if form.is_bound and form.is_valid():
        try:
            publish_update(campaign=found, texts=form.texts(), actor=desk.actor, now=clock.now())
            if is_of_event:
                settle_event(campaign=found, actor=desk.actor, now=clock.now())
        except DomainError as error:
            show_problems(form, error)
        else:
            messages.success(request, _("It stands on the page now."))
            return redirect(desk_url("campaign_news", found))
    context = {"campaign": found, "form": form, "updates": _told(found)}
    status = UNUSABLE if form.errors else 200
    return desk.render(request, "campaigns/authoring/news.html", context, status=status)


@require_POST
@desk_view
def news_withdraw(request: HttpRequest, desk: Desk, campaign: str, update: int) -> HttpResponse:
    """Take one piece of news back."""
    found = campaign_of(campaign)
    told = Update.objects.filter(campaign=found, id=update).first()
    if told is None:
        raise NotFound
    withdraw_update(update=told, actor=desk.actor, now=clock.now())
    messages.success(request, _("Taken back. Nobody reads it any more."))
    return redirect(desk_url("campaign_news", found))


def _told(campaign: Campaign) -> list[tuple[Update, str]]:
    return [(update, campaign.in_language(update.text)) for update in campaign.updates.all()]
