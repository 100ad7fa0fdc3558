"""How forms look: each field with its label, help and errors, by `web/form.html` and `web/field.html`."""

from django.forms.renderers import TemplatesSetting


class PageRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ field.as_field_group }}` by our templates."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"
