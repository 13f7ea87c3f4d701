"""Errors about descriptors where paths may stand do not name them; os.waitid_result; limits that are none."""
import os
def err(f, *a):
    try: print(f(*a))
    except OSError as e: print(e, e.filename)
for f in os.listdir, os.scandir, os.stat, os.chdir, os.statvfs: err(f, 9999)
err(os.truncate, 9999, 0); err(os.chmod, 9999, 0); err(os.sysconf, -1)
child = os.fork()
if not child: os._exit(7)
r = os.waitid(os.P_PID, child, os.WEXITED)
print(type(r) is os.waitid_result, os.waitid_result, r.si_status, len(r), r.si_pid == child)
