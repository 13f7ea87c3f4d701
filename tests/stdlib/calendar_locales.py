"""Calendars with the names of a locale, and what says which locale that is."""
import calendar, locale
print(calendar.LocaleTextCalendar(locale='C').formatmonthname(2024,2,20))
for l in ('xx_YY', 5, ('C',None), ('de_DE','UTF-8'), '', 'C.UTF-8', 'POSIX'):
    for c in calendar.LocaleTextCalendar, calendar.LocaleHTMLCalendar:
        try: x=c(locale=l); print(repr(l), repr(x.locale), x.formatweekday(2, *((5,) if c is calendar.LocaleTextCalendar else ())), locale.setlocale(locale.LC_TIME))
        except Exception as e: print(repr(l), type(e).__name__, e)
print(type(calendar.day_name), type(calendar.month_name), calendar.day_name[1:3], len(calendar.month_name), calendar.month_name[0], list(calendar.month_abbr), calendar.day_abbr[-1])
print(sorted(k for k in vars(calendar) if 'local' in k), calendar.different_locale('C').__enter__(), calendar.repeat)
try: calendar.different_locale('zz').__enter__()
except Exception as e: print(type(e), e)
for k in ('formatweekday','formatmonthname','formatweekheader'): print(k, k in vars(calendar.LocaleTextCalendar), k in vars(calendar.LocaleHTMLCalendar))
try: calendar.day_name[9]
except Exception as e: print(type(e), e)
try: calendar.month_name[13]
except Exception as e: print(type(e), e)
