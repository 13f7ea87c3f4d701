"""What help, copyright, credits and license do and show."""

_texts = {
    'copyright': 'Copyright (c) the Kukri developers.\nAll Rights Reserved.',
    'credits': 'Kukri is written by its contributors. It runs the language that Guido van Rossum and the Python\n'
               'community designed.',
    'license': 'Kukri is free software under the MIT licence.',
    'help': 'Type help() for interactive help, or help(object) for help about object.',
}


def text_of(name):
    """What the prompt shows for the bare name."""
    return _texts[name]


def copyright():
    print(_texts['copyright'])


def credits():
    print(_texts['credits'])


def license():
    print(_texts['license'])


def help(*args, **kwds):
    import pydoc
    return pydoc.help(*args, **kwds)
