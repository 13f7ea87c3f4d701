# streams in memory need protocol 2; a zone says how it was made, and one of a file cannot be made again
import copy, io, pickle, zoneinfo


def tell(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


for stream in (io.StringIO('ab'), io.BytesIO(b'ab')):
    stream.read(1)
    for protocol in range(6):
        tell(lambda: pickle.loads(pickle.dumps(stream, protocol)).read())
    tell(lambda: stream.__reduce__())
    tell(lambda: copy.copy(stream).read())
    tell(lambda: stream.__reduce_ex__(2)[1:])

rome = zoneinfo.ZoneInfo('Europe/Rome')
alone = zoneinfo.ZoneInfo.no_cache('Europe/Rome')
with open('/usr/share/zoneinfo/Europe/Rome', 'rb') as f:
    named = zoneinfo.ZoneInfo.from_file(f, key='k')
for protocol in range(6):
    tell(lambda: pickle.dumps(rome, protocol))
tell(lambda: pickle.loads(pickle.dumps(rome)) is rome)
tell(lambda: rome.__reduce__()[1])
tell(lambda: alone.__reduce__()[1])
tell(lambda: pickle.loads(pickle.dumps(alone)) is rome)
tell(lambda: copy.copy(rome) is rome)
tell(lambda: named.__reduce__())
tell(lambda: copy.deepcopy(named))
tell(lambda: pickle.dumps(named))
