"""Constants and small functions of sys, fcntl, os, time and functools that few scripts need."""
import fcntl, functools, os, sys, threading, time
print(len(sys.stdlib_module_names), type(sys.stdlib_module_names).__name__, {'os', '_io', 'winreg', 'zoneinfo'} <= sys.stdlib_module_names, 'numpy' in sys.stdlib_module_names)
print([(n, getattr(fcntl, n)) for n in ('F_EXCLCK F_EXLCK F_SHLCK LOCK_MAND LOCK_READ LOCK_WRITE LOCK_RW DN_ACCESS DN_MODIFY DN_CREATE DN_DELETE DN_RENAME DN_ATTRIB DN_MULTISHOT F_GETLK64 F_SETLK64 F_SETLKW64').split() if hasattr(fcntl, n)])
print(os.MFD_HUGE_SHIFT, os.MFD_HUGE_MASK, os.MFD_HUGE_64KB, os.MFD_HUGE_16GB)
print(time.clock_gettime(time.pthread_getcpuclockid(threading.get_ident())) >= 0, functools.partial[int], functools.partial[int].__origin__ is functools.partial)
print(list.__iter__.__text_signature__, int.__add__.__text_signature__, tuple.__getitem__.__text_signature__, dict.__setitem__.__text_signature__, int.__pow__.__text_signature__, object.__init__.__text_signature__, property.__get__.__text_signature__, [].__len__.__text_signature__)
print(list.append.__text_signature__, [].append.__text_signature__, dict.fromkeys.__text_signature__, len.__text_signature__)
print(os.terminal_size((80, 24)), os.terminal_size([1, 2]).lines, os.terminal_size.__module__)
try: os.terminal_size((1,))
except TypeError as e: print(e)
