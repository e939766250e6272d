"""Words measured in our own font."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.drawing.lettering import cut, drawable, fitted, width_of

SIZES = (80, 60, 40)
LONG = "Bitte schaltet die Leitung bis Freitag, damit wir alle miteinander arbeiten können. " * 4


def test_words_are_as_large_as_there_is_room() -> None:
    assert fitted("Bitte", width=600, height=200, leading=1.1, sizes=SIZES).size == 80
    assert fitted("Bitte ein Netz", width=300, height=150, leading=1.1, sizes=SIZES).size == 60


def test_words_without_room_are_cut_in_the_smallest_size() -> None:
    set_so = fitted(LONG, width=400, height=100, leading=1.1, sizes=SIZES)
    assert (set_so.size, len(set_so.lines)) == (40, 2)
    assert set_so.lines[-1].endswith("…")
    assert all(width_of(line, 40) <= 400 for line in set_so.lines)


@given(st.text(max_size=200))
def test_any_text_stays_in_its_place(text: str) -> None:
    set_so = fitted(text, width=300, height=120, leading=1.1, sizes=SIZES)
    assert len(set_so.lines) * set_so.size * 1.1 <= 120 or len(set_so.lines) == 1
    assert all(width_of(line, set_so.size) <= 300 for line in set_so.lines)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Łódź, Köln, Plzeň", "Łódź, Köln, Plzeň"),
        ("Bitte 🍬, danke 🍬.", "Bitte, danke."),
        ("a\x00b \n c", "ab c"),
        ("日本", ""),
        ("№ 5", "No 5"),
    ],
)
def test_letters_that_the_font_has_not_are_replaced_or_left_out(text: str, drawn: str) -> None:
    assert drawable(text) == drawn


def test_cut_keeps_what_fits() -> None:
    assert cut("Bitte", width=500, size=40) == "Bitte"
    assert cut("Bitte ein Netz für alle", width=150, size=40) == "Bitte ei…"
