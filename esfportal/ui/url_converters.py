from django.urls import register_converter
from django.urls.converters import StringConverter


def register_choice_converter(name, choices):
    """Register a path converter that matches one of the words, so that any other word is a 404."""
    regex = "|".join(choices)
    register_converter(type("ChoiceConverter", (StringConverter,), {"regex": regex}), name)
