import datetime
from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_currency, format_decimal

print(format_date(datetime.date(2020, 5, 4), locale='de_DE'), format_currency(1234.5, 'EUR', locale='fr_FR'))
print(format_decimal(1234567.891, locale='hi_IN'), format_timedelta(datetime.timedelta(days=3), locale='es'), Locale('ja').display_name)
