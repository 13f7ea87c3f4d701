"""graphlib, filecmp, fileinput, shelve, dbm."""
import contextlib, dbm, dbm.dumb, filecmp, fileinput, graphlib, io, os, shelve, sys, tempfile
os.chdir(tempfile.mkdtemp())
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
ts = graphlib.TopologicalSorter({'D': {'B', 'C'}, 'C': {'A'}, 'B': {'A'}})
order = list(ts.static_order()); print(order[0], sorted(order[1:3]), order[3])
ts = graphlib.TopologicalSorter(); ts.add(1, 2, 3); ts.add(2, 3); err(ts.is_active); ts.prepare(); err(ts.prepare); err(lambda: ts.add(9))
print(ts.get_ready(), ts.get_ready(), bool(ts)); ts.done(3); err(lambda: ts.done(3)); err(lambda: ts.done(1)); err(lambda: ts.done(77)); print(ts.get_ready()); ts.done(2); print(ts.get_ready()); ts.done(1); print(ts.is_active())
try: list(graphlib.TopologicalSorter({1: [2], 2: [3], 3: [1]}).static_order())
except graphlib.CycleError as e: print(e.args[0], sorted(set(e.args[1])), e.args[1][0] == e.args[1][-1])
os.makedirs('a/sub'); os.makedirs('b/sub')
for n, t in ('a/1', 'x'), ('b/1', 'x'), ('a/2', 'x'), ('b/2', 'y'), ('a/3', ''), ('b/4', ''), ('a/sub/s', 'q'), ('b/sub/s', 'q'): open(n, 'w').write(t)
os.utime('a/2', (1, 1)); print(filecmp.cmp('a/1', 'b/1'), filecmp.cmp('a/2', 'b/2', shallow=False), filecmp.cmpfiles('a', 'b', ['1', '2', '3']), filecmp.cmp('a/sub', 'b/sub'))
d = filecmp.dircmp('a', 'b'); print(d.left_only, d.right_only, d.common, d.same_files, d.diff_files, d.common_dirs, sorted(d.subdirs)); d.report_full_closure(); err(lambda: d.zz)
open('f1', 'w').write('one\ntwo\n'); open('f2', 'w').write('three\n')
with fileinput.input(['f1', 'f2']) as f:
    for line in f: print(repr(line), f.filename(), fileinput.lineno(), f.filelineno(), f.isfirstline(), f.isstdin())
fileinput.close()
with fileinput.FileInput('f1', inplace=True, backup='.old') as f:
    for line in f: print(line.upper(), end='')
print(open('f1').read(), sorted(os.listdir('.'))); err(fileinput.filename); err(lambda: fileinput.FileInput('f1', mode='w'))
with fileinput.FileInput(['f1', 'f2'], mode='rb') as f: print(f.readline(), f.fileno() > 2); f.nextfile(); print(f.readline(), f.lineno())
with dbm.dumb.open('db', 'n') as db:
    db['k'] = 'v'; db[b'x'] = b'y' * 600; db['k'] = 'w'; print(sorted(db.keys()), db['k'], len(db), b'k' in db, db.get('zz'), db.setdefault('n', b'1')); del db['n']
print(dbm.whichdb('db'), dbm.whichdb('nosuch'), open('db.dir').read()); err(lambda: dbm.open('nosuch')); err(lambda: dbm.dumb.open('db', 'q')); err(lambda: dbm.dumb.open('db', 'r').__setitem__('a', 'b')); err(lambda: dbm.dumb.open('db').__setitem__(1, 'b')); err(lambda: db['k'])
s = shelve.Shelf(dbm.dumb.open('sh', 'c')); s['a'] = [1, {'b': 2}]; s['a'].append(3); print(s['a'], 'a' in s, s.get('q', 5), list(s), len(s)); s.close(); err(lambda: s['a']); err(lambda: len(s))
with shelve.Shelf(dbm.dumb.open('sh', 'c'), writeback=True) as s: s['a'].append(3); s['b'] = None
with shelve.Shelf(dbm.dumb.open('sh', 'r')) as s: print(dict(s)); err(lambda: s['zz'])
