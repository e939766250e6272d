"""A request with files that is far too long is refused before it is read."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from candyplatform.base.pictures import MAX_FILE_BYTES

# A file that is a little too long is answered in the form, in words.
MAX_REQUEST_BYTES = MAX_FILE_BYTES + 1_000_000


class BoundedUpload(FileUploadHandler):
    """The first upload handler: looks at the length that the request announces, which the server holds it to."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's own name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        if content_length > MAX_REQUEST_BYTES:
            raise RequestDataTooBig(f"{content_length} bytes were sent, {MAX_REQUEST_BYTES} are allowed.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
