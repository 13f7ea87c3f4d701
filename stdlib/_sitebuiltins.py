"""What site gives the built-in names: exit, quit, help, copyright, credits and license."""
import sys

_TEXTS = {
    'copyright': 'Copyright (c) the Kukri developers.\nAll Rights Reserved.',
    'credits': 'Kukri is written by its contributors. It runs the language that Guido van Rossum and the Python\n'
               'community designed.',
    'license': 'Kukri is free software under the MIT licence.',
}


class Quitter(object):

    def __init__(self, name, eof):
        self.name = name
        self.eof = eof

    def __repr__(self):
        return f'Use {self.name}() or {self.eof} to exit'

    def __call__(self, code=None):
        try: # who reads on in spite of SystemExit finds no input
            sys.stdin.close()
        except:
            pass
        raise SystemExit(code)


class _Printer(object):
    """Shows a text a page at a time: that of the first file that can be read, or else its own."""

    MAXLINES = 23

    def __init__(self, name, data, files=(), dirs=()):
        import os
        self.__name = name
        self.__data = data
        self.__lines = None
        self.__filenames = [os.path.join(folder, file) for folder in dirs for file in files]

    def __setup(self):
        if self.__lines:
            return
        data = None
        for filename in self.__filenames:
            try:
                with open(filename, encoding='utf-8') as file:
                    data = file.read()
                break
            except OSError:
                pass
        self.__lines = (data or self.__data).split('\n')

    def __repr__(self):
        self.__setup()
        if len(self.__lines) <= self.MAXLINES:
            return '\n'.join(self.__lines)
        return f'Type {self.__name}() to see the full {self.__name} text'

    def __call__(self):
        self.__setup()
        prompt = 'Hit Return for more, or q (and Return) to quit: '
        shown = 0
        while shown < len(self.__lines):
            if shown:
                answer = None
                while answer not in ('', 'q'):
                    answer = input(prompt)
                if answer == 'q':
                    return
            print(*self.__lines[shown:shown + self.MAXLINES], sep='\n')
            shown += self.MAXLINES


class _Helper(object):
    """Shows the help of pydoc, which it loads when called."""

    def __repr__(self):
        return 'Type help() for interactive help, or help(object) for help about object.'

    def __call__(self, *args, **kwds):
        import pydoc
        return pydoc.help(*args, **kwds)


def _made(name):
    """The object for a built-in name."""
    if name in ('exit', 'quit'):
        return Quitter(name, 'Ctrl-D (i.e. EOF)')
    return _Helper() if name == 'help' else _Printer(name, _TEXTS[name])
