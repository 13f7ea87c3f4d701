"""The main thread of a child process can be joined, as that of the first."""
import os
import sys
import threading
import time


def last():
    main.join()
    print('after the main thread of the child', flush=True)


sys.stdout.flush()
pid = os.fork()
if pid:
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
else:
    main = threading.current_thread()
    threading.Thread(target=last).start()
    time.sleep(0.02)
    print('end of the main thread', flush=True)
