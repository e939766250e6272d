"""How forms are drawn."""

import re

from django import forms


class _Form(forms.Form):
    title = forms.CharField(label="Title", help_text="A few words.")
    note = forms.CharField(label="Note", required=False)
    digest = forms.BooleanField(label="Send me a digest", required=False)
    languages = forms.MultipleChoiceField(
        label="Languages", choices=[("de", "Deutsch"), ("en", "English")], widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> None:
        raise forms.ValidationError("These do not go together.")


def test_form_ties_help_and_errors_to_their_field() -> None:
    html = str(_Form({"title": ""}))
    described = re.search(r'<input[^>]*name="title"[^>]*aria-describedby="([^"]+)"', html)
    assert described is not None
    assert described[1] == "id_title_helptext id_title_error"
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert {"id_title_helptext", "id_title_error"} <= set(ids)
    assert len(ids) == len(set(ids))
    assert 'aria-invalid="true"' in html


def test_form_says_its_own_errors_first_and_aloud() -> None:
    html = str(_Form({"title": "x"}))
    assert html.index('role="alert"') < html.index("These do not go together.") < html.index('name="title"')


def test_form_names_optional_fields_and_puts_a_switch_before_its_label() -> None:
    html = str(_Form())
    assert html.count('class="optional"') == 1
    assert re.search(
        r'<label class="choice" for="id_digest"><input[^>]*><span class="choice-text">Send me a digest', html
    )
    assert "<legend>Languages</legend>" in html
