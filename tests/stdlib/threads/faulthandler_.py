"""faulthandler: where threads stand, written to a file."""
import faulthandler
import re
import tempfile

with tempfile.TemporaryFile('w+') as f:
    def inner():
        faulthandler.dump_traceback(f, all_threads=False)
        faulthandler.dump_traceback(f)

    inner()
    f.seek(0)
    print(re.sub(r'0x[0-9a-f]{16}', 'ID', f.read().replace(__file__, 'FILE')))
print(faulthandler.is_enabled())
for bad in lambda: faulthandler.dump_traceback_later(0), lambda: faulthandler.unregister(1):
    try:
        print(bad())
    except ValueError as e:
        print(e)
