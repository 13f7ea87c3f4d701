# Zones: what time and datetime say of the clocks of a place, around their changes too.
import datetime
import os
import time


def told(label, call):
    try:
        print(label, repr(call()))
    except Exception as ex:
        print(label, type(ex).__name__, ex)


for zone in 'Europe/Berlin', 'Asia/Shanghai', 'Australia/Lord_Howe', 'EST5EDT':
    os.environ['TZ'] = zone
    time.tzset()
    print(zone, time.tzname, time.timezone, time.altzone, time.daylight)

os.environ['TZ'] = 'Europe/Berlin'
time.tzset()
fields = tuple(datetime.datetime(2020, 7, 1).timetuple())
for when in (fields, time.struct_time(fields), time.localtime(1600000000), time.gmtime(1600000000), fields[:8] + (0,),
             time.struct_time(fields[:8] + (1,)), time.strptime('2020 UTC', '%Y %Z')):
    print([time.strftime(form, when) for form in ('%Z', '%#Z', '%z')])

stamp = datetime.datetime
gap, twice = stamp(2021, 3, 28, 2, 30), stamp(2021, 10, 31, 2, 30)
for moment in gap, gap.replace(fold=1), twice, twice.replace(fold=1):
    told('local', moment.astimezone)
    told('utc', lambda: moment.astimezone(datetime.timezone.utc))
told('second reading', lambda: stamp.fromtimestamp(1635643800))
told('first year', lambda: stamp.fromtimestamp(-62135596800))
told('first year in utc', lambda: stamp.utcfromtimestamp(-62135596800))


class Odd(datetime.tzinfo):
    def utcoffset(self, when):
        return 5


told('offset', stamp(2020, 1, 1, tzinfo=Odd()).utcoffset)
told('astimezone', stamp(2020, 1, 1, tzinfo=Odd()).astimezone)
told('timespec', lambda: gap.isoformat(' ', None))
told('timespec', lambda: gap.time().isoformat(None))

for text, form in (('2021 53 7', '%G %V %u'), ('2020 53 7', '%G %V %u'), ('2021 1 1', '%G %V %u'), ('10 4', '%V %u'), ('10', '%V'),
                   ('2021 10 4', '%Y %V %u'), ('2021 0 3', '%Y %U %w')):
    told(form, lambda: time.strptime(text, form))
