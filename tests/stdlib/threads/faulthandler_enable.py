"""faulthandler.enable: what a crash of the process writes, in children that crash."""
import os, re, subprocess, sys
# a sanitizer the interpreter may be built with must not take the signals
ENV = {**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":handle_segv=0:handle_sigfpe=0:handle_abort=0:handle_sigbus=0:handle_sigill=0"}
def child(code, *options):
    r = subprocess.run([sys.executable, *options, '-c', code], capture_output=True, text=True, env=ENV)
    print(r.returncode, *(re.sub('0x[0-9a-f]{16}', 'ID', t) for t in (r.stdout, r.stderr)))
child('''
import faulthandler; faulthandler.enable()
def f(n):
    if n: return f(n - 1)
    faulthandler._sigsegv()
def gé(): f(2)
gé()''')
child('import faulthandler as f; print(f.is_enabled(), f.enable(), f.is_enabled(), f.disable(), f.disable(), f.is_enabled(), flush=True); f._sigfpe()')
child('import faulthandler as f; f.enable(all_threads=False); f._read_null()')
child('import faulthandler as f, os; print(f.is_enabled(), flush=True); os.abort()', '-X', 'faulthandler')
child('''
import faulthandler as f, sys, threading
f.enable(sys.stdout.fileno())
def deep(n): f._sigabrt() if n == 0 else deep(n - 1)
deep(120)''')
child('''
import faulthandler as f, threading
e, go = threading.Event(), threading.Event()
class Q:
    def wait(self): e.set(); go.wait()
t = threading.Thread(target=Q().wait, daemon=True); t.start(); e.wait()
f.enable(); f._sigsegv()'''.replace('f.enable(); ', 'f.enable(all_threads=False); '))
for bad in (lambda m: m.enable(-1), lambda m: m.enable('x')):
    import faulthandler
    try: bad(faulthandler)
    except (ValueError, AttributeError) as e: print(type(e).__name__, e)
