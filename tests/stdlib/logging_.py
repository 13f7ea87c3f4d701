"""logging: levels, formats, handlers, configuration, errors."""
import logging, logging.handlers, logging.config, sys, io, os, warnings, tempfile, re
def t(*fs):
    for f in fs:
        try: print(repr(f()))
        except Exception as e: print(type(e).__name__, e)
out = io.StringIO()
logging.basicConfig(stream=out, level=logging.INFO, format='%(levelname)-8s|%(name)s|%(funcName)s|%(lineno)d|%(module)s|%(filename)s|%(message)s')
logging.debug('no'); logging.info('a %d %s', 1, 'x'); logging.warning('dict %(k)s', {'k': 5}); logging.error('plain %s'); logging.critical('c')
log = logging.getLogger('a.b.c'); log.setLevel('DEBUG'); log.debug('dbg'); log.log(25, 'lvl %s', 25)
def f():
    log.info('in f'); g()
def g(): log.info('in g', stacklevel=2)
f()
try: 1 / 0
except ZeroDivisionError: log.exception('oops'); log.error('e', exc_info=True)
log.warning('stack', stack_info=True)
print(re.sub(r'File ".*[/"]', 'File "', out.getvalue()))
print(log, log.parent, logging.getLogger('a.b'), logging.getLogger('a').getEffectiveLevel(), logging.getLogger(), log.getChild('d').name, log.isEnabledFor(5), logging.getLogger('a.b.c') is log, logging.root.handlers)
print(logging.getLevelName(10), logging.getLevelName('INFO'), logging.getLevelName(15), logging.getLevelName('zz'), logging.getLevelNamesMapping()['WARN'])
logging.addLevelName(15, 'TRACE'); print(logging.getLevelName(15), logging.getLevelName('TRACE'))
t(lambda: log.setLevel('NOPE'), lambda: log.setLevel(1.5), lambda: logging.getLogger(5), lambda: log.log('x', 'y'), lambda: logging.basicConfig(stream=1, filename='x', force=True), lambda: logging.basicConfig(foo=1, force=True, stream=out), lambda: logging.basicConfig(style='q', force=True), lambda: logging.Formatter('%(x)'), lambda: logging.Formatter('nofields'), lambda: logging.Formatter('{', style='{'), lambda: logging.Formatter('{a!x}', style='{'), lambda: logging.Formatter('abc', style='{'), lambda: logging.Formatter('$', style='$'), lambda: logging.Formatter('abc', style='$'), lambda: logging.Formatter(style='z'), lambda: log.info('x', extra={'message': 1}), lambda: logging.Handler().emit(None), lambda: logging.setLoggerClass(int))
rec = logging.makeLogRecord({'name': 'n', 'levelname': 'INFO', 'levelno': 20, 'msg': 'hello %s', 'args': ('w',), 'created': 0.5, 'msecs': 500.0, 'lineno': 3})
logging.Formatter.converter = __import__('time').gmtime
for fm in [logging.Formatter(), logging.Formatter('%(asctime)s %(message)s'), logging.Formatter('{asctime}|{levelname:>8}|{message}', style='{'), logging.Formatter('$asctime ${message} $levelname', style='$'), logging.Formatter('%(asctime)s %(message)s', '%d/%m/%Y'), logging.Formatter('%(message)s %(user)s', defaults={'user': 'def'})]: print(fm.format(rec))
t(lambda: logging.Formatter('%(nope)s').format(rec))
print(rec, logging.LogRecord('n', 10, '/a/b.py', 7, 'm %s', ('q',), None).getMessage())
log2 = logging.getLogger('two'); log2.propagate = False; o2 = io.StringIO(); h = logging.StreamHandler(o2); h.setFormatter(logging.Formatter('%(message)s')); h.setLevel(logging.WARNING); log2.addHandler(h); log2.addHandler(h); log2.warning('once'); log2.info('no'); print(repr(o2.getvalue()), h, log2.handlers == [h], log2.hasHandlers())
class F(logging.Filter):
    def filter(self, r): r.msg = r.msg.upper(); return 'skip' not in r.msg.lower()
