"""Wrong arguments are told in the order in which C's parser comes to them: what does not convert before a wrong count by position
and before what is missing behind it; what was given twice, and unknown names, at the end."""
import datetime

def told(f, *args, **names):
    try:
        print(f(*args, **names))
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)

time, date, moment = datetime.time, datetime.date, datetime.datetime
told(time, 1, 2, 3, 4, None, 0)
told(time, 1, 'x', 3, 4, None, 0)
told(time, 1, 2, 3, 4, 5, 0, 7)
told(time, 1, 2, 3, 'x', hour=2)
told(time, 1, 2, 3, 4, hour=2)
told(time, zone=1, fold='k')
told(time, 1, 2, 3.5, 4, fold=2, zone=3)
told(time(1).replace, 1, 2, 3, 4, 5, 6.5)
told(time(1).replace, 1, 2, 3, 4.5, 5, 6)
told(moment, 1, 2, 3, 4, 'a', 6, 7, None, 0)
told(moment, 1, 2, 3, 4, 5, 6, 7, None, 0)
told(moment, 1, year=2)
told(moment, 1, 2, year='a')
told(moment, 1, 2, 'a', year='a')
told(moment, 1, 2, zone='a')
told(moment, year=1, zone='a')
told(moment, year=1, day='a')
told(moment(1, 2, 3).replace, 1, 2, 3, 4, 5, 6.5, 7, 8, 9)
told(moment.combine, date(1, 2, 3), date=4)
told(moment.combine, 3, date=4)
told(date, 1)
told(date, 1, 2, year=3)
told(date, 1, year=3)
told(date.fromisocalendar, 1, 2, week=3)
told(date.fromisocalendar, 1, 2, year=3)
told(datetime.timezone, 4, offset=3)
told(datetime.timedelta, moment(1, 2, 3))
told(datetime.timedelta, None)
told(datetime.timedelta, weeks='x')
