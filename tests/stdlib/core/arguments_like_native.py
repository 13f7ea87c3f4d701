# Wrong arguments of library functions that are native in CPython.
import collections, datetime, decimal, functools, operator


def t(src):
    try:
        print(src, eval(src))
    except Exception as e:
        print(src, '->', type(e).__name__, e)


for x in ('collections.OrderedDict().copy(1)','collections.OrderedDict().pop()','collections.OrderedDict().pop(1,2,3)','collections.OrderedDict().move_to_end()','collections.OrderedDict().move_to_end(1,2,3)','collections.OrderedDict().move_to_end(1,x=3)',
 'collections.OrderedDict().popitem(1,2)','collections.OrderedDict().popitem(x=2)','collections.OrderedDict().clear(1)','collections.OrderedDict().keys(1)','collections.OrderedDict().items(1)','collections.OrderedDict().__reduce__(1)','collections.OrderedDict().setdefault()','collections.OrderedDict().setdefault(1,2,3)','collections.OrderedDict.fromkeys()','collections.OrderedDict.fromkeys(1,2,3)','collections.OrderedDict(1,2)','collections.OrderedDict().update(1,2)',
 'collections.OrderedDict.copy()',
 'datetime.date()','datetime.date(1,2)','datetime.date(1,2,3,4)','datetime.date.today(1)','datetime.date.fromtimestamp()','datetime.date.fromtimestamp(1,2)','datetime.date(1,2,3).isoformat(1)','datetime.date(1,2,3).weekday(1)','datetime.date(1,2,3).replace(1,2,3,4)','datetime.date(1,2,3).strftime()','datetime.date(1,2,3).strftime(1,2)','datetime.date(1,2,3).strftime(1)','datetime.date.fromisoformat()','datetime.date.fromisoformat(1)','datetime.date.fromisocalendar(1)','datetime.date(1,2,3).timetuple(1)','datetime.date(1,2,3).isocalendar(1)','datetime.date(1,2,3).ctime(1)',
 'datetime.datetime()','datetime.datetime(1,2,3,4,5,6,7,8,9)','datetime.datetime.now(1,2)','datetime.datetime.now(1)','datetime.datetime.utcnow(1)','datetime.datetime.combine()','datetime.datetime.combine(1,2)','datetime.datetime.combine(1,2,3,4)','datetime.datetime.strptime()','datetime.datetime.strptime(1)','datetime.datetime.strptime(1,2)','datetime.datetime.strptime(1,2,3)','datetime.datetime(1,2,3).date(1)','datetime.datetime(1,2,3).isoformat(1,2,3)','datetime.datetime(1,2,3).isoformat(1)','datetime.datetime(1,2,3).astimezone(1,2)','datetime.datetime(1,2,3).astimezone(1)','datetime.datetime(1,2,3).timestamp(1)','datetime.datetime(1,2,3).utcoffset(1)',
 'datetime.timedelta(1,2,3,4,5,6,7,8)','datetime.timedelta(x=1)','datetime.timedelta(1).total_seconds(1)','datetime.timedelta("a")','datetime.time(1,2,3,4,5,6)','datetime.time(1).isoformat(1,2)','datetime.time(1).strftime()','datetime.timezone()','datetime.timezone(1)','datetime.timezone(1,2,3)','datetime.timezone.utc.utcoffset()','datetime.timezone.utc.utcoffset(1,2)','datetime.timezone.utc.tzname()','datetime.date(1,2,3).replace(x=1)','datetime.date(1,2,3).replace(1,year=1)',"datetime.date('1',2,3)","datetime.date(1.5,2,3)",
 'functools.partial()','functools.partial(1)','functools.cmp_to_key()','functools.reduce()','functools.lru_cache(1)(2)(3)',
 'operator.length_hint("",10**20)','operator.length_hint()','operator.length_hint("",1,2)','operator.length_hint("","1")','operator.itemgetter()','operator.add(1)','operator.neg()','operator.contains(1)','operator.countOf()','operator.indexOf(1)','operator.concat(1)','operator.setitem(1,2)',
 'decimal.Decimal(1,2,3)','decimal.Decimal(1).sqrt(1,2)','decimal.Decimal(1).quantize()','decimal.Decimal(1).compare()','decimal.Decimal(1).copy_abs(1)','decimal.Decimal(1).is_nan(1)','decimal.Decimal(1).as_tuple(1)','decimal.Context().add(1)','decimal.Context().sqrt()','decimal.getcontext(1)','decimal.setcontext()','decimal.Decimal(1).fma(1)','decimal.Decimal(x=1)','decimal.Decimal.from_float()','decimal.Decimal(1).scaleb()',
 ):
    t(x)


def each(f):
    for args, kw in ((), {}), ((1,) * 9, {}), ((), {'bad': 1}):
        try:
            f(*args, **kw)
        except TypeError as e:
            print(e)
        except LookupError as e:
            print(repr(e))
        else:
            print('fine')


for o, names in ((decimal.Context(), 'add abs compare_total copy_abs create_decimal copy fma is_nan power quantize sqrt'),
                 (decimal.Decimal(1), '__add__ __eq__ __neg__ __hash__ from_float ln to_integral_exact same_quantum'),
                 (datetime.timedelta(1), '__add__ __mul__ __hash__ __bool__ total_seconds'),
                 (datetime.date(2020, 1, 2), '__sub__ __repr__ replace __reduce__ strftime fromordinal __format__'),
                 (datetime.datetime(2020, 1, 2), 'replace isoformat utcfromtimestamp time timetz __sub__'),
                 (datetime.timezone.utc, 'utcoffset fromutc __eq__ __str__'),
                 (collections.OrderedDict(), 'copy items keys popitem __eq__ __or__ fromkeys')):
    for name in names.split():
        print(name)
        each(getattr(o, name))
for src in ('collections.OrderedDict.__or__()', 'decimal.Decimal.__add__()', 'decimal.Decimal.sqrt()', 'datetime.date.ctime()'):
    t(src)
