"""Joining the main thread from another, interrupt_main, an excepthook that fails, small stacks; references in
dictConfig and rotated files with names of one's own."""
import logging.config
import logging.handlers
import os
import signal
import sys
import tempfile
import threading
import time
import _thread


def fails():
    raise ValueError('in the thread')


def hook(args):
    raise KeyError('in the hook')


sys.stderr = sys.stdout
sys.excepthook = lambda kind, value, traceback: print('sys.excepthook', kind.__name__, value)
threading.excepthook, kept = hook, threading.excepthook
t = threading.Thread(target=fails)
t.start()
t.join()
threading.excepthook = kept
sys.excepthook = sys.__excepthook__

for signum in (-1, 0, signal.NSIG):
    try:
        _thread.interrupt_main(signum)
    except ValueError as e:
        print(e)
signal.signal(signal.SIGTERM, lambda signum, frame: print('handler', signum))
_thread.interrupt_main(signal.SIGTERM)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
_thread.interrupt_main(signal.SIGTERM)
try:
    _thread.interrupt_main()
except KeyboardInterrupt:
    print('interrupted')

print(threading.stack_size(65536), threading.stack_size(0))
t = threading.Thread(target=print, args=('small stack',))
t.start()
t.join()

logging.config.dictConfig({
    'version': 1,
    'forms': {'short': {'format': '%(levelname)s ++ %(message)s'}},
    'outputs': {'out': {'class': 'logging.StreamHandler', 'formatter': 'short', 'stream': 'ext://sys.stdout'}},
    'formatters': 'cfg://forms', 'handlers': {'out': 'cfg://outputs[out]'},
    'root': {'level': 'INFO', 'handlers': ['out']}})
logging.info('by reference')
c = logging.config.BaseConfigurator({'list': ['a', 'b'], 'nest': ['o', 'cfg://list', ('cfg://list[1]',)]})
print(c.convert('cfg://nest[0]'), c.convert('cfg://nest[1][0]'), c.convert('cfg://nest[2][0]'))

with tempfile.TemporaryDirectory() as folder:
    for base in ('a.log', 'a.b.log'):
        handler = logging.handlers.TimedRotatingFileHandler(os.path.join(folder, base), 'S', backupCount=1, delay=True)
        handler.namer = lambda name: name.replace('.log', '') + '.log'
        for second in range(3):
            open(os.path.join(folder, base[:-4] + f'.2020-01-01_00-00-0{second}.log'), 'w').close()
        print([os.path.basename(name) for name in handler.getFilesToDelete()])
        handler.close()


def last():
    main.join()
    print('after the main thread')


main = threading.current_thread()
threading.Thread(target=last).start()
time.sleep(0.02)
print('end of the main thread')
