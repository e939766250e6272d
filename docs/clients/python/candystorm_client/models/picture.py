from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.picture_problem import PictureProblem

if TYPE_CHECKING:
    from ..models.image import Image


T = TypeVar("T", bound="Picture")


@_attrs_define
class Picture:
    """Where a campaign stands with the picture of its event.

    Attributes:
        image (Image | None): The one there is; null where there is none.
        fetching (bool): Whether one is being fetched.
        problem (None | PictureProblem): Why the one that was asked for could not be fetched; null where nothing went
            wrong.
        source_url (None | str): Where it is fetched from, or was; null where somebody chose a file.
    """

    image: Image | None
    fetching: bool
    problem: None | PictureProblem
    source_url: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.image import Image  # noqa: PLC0415

        image: dict[str, Any] | None
        if isinstance(self.image, Image):
            image = self.image.to_dict()
        else:
            image = self.image

        fetching = self.fetching

        problem: None | str
        if isinstance(self.problem, PictureProblem):
            problem = self.problem.value
        else:
            problem = self.problem

        source_url: None | str
        source_url = self.source_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "image": image,
                "fetching": fetching,
                "problem": problem,
                "source_url": source_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.image import Image  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_image(data: object) -> Image | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                image_type_0 = Image.from_dict(data)

                return image_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Image | None, data)

        image = _parse_image(d.pop("image"))

        fetching = d.pop("fetching")

        def _parse_problem(data: object) -> None | PictureProblem:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                problem_type_0 = PictureProblem(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PictureProblem, data)

        problem = _parse_problem(d.pop("problem"))

        def _parse_source_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source_url = _parse_source_url(d.pop("source_url"))

        picture = cls(
            image=image,
            fetching=fetching,
            problem=problem,
            source_url=source_url,
        )

        picture.additional_properties = d
        return picture

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
