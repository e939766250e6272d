"""From a file to what is kept of it: a WebP of our own making, no larger than a page needs."""

import hashlib
from dataclasses import dataclass
from typing import IO

from campaigns.enums import PictureProblem
from campaigns.models.event_picture import MAX_BYTES
from candyplatform.base.pictures import PictureRefused, as_webp, size_of

# What a page shows of it at most, on a display of two pixels a point; and what is too little to fill its place.
SIDE = 1280
LEAST_WIDTH, LEAST_HEIGHT = 320, 160


@dataclass(frozen=True)
class Made:
    """A picture as it is kept."""

    picture: bytes
    width: int
    height: int
    digest: str


class Unusable(ValueError):  # noqa: N818 - read as a sentence: raise Unusable
    """The file cannot be the picture; `problem` says why."""

    def __init__(self, problem: PictureProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def made_of(file: IO[bytes]) -> Made:
    """What is kept of the file. Raises `Unusable`."""
    try:
        picture = as_webp(file, side=SIDE, max_bytes=MAX_BYTES)
    except PictureRefused as error:
        raise Unusable(PictureProblem(error.why.value)) from error
    width, height = size_of(picture)
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        raise Unusable(PictureProblem.TOO_SMALL)
    return Made(picture, width, height, hashlib.sha256(picture).hexdigest())
