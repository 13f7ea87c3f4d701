# Without pipes communicate() waits with what is left of the time, and tells that; with pipes it tells the time asked for.
import subprocess


def check(what, f, *args, asked, **kwargs):
    try:
        f(*args, timeout=asked, **kwargs)
    except subprocess.TimeoutExpired as e:
        print(what, e.timeout == asked, asked - 0.1 < e.timeout <= asked, e.output, e.cmd,
              str(e).startswith(f"Command '{e.cmd}' timed out after "))


nap = ['sleep', '5']
check('run', subprocess.run, nap, asked=0.15)
check('call', subprocess.call, nap, asked=0.15)
check('output', subprocess.check_output, ['sh', '-c', 'echo out; exec sleep 5'], asked=0.3)
check('captured', subprocess.run, nap, asked=0.15, capture_output=True)
with subprocess.Popen(nap) as p:
    check('wait', p.wait, asked=0.1)
    check('communicate', p.communicate, asked=0.1)
    p.kill()
with subprocess.Popen(nap, stdout=subprocess.PIPE) as p:
    check('pipe', p.communicate, asked=0.1)
    p.kill()
