"""Decimals in formatted text: what stands behind the colon of an f-string."""
import re as _re
import sys as _sys

import decimal as _decimal
from _kukri import int_text as _text

_spec = _re.compile(r'''(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ])?(?P<z>z)?(?P<zero>0)?
    (?P<width>(?!0)\d+)?(?P<sep>,)?(?:\.(?P<prec>\d+))?(?P<type>[eEfFgGnN%])?''',
                    _re.VERBOSE | _re.DOTALL).fullmatch


def _group(text, least):
    """Thousands separated by commas, at least least characters."""
    groups = []
    while True:
        size = min(max(len(text), least, 1), 3)
        groups.append('0' * (size - len(text)) + text[-size:])
        text = text[:-size]
        least -= size
        if not text and least <= 0:
            return ','.join(reversed(groups))
        least -= 1


def format_decimal(d, spec):
    """d.__format__(spec)"""
    if not spec.isascii():
        spec.encode()
    m = _spec(spec)
    if m is None or int(m['width'] or 0) > _sys.maxsize or int(m['prec'] or 0) > _sys.maxsize:
        raise ValueError("invalid format string")
    kind = {'n': 'g', 'N': 'G'}.get(m['type'], m['type'])
    if m['zero'] and (m['fill'] or m['align']) or m['sep'] and m['type'] in ('n', 'N'):
        raise ValueError("invalid format string")
    fill, align = m['fill'] or ' ', m['align'] or '>'
    if m['zero']:
        fill, align = '0', '='
    width = int(m['width'] or 0)
    prec = None if m['prec'] is None else int(m['prec'])
    context = _decimal._getcontext()
    if d._special:
        body = str(d.copy_abs()) + ('%' if kind == '%' else '')
        return _pad('-' if d._sign else '' if m['sign'] in (None, '-') else m['sign'], body, width, ' ' if m['zero']
                    else fill, '>' if m['zero'] else align)
    if kind is None:
        kind = 'gG'[context.capitals]
    if kind == '%':
        d = _decimal._make(d._sign, d._int, d._exp + 2)
    rounding = context.rounding
    if prec is not None:
        if kind in 'eE':
            d = d._round_to(prec + 1, rounding) if d else d
        elif kind in 'fF%':
            d = d._rescale(-prec, rounding)
        elif kind in 'gG' and _decimal._digits(d._int) > prec:
            d = d._round_to(max(prec, 1), rounding)
    if not d and d._exp > 0 and kind in 'fF%':
        d = d._rescale(0, rounding)
    digits = _text(d._int)
    left = d._exp + len(digits)
    if kind in 'eE':
        dot = 1 - prec if not d and prec is not None else 1
    elif kind in 'fF%':
        dot = left
    else:
        dot = left if d._exp <= 0 and left > -6 else 1
    if dot < 0:
        whole, fraction = '0', '0' * -dot + digits
    elif dot > len(digits):
        whole, fraction = digits + '0' * (dot - len(digits)), ''
    else:
        whole, fraction = digits[:dot] or '0', digits[dot:]
    sign = '-' if d._sign else '' if m['sign'] in (None, '-') else m['sign']
    if d._sign and m['z'] and not d._int:
        sign = '' if m['sign'] in (None, '-') else m['sign']
    tail = ('.' + fraction if fraction else '')
    exp = left - dot
    if exp or kind in 'eE':
        tail += ('E' if kind in 'EG' else 'e') + '%+d' % exp
    if kind == '%':
        tail += '%'
    if m['sep']:
        least = width - len(sign) - len(tail) if align == '=' and fill == '0' else 0
        whole = _group(whole, least)
    return _pad(sign, whole + tail, width, fill, align)


def _pad(sign, body, width, fill, align):
    space = fill * (width - len(sign) - len(body))
    if align == '<':
        return sign + body + space
    if align == '=':
        return sign + space + body
    if align == '^':
        half = len(space) // 2
        return space[:half] + sign + body + space[half:]
    return space + sign + body
