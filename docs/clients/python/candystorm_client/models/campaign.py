from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.campaign_state import CampaignState
from ..models.language import Language
from ..models.outcome import Outcome
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.answer import Answer
    from ..models.company import Company
    from ..models.event import Event
    from ..models.external_ref import ExternalRef
    from ..models.language_map import LanguageMap
    from ..models.links import Links
    from ..models.sample_post import SamplePost
    from ..models.standing import Standing
    from ..models.storm_hour import StormHour
    from ..models.update import Update


T = TypeVar("T", bound="Campaign")


@_attrs_define
class Campaign:
    """One candystorm: a wish to a company, by a deadline, for an event.

    Attributes:
        id (UUID):
        slug (str): The last part of its page's address.
        state (CampaignState):
        outcome (None | Outcome): How it ended; null until it is closed.
        external_ref (ExternalRef | None): By which `POST` knows it again; null where none was given.
        languages (list[Language]):
        title (LanguageMap): A text by language.
        wish (LanguageMap): A text by language.
        story (LanguageMap): A text by language.
        event (Event): The event that the wish is for.
        company (Company | None):
        deadline (datetime.datetime | None): By when an answer is needed.
        deadline_days_before (int | None): So many days before the event; null where the deadline stands by itself.
        hashtags (list[str]): Without #, the most important one first.
        sample_posts (list[SamplePost]):
        answers (list[Answer]): In the order they were given.
        review_note (None | str): What staff want changed; null where there is nothing to say.
        starts_at (datetime.datetime | None): When it is planned to go live.
        live_at (datetime.datetime | None): Since when it is live: the response clock's start.
        response_seconds (int | None): The response clock: from going live to the first answer; null while there is
            none.
        answered_at (datetime.datetime | None): When the first answer was confirmed.
        closed_at (datetime.datetime | None):
        submitted_at (datetime.datetime | None):
        created_at (datetime.datetime):
        modified_at (datetime.datetime):
        links (Links): Where else to look.
        metrics (Standing | Unset): A campaign's numbers since its start: all together, and by network with coverage.
        updates (list[Update] | Unset): The latest ten, the latest first. Only with `expand=updates`.
        storm_hour (StormHour | Unset): The moments at which supporters post together.
    """

    id: UUID
    slug: str
    state: CampaignState
    outcome: None | Outcome
    external_ref: ExternalRef | None
    languages: list[Language]
    title: LanguageMap
    wish: LanguageMap
    story: LanguageMap
    event: Event
    company: Company | None
    deadline: datetime.datetime | None
    deadline_days_before: int | None
    hashtags: list[str]
    sample_posts: list[SamplePost]
    answers: list[Answer]
    review_note: None | str
    starts_at: datetime.datetime | None
    live_at: datetime.datetime | None
    response_seconds: int | None
    answered_at: datetime.datetime | None
    closed_at: datetime.datetime | None
    submitted_at: datetime.datetime | None
    created_at: datetime.datetime
    modified_at: datetime.datetime
    links: Links
    metrics: Standing | Unset = UNSET
    updates: list[Update] | Unset = UNSET
    storm_hour: StormHour | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.company import Company  # noqa: PLC0415
        from ..models.external_ref import ExternalRef  # noqa: PLC0415

        id = str(self.id)

        slug = self.slug

        state = self.state.value

        outcome: None | str
        if isinstance(self.outcome, Outcome):
            outcome = self.outcome.value
        else:
            outcome = self.outcome

        external_ref: dict[str, Any] | None
        if isinstance(self.external_ref, ExternalRef):
            external_ref = self.external_ref.to_dict()
        else:
            external_ref = self.external_ref

        languages = []
        for languages_item_data in self.languages:
            languages_item = languages_item_data.value
            languages.append(languages_item)

        title = self.title.to_dict()

        wish = self.wish.to_dict()

        story = self.story.to_dict()

        event = self.event.to_dict()

        company: dict[str, Any] | None
        if isinstance(self.company, Company):
            company = self.company.to_dict()
        else:
            company = self.company

        deadline: None | str
        if isinstance(self.deadline, datetime.datetime):
            deadline = self.deadline.isoformat()
        else:
            deadline = self.deadline

        deadline_days_before: int | None
        deadline_days_before = self.deadline_days_before

        hashtags = self.hashtags

        sample_posts = []
        for sample_posts_item_data in self.sample_posts:
            sample_posts_item = sample_posts_item_data.to_dict()
            sample_posts.append(sample_posts_item)

        answers = []
        for answers_item_data in self.answers:
            answers_item = answers_item_data.to_dict()
            answers.append(answers_item)

        review_note: None | str
        review_note = self.review_note

        starts_at: None | str
        if isinstance(self.starts_at, datetime.datetime):
            starts_at = self.starts_at.isoformat()
        else:
            starts_at = self.starts_at

        live_at: None | str
        if isinstance(self.live_at, datetime.datetime):
            live_at = self.live_at.isoformat()
        else:
            live_at = self.live_at

        response_seconds: int | None
        response_seconds = self.response_seconds

        answered_at: None | str
        if isinstance(self.answered_at, datetime.datetime):
            answered_at = self.answered_at.isoformat()
        else:
            answered_at = self.answered_at

        closed_at: None | str
        if isinstance(self.closed_at, datetime.datetime):
            closed_at = self.closed_at.isoformat()
        else:
            closed_at = self.closed_at

        submitted_at: None | str
        if isinstance(self.submitted_at, datetime.datetime):
            submitted_at = self.submitted_at.isoformat()
        else:
            submitted_at = self.submitted_at

        created_at = self.created_at.isoformat()

        modified_at = self.modified_at.isoformat()

        links = self.links.to_dict()

        metrics: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metrics, Unset):
            metrics = self.metrics.to_dict()

        updates: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.updates, Unset):
            updates = []
            for updates_item_data in self.updates:
                updates_item = updates_item_data.to_dict()
                updates.append(updates_item)

        storm_hour: dict[str, Any] | Unset = UNSET
        if not isinstance(self.storm_hour, Unset):
            storm_hour = self.storm_hour.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "slug": slug,
                "state": state,
                "outcome": outcome,
                "external_ref": external_ref,
                "languages": languages,
                "title": title,
                "wish": wish,
                "story": story,
                "event": event,
                "company": company,
                "deadline": deadline,
                "deadline_days_before": deadline_days_before,
                "hashtags": hashtags,
                "sample_posts": sample_posts,
                "answers": answers,
                "review_note": review_note,
                "starts_at": starts_at,
                "live_at": live_at,
                "response_seconds": response_seconds,
                "answered_at": answered_at,
                "closed_at": closed_at,
                "submitted_at": submitted_at,
                "created_at": created_at,
                "modified_at": modified_at,
                "links": links,
            }
        )
        if metrics is not UNSET:
            field_dict["metrics"] = metrics
        if updates is not UNSET:
            field_dict["updates"] = updates
        if storm_hour is not UNSET:
            field_dict["storm_hour"] = storm_hour

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.answer import Answer  # noqa: PLC0415
        from ..models.company import Company  # noqa: PLC0415
        from ..models.event import Event  # noqa: PLC0415
        from ..models.external_ref import ExternalRef  # noqa: PLC0415
        from ..models.language_map import LanguageMap  # noqa: PLC0415
        from ..models.links import Links  # noqa: PLC0415
        from ..models.sample_post import SamplePost  # noqa: PLC0415
        from ..models.standing import Standing  # noqa: PLC0415
        from ..models.storm_hour import StormHour  # noqa: PLC0415
        from ..models.update import Update  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        slug = d.pop("slug")

        state = CampaignState(d.pop("state"))

        def _parse_outcome(data: object) -> None | Outcome:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                outcome_type_0 = Outcome(data)

                return outcome_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Outcome, data)

        outcome = _parse_outcome(d.pop("outcome"))

        def _parse_external_ref(data: object) -> ExternalRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                external_ref_type_0 = ExternalRef.from_dict(data)

                return external_ref_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExternalRef | None, data)

        external_ref = _parse_external_ref(d.pop("external_ref"))

        languages = []
        _languages = d.pop("languages")
        for languages_item_data in _languages:
            languages_item = Language(languages_item_data)

            languages.append(languages_item)

        title = LanguageMap.from_dict(d.pop("title"))

        wish = LanguageMap.from_dict(d.pop("wish"))

        story = LanguageMap.from_dict(d.pop("story"))

        event = Event.from_dict(d.pop("event"))

        def _parse_company(data: object) -> Company | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                company_type_0 = Company.from_dict(data)

                return company_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Company | None, data)

        company = _parse_company(d.pop("company"))

        def _parse_deadline(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deadline_type_0 = datetime.datetime.fromisoformat(data)

                return deadline_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        deadline = _parse_deadline(d.pop("deadline"))

        def _parse_deadline_days_before(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        deadline_days_before = _parse_deadline_days_before(d.pop("deadline_days_before"))

        hashtags = cast(list[str], d.pop("hashtags"))

        sample_posts = []
        _sample_posts = d.pop("sample_posts")
        for sample_posts_item_data in _sample_posts:
            sample_posts_item = SamplePost.from_dict(sample_posts_item_data)

            sample_posts.append(sample_posts_item)

        answers = []
        _answers = d.pop("answers")
        for answers_item_data in _answers:
            answers_item = Answer.from_dict(answers_item_data)

            answers.append(answers_item)

        def _parse_review_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        review_note = _parse_review_note(d.pop("review_note"))

        def _parse_starts_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                starts_at_type_0 = datetime.datetime.fromisoformat(data)

                return starts_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        starts_at = _parse_starts_at(d.pop("starts_at"))

        def _parse_live_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                live_at_type_0 = datetime.datetime.fromisoformat(data)

                return live_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        live_at = _parse_live_at(d.pop("live_at"))

        def _parse_response_seconds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        response_seconds = _parse_response_seconds(d.pop("response_seconds"))

        def _parse_answered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answered_at_type_0 = datetime.datetime.fromisoformat(data)

                return answered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        answered_at = _parse_answered_at(d.pop("answered_at"))

        def _parse_closed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_at_type_0 = datetime.datetime.fromisoformat(data)

                return closed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        closed_at = _parse_closed_at(d.pop("closed_at"))

        def _parse_submitted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                submitted_at_type_0 = datetime.datetime.fromisoformat(data)

                return submitted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        submitted_at = _parse_submitted_at(d.pop("submitted_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        modified_at = datetime.datetime.fromisoformat(d.pop("modified_at"))

        links = Links.from_dict(d.pop("links"))

        _metrics = d.pop("metrics", UNSET)
        metrics: Standing | Unset
        if isinstance(_metrics, Unset):
            metrics = UNSET
        else:
            metrics = Standing.from_dict(_metrics)

        _updates = d.pop("updates", UNSET)
        updates: list[Update] | Unset = UNSET
        if _updates is not UNSET:
            updates = []
            for updates_item_data in _updates:
                updates_item = Update.from_dict(updates_item_data)

                updates.append(updates_item)

        _storm_hour = d.pop("storm_hour", UNSET)
        storm_hour: StormHour | Unset
        if isinstance(_storm_hour, Unset):
            storm_hour = UNSET
        else:
            storm_hour = StormHour.from_dict(_storm_hour)

        campaign = cls(
            id=id,
            slug=slug,
            state=state,
            outcome=outcome,
            external_ref=external_ref,
            languages=languages,
            title=title,
            wish=wish,
            story=story,
            event=event,
            company=company,
            deadline=deadline,
            deadline_days_before=deadline_days_before,
            hashtags=hashtags,
            sample_posts=sample_posts,
            answers=answers,
            review_note=review_note,
            starts_at=starts_at,
            live_at=live_at,
            response_seconds=response_seconds,
            answered_at=answered_at,
            closed_at=closed_at,
            submitted_at=submitted_at,
            created_at=created_at,
            modified_at=modified_at,
            links=links,
            metrics=metrics,
            updates=updates,
            storm_hour=storm_hour,
        )

        campaign.additional_properties = d
        return campaign

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
