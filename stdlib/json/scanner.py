"""make_scanner(context): the function scan_once(text, index) of a JSONDecoder, which its subclasses may replace."""
import re

from _json import decode as _decode

__all__ = ['make_scanner']

NUMBER_RE = re.compile(r'(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?', re.VERBOSE | re.MULTILINE | re.DOTALL)


def make_scanner(context):
    """A function that gives the value at an index of a text and the index behind it, by the hooks of context."""
    parse_float, parse_int, parse_constant = context.parse_float, context.parse_int, context.parse_constant
    object_hook, object_pairs_hook, strict = context.object_hook, context.object_pairs_hook, context.strict

    def scan_once(string, idx):
        return _decode(string, idx, object_hook, object_pairs_hook, None if parse_float is float else parse_float,
                       None if parse_int is int else parse_int, None if parse_constant is float else parse_constant,
                       strict)
    return scan_once
