"""The wizard's pages: one step after another, each saved by itself. Parse, one operation, render."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Desk, desk_view
from accounts.forms import show_problems
from accounts.roles import Permission
from campaigns.authoring import drafting, hashtag_use, operations
from campaigns.authoring.emergencies import EMERGENCIES
from campaigns.authoring.errors import EditedMeanwhile, why_not_editable
from campaigns.authoring.filling import form_of
from campaigns.authoring.forms import StageForm
from campaigns.authoring.glimpse import glimpse_of
from campaigns.authoring.picture.queries import standing_of
from campaigns.authoring.queries import campaign_of, campaign_to_write, review_of
from campaigns.authoring.stages import (
    CHECK,
    EVENT,
    POSTS,
    STAGES,
    WISH,
    Stage,
    neighbor,
    place_of,
    stage_named,
    stage_url,
)
from campaigns.authoring.steps import desk_url
from campaigns.authoring.typed import as_sent, forget, keep, kept, survives_login, typed_in
from campaigns.models import Campaign
from campaigns.transitions.readiness import blockers
from candyplatform.base import clock
from candyplatform.base.errors import DomainError

UNUSABLE, CONFLICT = 422, 409


@dataclass(frozen=True)
class Step:
    """One step of one campaign, for who is at it."""

    request: HttpRequest
    desk: Desk
    campaign: Campaign
    stage: Stage


@require_safe
@desk_view
def campaign_edit(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """On to the first step in which something is missing; when nothing is, to the last."""
    desk.actor.require(Permission.EDIT_CAMPAIGNS)
    found = campaign_of(campaign)
    if not found.is_editable:
        return _to_dashboard(request, found)
    missing = blockers(found, now=clock.now())
    return redirect(
        place_of(found, missing[0].field).partition("#")[0] if missing else stage_url(found, CHECK)
    )


@survives_login
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def campaign_stage(request: HttpRequest, desk: Desk, campaign: str, stage: str) -> HttpResponse:
    """A step: show it, keep what is typed into it, or save it and go on."""
    desk.actor.require(Permission.EDIT_CAMPAIGNS)
    wanted = stage_named(stage)
    if wanted is None:
        raise Http404(stage)
    step = Step(request, desk, campaign_to_write(campaign), wanted)
    if request.method == "POST":
        return _ACTS.get(request.POST.get("then", ""), _save)(step)
    if not step.campaign.is_editable:
        return _to_dashboard(request, step.campaign)
    return _shown(step, _form_to_show(step))


def _to_dashboard(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    messages.info(request, str(why_not_editable(campaign)))
    return redirect(desk_url("campaign_desk", campaign))


def _form_to_show(step: Step) -> StageForm:
    """With what was typed and not saved: in this browser and kept in its session, else by anybody, anywhere."""
    if step.request.GET.get("show") == "saved":
        return form_of(step.campaign, step.stage, None)
    typed = kept(step.request, step.request.path) or step.campaign.unfinished.get(step.stage.name)
    return form_of(step.campaign, step.stage, as_sent(typed) if typed else None)


def _save(step: Step) -> HttpResponse:
    """Save the step and do what was asked for then; what cannot be saved stays as it was typed, and says why."""
    form = form_of(step.campaign, step.stage, step.request.POST)
    if form.is_valid():
        try:
            saved = drafting.write_stage(
                campaign=step.campaign,
                stage=step.stage,
                content=form.content(),
                seen=form.cleaned_data["seen"],
                actor=step.desk.actor,
                now=clock.now(),
            )
        except EditedMeanwhile as error:
            return _conflict(step, error)
        except DomainError as error:
            show_problems(form, error)
        else:
            forget(step.request, step.request.path)
            return _onward(step, saved)
    return _kept_unsaved(step, form)


def _kept_unsaved(step: Step, form: StageForm) -> HttpResponse:
    """The form with its problems; what was typed is kept, so that leaving the page loses nothing."""
    try:
        kept_so = drafting.keep_typed(
            campaign=step.campaign,
            stage=step.stage,
            typed=typed_in(step.request.POST),
            seen=step.request.POST.get("seen", ""),
            actor=step.desk.actor,
        )
    except EditedMeanwhile as error:
        return _conflict(step, error)
    except DomainError as error:
        form.add_error(None, str(error.text))
        return _shown(step, form, status=UNUSABLE)
    return _shown(Step(step.request, step.desk, kept_so, step.stage), form, status=UNUSABLE)


def _conflict(step: Step, error: EditedMeanwhile) -> HttpResponse:
    """The form holds what was sent, and the session too; a link leads to what is saved. The next save knows what it replaces."""
    keep(step.request, step.request.path, typed_in(step.request.POST))
    form = form_of(step.campaign, step.stage, step.request.POST)
    form.is_valid()
    form.add_error(None, str(error.text))
    return _shown(step, form, status=CONFLICT)


def _onward(step: Step, saved: Campaign) -> HttpResponse:
    then = step.request.POST.get("then", "")
    if step.stage == POSTS:
        hashtag_use.ask_about(list(saved.hashtags.values_list("folded", flat=True)), now=clock.now())
    if then == "submit":
        return _hand_in(step, saved)
    if then.startswith("emergency:"):
        return _fill(step, saved, then.partition(":")[2])
    if then == "stay":
        messages.success(step.request, _("Saved."))
        return redirect(stage_url(saved, step.stage))
    return redirect(stage_url(saved, neighbor(step.stage, -1 if then == "back" else 1)))


def _fill(step: Step, saved: Campaign, name: str) -> HttpResponse:
    emergency = EMERGENCIES.get(name)
    if emergency is None:
        raise Http404(name)
    drafting.use_emergency(campaign=saved, emergency=emergency, actor=step.desk.actor, now=clock.now())
    messages.success(
        step.request,
        _("Filled in, with sample posts too. What you wrote yourself stays. Change what you like."),
    )
    return redirect(f"{stage_url(saved, WISH)}#texts")


def _hand_in(step: Step, saved: Campaign) -> HttpResponse:
    try:
        moved = operations.submit(campaign=saved, actor=step.desk.actor, now=clock.now())
    except DomainError as error:
        now_step = Step(step.request, step.desk, saved, CHECK)
        form = form_of(saved, CHECK, None)
        return _shown(now_step, form, status=UNUSABLE, problem=str(error.text))
    messages.success(
        step.request, _("It is live. Pass it on.") if moved.is_public else _("Handed in. Thank you.")
    )
    return redirect(desk_url("campaign_desk", moved))


def _keep(step: Step) -> HttpResponse:
    """Asked by the page's script while somebody types: keep it, and tell how the page would look.

    What equals what is saved is not kept: somebody changed their mind.
    """
    form = form_of(step.campaign, step.stage, step.request.POST)
    typed = typed_in(step.request.POST) if form.says_something_new() else {}
    try:
        here = drafting.keep_typed(
            campaign=step.campaign,
            stage=step.stage,
            typed=typed,
            seen=step.request.POST.get("seen", ""),
            actor=step.desk.actor,
        )
    except EditedMeanwhile as error:
        return JsonResponse({"problem": str(error.text)}, status=CONFLICT)
    except DomainError as error:
        return JsonResponse({"problem": str(error.text)}, status=UNUSABLE)
    forget(step.request, step.request.path)
    said = {"seen": drafting.mark_of(here, step.stage), "glimpse": _glimpse(step, form)}
    return JsonResponse({**said, "status": _("Kept.") if typed else ""})


def _drop(step: Step) -> HttpResponse:
    """Forget what was typed and not saved; the step shows what is saved."""
    forget(step.request, step.request.path)
    drafting.drop_typed(campaign=step.campaign, stage=step.stage, actor=step.desk.actor)
    return redirect(stage_url(step.campaign, step.stage))


_ACTS: dict[str, Callable[[Step], HttpResponse]] = {"keep": _keep, "drop": _drop}


def _glimpse(step: Step, form: StageForm | None) -> str:
    context = {"glimpse": glimpse_of(step.campaign, form)}
    return render_to_string("campaigns/authoring/wizard/glimpse.html", context, step.request)


def _shown(step: Step, form: StageForm, *, status: int = 200, problem: str = "") -> HttpResponse:
    """The step's page. The mark in it is the step's as it is now."""
    campaign, stage = step.campaign, step.stage
    review = review_of(campaign, now=clock.now()) if stage == CHECK else None
    context: dict[str, Any] = {
        "form": form,
        "campaign": campaign,
        "mark": drafting.mark_of(campaign, stage),
        "action": stage_url(campaign, stage),
        "is_conflict": status == CONFLICT,
        "is_unsaved": form.is_bound and step.request.method != "POST",
        "problem": problem,
        "review": review,
        "standing": standing_of(campaign) if stage == EVENT else None,
        "emergencies": EMERGENCIES.values() if stage == WISH else (),
        "glimpse": glimpse_of(campaign, form),
        "goes_live": bool(
            step.desk.organization.is_trusted and campaign.company and campaign.company.verified_at
        ),
        **progress(stage, campaign),
    }
    return step.desk.render(
        step.request, f"campaigns/authoring/wizard/{stage.name}.html", context, status=status
    )


def progress(stage: Stage, campaign: Campaign | None) -> dict[str, Any]:
    """Where in the wizard somebody is, for the template: each step with its address, once there is a campaign."""
    steps = [(one, stage_url(campaign, one) if campaign else "") for one in STAGES]
    return {"stage": stage, "steps": steps, "number": STAGES.index(stage) + 1, "last": len(STAGES)}
