from django.utils.text import capfirst


def in_sentence_case(choices):
    return [(value, capfirst(label)) for value, label in choices.choices]
