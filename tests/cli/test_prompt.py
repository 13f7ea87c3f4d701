"""test_prompt.py KUKRI: the interactive session on a pseudo-terminal."""
import os
import pty
import re
import select
import sys
import tempfile
import time

KUKRI = os.path.abspath(sys.argv[1])


class Session:
    def __init__(self):
        self.home = tempfile.mkdtemp()
        pid, self.fd = pty.fork()
        if pid == 0:
            os.environ.update(HOME=self.home, TERM='xterm', COLUMNS='80')
            for k in list(os.environ):
                if k.startswith('PYTHON'):
                    del os.environ[k]
            os.execv(KUKRI, [KUKRI, '-q'])
        self.pid = pid
        self.text = ''

    def read_until(self, what, timeout=10):
        """Text up to what, without terminal control sequences."""
        end = time.time() + timeout
        while what not in self.text:
            left = end - time.time()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                raise AssertionError(f'no {what!r} in {self.text!r}')
            try:
                data = os.read(self.fd, 4096).decode('utf-8', 'replace')
            except OSError:
                raise AssertionError(f'closed; no {what!r} in {self.text!r}')
            self.text += re.sub(r'\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r', '', data)
        i = self.text.index(what) + len(what)
        got, self.text = self.text[:i], self.text[i:]
        return got

    def send(self, s):
        os.write(self.fd, s.encode())

    def ask(self, line, prompt='>>> '):
        """Types a line; what was printed before the next prompt."""
        self.send(line + '\n')
        return self.read_until('\n' + prompt) if prompt else ''

    def end(self):
        self.send('\x04')
        for _ in range(100):
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.05)
            try:
                if select.select([self.fd], [], [], 0)[0]:
                    os.read(self.fd, 4096)
            except OSError:
                pass
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        raise AssertionError('did not end')


def check(name, cond, *info):
    print('ok' if cond else 'FAILED', name, *([] if cond else info))
    if not cond:
        check.failed += 1


check.failed = 0
s = Session()
s.read_until('>>> ')
check('expression', '42' in s.ask('40 + 2'))
check('underscore', '43' in s.ask('_ + 1'))
s.send('def f(x):\n')
s.read_until('... ')
s.send('return x * 2\n'.join(['    ', '']))
s.read_until('... ')
check('block', s.ask('') is not None)
check('call', '10' in s.ask('f(5)'))
got = s.ask('1/0')
check('traceback', 'ZeroDivisionError: division by zero' in got, got)
s.send('while True: pass\n')
s.read_until('... ')
s.send('\n')
time.sleep(0.5)
s.send('\x03')
got = s.read_until('>>> ')
check('ctrl-c stops the code', 'KeyboardInterrupt' in got, got)
s.send('abandoned (')
time.sleep(0.2)
s.send('\x03')
got = s.read_until('>>> ')
check('ctrl-c drops the line', 'KeyboardInterrupt' in got, got)
check('session goes on', '7' in s.ask('3 + 4'))
s.send('x = [1,\n')
s.read_until('... ')
s.ask('2]')
check('brackets over lines', '[1, 2]' in s.ask('x'))
s.send('\x1b[A')  # arrow up: the last line again
time.sleep(0.2)
check('history', '[1, 2]' in s.ask(''))
s.send('impor\t')
time.sleep(0.3)
got = s.ask('math; math.pi')
check('completion', '3.14159' in got, got)
s.send('input("name" + "?") * 2\n')
s.read_until('name?')
time.sleep(0.2)
check('input', 'abab' in s.ask('ab'))
check('exit status', s.end() == 0)
check('history file', os.path.exists(os.path.join(s.home, '.kukri_history')))
s = Session()
s.read_until('>>> ')
s.send('exit(3)\n')
time.sleep(0.5)
check('exit()', os.waitstatus_to_exitcode(os.waitpid(s.pid, 0)[1]) == 3)
sys.exit(check.failed > 0)
