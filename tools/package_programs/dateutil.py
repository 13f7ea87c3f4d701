import datetime
from dateutil.parser import parse
from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, rrule, rrulestr

print(parse('Thu Sep 25 10:36:28 2003'), parse('2003-09-25T10:49:41.5-03:00'), parse('10/9/2003', dayfirst=True))
print(datetime.date(2020, 1, 31) + relativedelta(months=+1, weekday=0), relativedelta(datetime.date(2020, 3, 1), datetime.date(2019, 1, 31)))
print(list(rrule(MONTHLY, count=3, bymonthday=-1, dtstart=datetime.datetime(2020, 1, 1))))
print(list(rrulestr('DTSTART:20200101T000000\nRRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO,FR')))
try:
    parse('no date')
except ValueError as e:
    print(e)
