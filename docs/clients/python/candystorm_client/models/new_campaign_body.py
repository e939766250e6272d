from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.language import Language
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.event_body import EventBody
    from ..models.external_ref_body import ExternalRefBody
    from ..models.language_map_body import LanguageMapBody
    from ..models.proposed_company_body import ProposedCompanyBody
    from ..models.sample_post_body import SamplePostBody


T = TypeVar("T", bound="NewCampaignBody")


@_attrs_define
class NewCampaignBody:
    """A new campaign; or, where its `external_ref` is known, another draft of that one.

    Attributes:
        slug (str | Unset): The last part of its page's address.
        languages (list[Language] | Unset): A new campaign needs one.
        title (LanguageMapBody | Unset): A text by language.
        wish (LanguageMapBody | Unset): A text by language.
        story (LanguageMapBody | Unset): A text by language.
        event (EventBody | Unset): The event that the wish is for.
        company_id (None | Unset | UUID): One of the companies.
        proposed_company (ProposedCompanyBody | Unset): A company that the platform does not know yet.
        deadline (datetime.datetime | None | Unset): By when an answer is needed.
        deadline_days_before (int | None | Unset): In place of `deadline`: so many days before the event starts, and
            moved with it.
        starts_at (datetime.datetime | None | Unset): When it is to go live; null: at once.
        hashtags (list[str] | Unset): The most important one first.
        sample_posts (list[SamplePostBody] | Unset):
        external_ref (ExternalRefBody | Unset): What the event is called in the tool that it comes from.
    """

    slug: str | Unset = UNSET
    languages: list[Language] | Unset = UNSET
    title: LanguageMapBody | Unset = UNSET
    wish: LanguageMapBody | Unset = UNSET
    story: LanguageMapBody | Unset = UNSET
    event: EventBody | Unset = UNSET
    company_id: None | Unset | UUID = UNSET
    proposed_company: ProposedCompanyBody | Unset = UNSET
    deadline: datetime.datetime | None | Unset = UNSET
    deadline_days_before: int | None | Unset = UNSET
    starts_at: datetime.datetime | None | Unset = UNSET
    hashtags: list[str] | Unset = UNSET
    sample_posts: list[SamplePostBody] | Unset = UNSET
    external_ref: ExternalRefBody | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        languages: list[str] | Unset = UNSET
        if not isinstance(self.languages, Unset):
            languages = []
            for languages_item_data in self.languages:
                languages_item = languages_item_data.value
                languages.append(languages_item)

        title: dict[str, Any] | Unset = UNSET
        if not isinstance(self.title, Unset):
            title = self.title.to_dict()

        wish: dict[str, Any] | Unset = UNSET
        if not isinstance(self.wish, Unset):
            wish = self.wish.to_dict()

        story: dict[str, Any] | Unset = UNSET
        if not isinstance(self.story, Unset):
            story = self.story.to_dict()

        event: dict[str, Any] | Unset = UNSET
        if not isinstance(self.event, Unset):
            event = self.event.to_dict()

        company_id: None | str | Unset
        if isinstance(self.company_id, Unset):
            company_id = UNSET
        elif isinstance(self.company_id, UUID):
            company_id = str(self.company_id)
        else:
            company_id = self.company_id

        proposed_company: dict[str, Any] | Unset = UNSET
        if not isinstance(self.proposed_company, Unset):
            proposed_company = self.proposed_company.to_dict()

        deadline: None | str | Unset
        if isinstance(self.deadline, Unset):
            deadline = UNSET
        elif isinstance(self.deadline, datetime.datetime):
            deadline = self.deadline.isoformat()
        else:
            deadline = self.deadline

        deadline_days_before: int | None | Unset
        if isinstance(self.deadline_days_before, Unset):
            deadline_days_before = UNSET
        else:
            deadline_days_before = self.deadline_days_before

        starts_at: None | str | Unset
        if isinstance(self.starts_at, Unset):
            starts_at = UNSET
        elif isinstance(self.starts_at, datetime.datetime):
            starts_at = self.starts_at.isoformat()
        else:
            starts_at = self.starts_at

        hashtags: list[str] | Unset = UNSET
        if not isinstance(self.hashtags, Unset):
            hashtags = self.hashtags

        sample_posts: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.sample_posts, Unset):
            sample_posts = []
            for sample_posts_item_data in self.sample_posts:
                sample_posts_item = sample_posts_item_data.to_dict()
                sample_posts.append(sample_posts_item)

        external_ref: dict[str, Any] | Unset = UNSET
        if not isinstance(self.external_ref, Unset):
            external_ref = self.external_ref.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if slug is not UNSET:
            field_dict["slug"] = slug
        if languages is not UNSET:
            field_dict["languages"] = languages
        if title is not UNSET:
            field_dict["title"] = title
        if wish is not UNSET:
            field_dict["wish"] = wish
        if story is not UNSET:
            field_dict["story"] = story
        if event is not UNSET:
            field_dict["event"] = event
        if company_id is not UNSET:
            field_dict["company_id"] = company_id
        if proposed_company is not UNSET:
            field_dict["proposed_company"] = proposed_company
        if deadline is not UNSET:
            field_dict["deadline"] = deadline
        if deadline_days_before is not UNSET:
            field_dict["deadline_days_before"] = deadline_days_before
        if starts_at is not UNSET:
            field_dict["starts_at"] = starts_at
        if hashtags is not UNSET:
            field_dict["hashtags"] = hashtags
        if sample_posts is not UNSET:
            field_dict["sample_posts"] = sample_posts
        if external_ref is not UNSET:
            field_dict["external_ref"] = external_ref

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_body import EventBody  # noqa: PLC0415
        from ..models.external_ref_body import ExternalRefBody  # noqa: PLC0415
        from ..models.language_map_body import LanguageMapBody  # noqa: PLC0415
        from ..models.proposed_company_body import ProposedCompanyBody  # noqa: PLC0415
        from ..models.sample_post_body import SamplePostBody  # noqa: PLC0415

        d = dict(src_dict)
        slug = d.pop("slug", UNSET)

        _languages = d.pop("languages", UNSET)
        languages: list[Language] | Unset = UNSET
        if _languages is not UNSET:
            languages = []
            for languages_item_data in _languages:
                languages_item = Language(languages_item_data)

                languages.append(languages_item)

        _title = d.pop("title", UNSET)
        title: LanguageMapBody | Unset
        if isinstance(_title, Unset):
            title = UNSET
        else:
            title = LanguageMapBody.from_dict(_title)

        _wish = d.pop("wish", UNSET)
        wish: LanguageMapBody | Unset
        if isinstance(_wish, Unset):
            wish = UNSET
        else:
            wish = LanguageMapBody.from_dict(_wish)

        _story = d.pop("story", UNSET)
        story: LanguageMapBody | Unset
        if isinstance(_story, Unset):
            story = UNSET
        else:
            story = LanguageMapBody.from_dict(_story)

        _event = d.pop("event", UNSET)
        event: EventBody | Unset
        if isinstance(_event, Unset):
            event = UNSET
        else:
            event = EventBody.from_dict(_event)

        def _parse_company_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                company_id_type_0 = UUID(data)

                return company_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        company_id = _parse_company_id(d.pop("company_id", UNSET))

        _proposed_company = d.pop("proposed_company", UNSET)
        proposed_company: ProposedCompanyBody | Unset
        if isinstance(_proposed_company, Unset):
            proposed_company = UNSET
        else:
            proposed_company = ProposedCompanyBody.from_dict(_proposed_company)

        def _parse_deadline(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deadline_type_0 = datetime.datetime.fromisoformat(data)

                return deadline_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        deadline = _parse_deadline(d.pop("deadline", UNSET))

        def _parse_deadline_days_before(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        deadline_days_before = _parse_deadline_days_before(d.pop("deadline_days_before", UNSET))

        def _parse_starts_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                starts_at_type_0 = datetime.datetime.fromisoformat(data)

                return starts_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        starts_at = _parse_starts_at(d.pop("starts_at", UNSET))

        hashtags = cast(list[str], d.pop("hashtags", UNSET))

        _sample_posts = d.pop("sample_posts", UNSET)
        sample_posts: list[SamplePostBody] | Unset = UNSET
        if _sample_posts is not UNSET:
            sample_posts = []
            for sample_posts_item_data in _sample_posts:
                sample_posts_item = SamplePostBody.from_dict(sample_posts_item_data)

                sample_posts.append(sample_posts_item)

        _external_ref = d.pop("external_ref", UNSET)
        external_ref: ExternalRefBody | Unset
        if isinstance(_external_ref, Unset):
            external_ref = UNSET
        else:
            external_ref = ExternalRefBody.from_dict(_external_ref)

        new_campaign_body = cls(
            slug=slug,
            languages=languages,
            title=title,
            wish=wish,
            story=story,
            event=event,
            company_id=company_id,
            proposed_company=proposed_company,
            deadline=deadline,
            deadline_days_before=deadline_days_before,
            starts_at=starts_at,
            hashtags=hashtags,
            sample_posts=sample_posts,
            external_ref=external_ref,
        )

        return new_campaign_body