log2.addFilter(F()); log2.warning('abc'); log2.warning('skip me'); h.addFilter(lambda r: 'Z' not in r.msg); log2.warning('zzz'); print(repr(o2.getvalue()))
ad = logging.LoggerAdapter(log2, {'user': 'bob'}); h.setFormatter(logging.Formatter('%(user)s %(message)s')); ad.warning('hi %s', 'x'); print(repr(o2.getvalue()), ad)
d = tempfile.mkdtemp(); fn = os.path.join(d, 'x.log')
fh = logging.FileHandler(fn, 'w', encoding='utf-8'); lf = logging.getLogger('file'); lf.propagate = False; lf.addHandler(fh); lf.warning('é'); fh.close(); print(open(fn, encoding='utf-8').read())
rh = logging.handlers.RotatingFileHandler(fn, maxBytes=30, backupCount=2); lf.handlers = [rh]
for i in range(8): lf.warning('message number %d', i)
rh.close(); print(sorted(os.listdir(d)), [open(os.path.join(d, x)).read() for x in sorted(os.listdir(d))])
th = logging.handlers.TimedRotatingFileHandler(os.path.join(d, 't.log'), when='midnight', backupCount=1, utc=True); print(th.computeRollover(1000000), th.suffix, th.interval); th.close()
t(lambda: logging.handlers.TimedRotatingFileHandler(fn, when='q'), lambda: logging.handlers.TimedRotatingFileHandler(fn, when='w9'))
tgt = io.StringIO(); mh = logging.handlers.MemoryHandler(3, target=logging.StreamHandler(tgt)); lf.handlers = [mh]; lf.warning('1'); lf.warning('2'); print(repr(tgt.getvalue())); lf.error('3'); print(repr(tgt.getvalue()))
class Q:
    def __init__(self): self.l = []
    def put_nowait(self, x): self.l.append(x)
q = Q(); lf.handlers = [logging.handlers.QueueHandler(q)]; lf.warning('queued %s', 1); print(q.l[0].msg, q.l[0].args)
logging.disable(logging.WARNING); log2.warning('disabled'); logging.disable(logging.NOTSET)
o3 = io.StringIO()
logging.config.dictConfig({'version': 1, 'disable_existing_loggers': False, 'formatters': {'f': {'format': '[%(levelname)s] %(name)s: %(message)s'}, 'b': {'format': '{message}', 'style': '{'}}, 'filters': {'only': {'name': 'cfg.sub'}}, 'handlers': {'h': {'class': 'logging.StreamHandler', 'formatter': 'f', 'level': 'INFO', 'stream': o3}, 'n': {'class': 'logging.NullHandler'}, 'x': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'b', 'filters': ['only']}}, 'loggers': {'cfg': {'handlers': ['h', 'x'], 'level': 'DEBUG', 'propagate': False}}, 'root': {'level': 'ERROR', 'handlers': ['n']}})
logging.getLogger('cfg').info('one'); logging.getLogger('cfg.sub').debug('two'); print(o3.getvalue(), logging.root, logging.root.handlers)
t(lambda: logging.config.dictConfig({}), lambda: logging.config.dictConfig({'version': 2}), lambda: logging.config.dictConfig({'version': 1, 'handlers': {'h': {'class': 'no.such'}}}), lambda: logging.config.dictConfig({'version': 1, 'root': {'handlers': ['zz']}}))
o4 = io.StringIO(); hw = logging.StreamHandler(o4); logging.getLogger('py.warnings').addHandler(hw); logging.captureWarnings(True); warnings.warn_explicit('careful', UserWarning, 'f.py', 3); logging.captureWarnings(False); print(repr(o4.getvalue()))
sys.stderr = e = io.StringIO(); lr = logging.getLogger('nohandlers'); lr.propagate = False; lr.warning('last resort'); lr.info('x'); bad = logging.getLogger('bad'); bad.propagate = False; bad.addHandler(logging.StreamHandler(io.StringIO())); bad.error('%d', 'x'); sys.stderr = sys.__stderr__
s = e.getvalue(); print(s.splitlines()[0], s.splitlines()[1], s.splitlines()[-3:])
lf.handlers = [logging.NullHandler()]; lf.error('gone'); print(lf.handlers, logging.Handler(5), logging.lastResort)
