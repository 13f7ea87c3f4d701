"""Completion of names, attributes and keywords for the prompt."""
import builtins
import keyword

__all__ = ["Completer", "completions"]


def _callable_suffix(value, word):
    return word + '(' if callable(value) else word


class Completer:
    def __init__(self, namespace=None):
        self.namespace = namespace

    def complete(self, text, state):
        """The state-th completion of text, or None."""
        if state == 0:
            self.matches = completions(text, self.namespace)
        try:
            return self.matches[state]
        except IndexError:
            return None


def completions(text, namespace=None):
    """All completions of the word at the end of text, sorted."""
    if namespace is None:
        import __main__
        namespace = __main__.__dict__
    return sorted(_attributes(text, namespace) if '.' in text else _names(text, namespace))


def _names(text, namespace):
    found = {}
    for word in keyword.kwlist:
        if word.startswith(text):
            found[word] = word if word in ('False', 'None', 'True', 'break', 'continue', 'pass', 'else') else word + ' '
    for scope in (namespace, builtins.__dict__):
        for word, value in scope.items():
            if word.startswith(text) and word not in found and (text.startswith('_') or not word.startswith('_')):
                found[word] = _callable_suffix(value, word)
    return found.values()


def _attributes(text, namespace):
    expr, _, attr = text.rpartition('.')
    if not all(part.isidentifier() for part in expr.split('.')):
        return []
    try:
        obj = eval(expr, namespace)
    except Exception:
        return []
    words = set(dir(obj)) | set(dir(type(obj)))
    found = []
    for word in words:
        if not word.startswith(attr) or (word.startswith('_') and not attr.startswith('_')):
            continue
        try:
            value = getattr(obj, word)
        except Exception:
            value = None
        found.append(_callable_suffix(value, f'{expr}.{word}'))
    return found
