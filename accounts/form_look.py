"""How every form is drawn: label above, help below, errors with an icon and in words."""

from django.forms.renderers import DjangoTemplates


class FormLook(DjangoTemplates):
    """`{{ form }}` and `field.as_field_group` through `components/form.html` and `components/field.html`."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
