"""What is in docs/clients is what the OpenAPI document makes of it today."""

from pathlib import Path

import pytest

from api.postman import FILE
from candyplatform.clients.writing import write
from tests.support.environment_variables import CHECKOUT

CLIENTS = CHECKOUT / "docs" / "clients"


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clients")
    write(folder)
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_python_client_is_up_to_date(anew: Path) -> None:
    """Otherwise: `./dev clients`."""
    made, kept = (files_in(folder / "python" / "candystorm_client") for folder in (anew, CLIENTS))
    assert set(made) == set(kept), "./dev clients"
    assert [name for name in made if made[name] != kept[name]] == [], "./dev clients"
    assert len(made) > 100


def test_collection_is_up_to_date(anew: Path) -> None:
    assert (CLIENTS / FILE).read_text() == (anew / FILE).read_text(), "./dev clients"
