"""calendar, locale, time.strptime."""
import calendar, time, locale, datetime
print(calendar.month(2023, 2), calendar.calendar(2024), calendar.TextCalendar(6).formatmonth(2021, 8, 3, 2))
print(calendar.monthrange(2024, 2), calendar.isleap(1900), calendar.leapdays(1900, 2001), calendar.weekday(2020, 1, 1), calendar.monthcalendar(2022, 5), calendar.timegm((2020, 1, 2, 3, 4, 5)))
print(list(calendar.day_name), list(calendar.month_abbr), calendar.day_abbr[1:3], len(calendar.month_name), calendar.month_name[-1], calendar.weekheader(3))
print(calendar.HTMLCalendar().formatmonth(2020, 2)); print(calendar.Calendar(3).yeardayscalendar(2020, 6)[0][0], list(calendar.Calendar().itermonthdates(2020, 2))[:2], list(calendar.Calendar().itermonthdays4(2020, 2))[-1])
for f in [lambda: calendar.monthrange(2020, 13), lambda: calendar.setfirstweekday(8)]:
    try: f()
    except ValueError as e: print(type(e).__name__, e)
print(time.strptime('30 Nov 00', '%d %b %y'), time.strptime('2020-01-02 03:04:05', '%Y-%m-%d %H:%M:%S')[:], time.strftime('%Y %j %A', time.gmtime(0)))
for a in [('x', '%Y'), ('2020 ', '%Y'), ('1', '%Q')]:
    try: print(time.strptime(*a))
    except ValueError as e: print(e)
print(locale.setlocale(locale.LC_ALL, 'C'), locale.localeconv()['decimal_point'], locale.str(1.5), locale.atof('1.5'), locale.format_string('%d', 12345, grouping=True))
try: locale.setlocale(locale.LC_ALL, 'xx_YY')
except locale.Error as e: print(e)
