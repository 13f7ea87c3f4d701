"""Arguments that do not fit functions which CPython has in C: whatever they are written in, the words are C's."""
import codecs
import collections
import csv
import datetime
import decimal
import operator
import types
import unicodedata

DAY, MOMENT, NUMBER = datetime.date(2020, 1, 2), datetime.datetime(2020, 1, 2, 3), decimal.Decimal(3)
ORDERED, CONTEXT = collections.OrderedDict(a=1), decimal.Context()


class Own(list):
    pass


def attempt(text):
    try:
        print(text, '->', eval(text))
    except Exception as e:
        print(text, type(e).__name__, e)


for text in (
        'DAY.isoformat(1)', 'DAY.isoformat(x=1)', 'DAY.strftime()', 'DAY.strftime(1, 2)', 'DAY.replace(1, 2, 3, 4)', 'DAY.replace(z=1)',
        'DAY.replace(2021, year=1)', 'DAY.__eq__()', 'DAY.__add__(1, 2)', 'DAY.__repr__(z=1)', 'datetime.date()', 'datetime.date(z=1)',
        'datetime.date.isoformat()', 'datetime.date.__add__()', 'datetime.date.fromordinal()', 'datetime.date.fromordinal(1, 2)',
        'MOMENT.isoformat(1, 2, 3)', 'MOMENT.astimezone(1, 2)', 'datetime.datetime.now(1, 2)', 'datetime.datetime.now(z=1)',
        'datetime.datetime.strptime()', 'datetime.datetime.strptime("x", "y", 1)', 'datetime.datetime.strptime("x", format="y")',
        'datetime.timedelta(z=1)', 'datetime.timedelta(*range(9))', 'datetime.timedelta(1).total_seconds(1)', 'datetime.time(z=1)',
        'NUMBER.sqrt(1, 2)', 'NUMBER.sqrt(z=1)', 'NUMBER.quantize()', 'NUMBER.is_nan(1)', 'NUMBER.compare(1, other=2)', 'NUMBER.__add__()',
        'NUMBER.__neg__(1)', 'decimal.Decimal(1, 2, 3)', 'decimal.Decimal(z=1)', 'CONTEXT.add()', 'CONTEXT.add(1, 2, b=2)', 'CONTEXT.sqrt()',
        'CONTEXT.sqrt(1, 2)', 'CONTEXT.copy(1)', 'decimal.Context(z=1)', 'decimal.getcontext(1)', 'decimal.setcontext()',
        'ORDERED.pop()', 'ORDERED.pop(1, 2, 3)', 'ORDERED.pop(key="a")', 'ORDERED.popitem(z=1)', 'ORDERED.move_to_end()', 'ORDERED.setdefault()',
        'ORDERED.__eq__()', 'ORDERED.popitem(1, last=2)', 'operator.attrgetter()', 'operator.itemgetter()', 'operator.attrgetter("a")()',
        'codecs.encode()', 'codecs.encode(1, 2, 3, 4)', 'codecs.lookup()', 'codecs.lookup(1, 2)', 'csv.get_dialect()', 'csv.list_dialects(1)',
        'types.TracebackType()', 'types.TracebackType(1, 2, 3, 4, 5)', 'types.TracebackType(None, 1, 2, 3)', 'types.TracebackType(1, 2, 3, 4)',
        'unicodedata.is_normalized(1, "a")', 'unicodedata.is_normalized("NFC", 1)', 'unicodedata.is_normalized("x", "y")', 'unicodedata.lookup(1)',
        'unicodedata.combining(None)', 'unicodedata.category(1)', 'True.bit_length.__qualname__', 'Own().append.__qualname__', 'Own.append.__qualname__',
        'True.bit_length(*5)', 'Own().append(*5)', 'True.__format__(*(1, 2))', 'Own().append(1, 2)', '(lambda f: f(1, 2))(Own().append)',
        'bool.from_bytes.__qualname__', 'type("D", (dict,), {}).fromkeys.__qualname__'):
    attempt(text)
