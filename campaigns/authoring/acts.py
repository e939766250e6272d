"""What an organizer does from the dashboard: moving the campaign, deciding about posts and answers."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Desk, desk_view
from accounts.forms import sent, show_problems
from accounts.roles import Permission
from campaigns.answers import operations as answers
from campaigns.authoring import operations
from campaigns.authoring.act_forms import AnswerForm, CloseForm, RecordForm
from campaigns.authoring.queries import campaign_of
from campaigns.authoring.steps import desk_url
from campaigns.enums import CampaignState
from campaigns.models import Answer, Campaign, Post
from campaigns.moderation.operations import hide_post, show_post
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from candyplatform.base.errors import DomainError, Forbidden, NotFound

UNUSABLE = 422


@require_POST
@desk_view
def submit(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """Hand a draft in."""
    found = campaign_of(campaign)

    def act() -> str:
        moved = operations.submit(campaign=found, actor=desk.actor, now=clock.now())
        return str(_DONE.get(CampaignState(moved.state), _("Handed in. Thank you.")))

    return act_on(request, found, act)


@require_POST
@desk_view
def withdraw(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """Take a campaign back that is in review or waits for its start."""
    found = campaign_of(campaign)

    def act() -> str:
        transitions.withdraw(campaign=found, actor=desk.actor, now=clock.now())
        return _("It is a draft again.")

    return act_on(request, found, act)


@require_POST
@desk_view
def post_hide(request: HttpRequest, desk: Desk, campaign: str, post: int) -> HttpResponse:
    """Take a post off the page."""
    found = campaign_of(campaign)

    def act() -> str:
        hide_post(post=_post_of(found, post), actor=desk.actor, now=clock.now())
        return _("Hidden. It is still counted.")

    return act_on(request, found, act, at="live-posts")


@require_POST
@desk_view
def post_show(request: HttpRequest, desk: Desk, campaign: str, post: int) -> HttpResponse:
    """Somebody looked at a post and finds it friendly."""
    found = campaign_of(campaign)

    def act() -> str:
        show_post(post=_post_of(found, post), actor=desk.actor, now=clock.now())
        return _("Shown.")

    return act_on(request, found, act, at="live-posts")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def close(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """End a campaign and say how it ended."""
    desk.actor.require(Permission.EDIT_CAMPAIGNS)
    found = campaign_of(campaign)
    form = CloseForm(sent(request))

    def act() -> str:
        outcome = form.cleaned_data["outcome"]
        transitions.close(campaign=found, outcome=outcome, actor=desk.actor, now=clock.now())
        return _("Closed. The page says how it ended.")

    return _act_or_ask(request, desk, "campaigns/authoring/close.html", act=act, form=form, campaign=found)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def answer_decide(request: HttpRequest, desk: Desk, campaign: str, answer: int) -> HttpResponse:
    """Say what a company's post amounts to, or that it is no answer; and say otherwise later."""
    desk.actor.require(Permission.DECIDE_ANSWERS)
    found, chosen = campaign_of(campaign), _answer_of(campaign, answer)
    then = request.POST.get("then", "")
    if then in _UNDONE:
        return act_on(request, found, lambda: _undone(then, chosen, desk), at="live-answers")
    form = AnswerForm(sent(request), initial={"kind": chosen.kind, "promised_for": chosen.promised_for})

    def act() -> str:
        operation = answers.correct if then == "correct" else answers.confirm
        operation(answer=chosen, **form.cleaned_data, actor=desk.actor, now=clock.now())
        return _("Changed.") if then == "correct" else _("Confirmed. Thank you for looking.")

    return _act_or_ask(
        request, desk, "campaigns/authoring/answer.html", act=act, form=form, campaign=found, answer=chosen
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def answer_record(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """Write down an answer that the platform could not hear."""
    desk.actor.require(Permission.DECIDE_ANSWERS)
    found = campaign_of(campaign)
    zone = ZoneInfo(found.time_zone)
    form = RecordForm(sent(request), initial={"said_at": clock.now().astimezone(zone).replace(tzinfo=None)})

    def act() -> str:
        said_at = form.cleaned_data["said_at"].replace(tzinfo=zone)
        given = {**form.cleaned_data, "said_at": said_at}
        answers.record(campaign=found, **given, actor=desk.actor, now=clock.now())
        return _("Written down.")

    return _act_or_ask(request, desk, "campaigns/authoring/record.html", act=act, form=form, campaign=found)


_DONE = {
    CampaignState.LIVE: gettext_lazy("You are live."),
    CampaignState.SCHEDULED: gettext_lazy("It goes live by itself, at its start."),
}


# What a button besides the form's own does with an answer.
_UNDONE = {"dismiss": answers.dismiss, "take_back": answers.take_back}


def _undone(then: str, answer: Answer, desk: Desk) -> str:
    _UNDONE[then](answer=answer, actor=desk.actor, now=clock.now())
    return _("Kept as a post, not as an answer.") if answer.post_id else _("It is no answer any more.")


def _post_of(campaign: Campaign, post_id: int) -> Post:
    found = Post.objects.filter(campaign=campaign, id=post_id).first()
    if found is None:
        raise NotFound
    return found


def _answer_of(slug: str, answer_id: int) -> Answer:
    found = Answer.objects.select_related("post__author").filter(campaign__slug=slug, id=answer_id).first()
    if found is None:
        raise NotFound
    return found


def act_on(request: HttpRequest, campaign: Campaign, act: Callable[[], str], *, at: str = "") -> HttpResponse:
    """Do it, say what happened (or what to do instead), and go back to the dashboard."""
    try:
        messages.success(request, act())
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        sentences = [error.text, *(text for texts in error.fields.values() for text in texts)]
        messages.error(request, " ".join(dict.fromkeys(str(text) for text in sentences if text)))
    return redirect(desk_url("campaign_desk", campaign) + (f"#{at}" if at else ""))


def _act_or_ask(
    request: HttpRequest,
    desk: Desk,
    template: str,
    *,
    act: Callable[[], str],
    form: forms.Form,
    campaign: Campaign,
    **context: object,
) -> HttpResponse:
    """Show the form, or do what it says; problems stand at its fields."""
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, act())
        except (Forbidden, NotFound):
            raise
        except DomainError as error:
            show_problems(form, error)
        else:
            return redirect(desk_url("campaign_desk", campaign))
    status = UNUSABLE if form.errors else 200
    return desk.render(request, template, {"campaign": campaign, "form": form, **context}, status=status)
