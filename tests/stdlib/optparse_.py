"""optparse."""
import optparse, io, contextlib, os
os.environ['COLUMNS'] = '80'
def run(p, *argvs):
    for a in argvs:
        out, err = io.StringIO(), io.StringIO()
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err): r = p.parse_args(a.split())
            print(a, '->', r[0].__dict__, r[1])
        except SystemExit as e: print(a, 'EXIT', e.code); print(out.getvalue(), end=''); print(err.getvalue(), end='')
p = optparse.OptionParser(usage='usage: %prog [options] arg', version='%prog 1.0', prog='prg', description='Does things. ' * 8, epilog='The end.')
p.add_option('-f', '--file', dest='filename', help='write report to FILE', metavar='FILE'); p.add_option('-q', '--quiet', action='store_false', dest='verbose', default=True, help="don't print status messages to stdout [default: %default]")
p.add_option('-n', type='int', dest='num', default=3, help='number ' * 20); p.add_option('--point', type='float', nargs=2); p.add_option('-v', action='count', dest='lvl'); p.add_option('-a', action='append'); p.add_option('--mode', type='choice', choices=['x', 'y'], default='x'); p.add_option('--very-long-option-name', action='store_true'); p.add_option('--hid', help=optparse.SUPPRESS_HELP)
p.add_option('--cb', action='callback', callback=lambda o, s, v, pp: print('cb', s, v), type='string')
g = optparse.OptionGroup(p, 'Dangerous', 'Group description'); g.add_option('-g', action='store_true', help='Group option.'); p.add_option_group(g)
run(p, '-h', '--version', '-f x y z', '-fx -qvv', '--file=x -n 5', '-n x', '--point 1 2 rest', '--point 1', '-a 1 -a 2', '--mode z', '--mo y', '--ver', '--zzz', '-z', '--quiet=1', '-n', '--cb hi', '-- -f', '-n 0x1f', '')
print(p.has_option('-f'), p.get_option('--file').dest, p.get_usage(), p.defaults)
for f in [lambda: p.add_option('-f'), lambda: p.add_option('x'), lambda: p.add_option('--a', action='zz'), lambda: p.add_option('--b', type='zz'), lambda: p.add_option('--c', foo=1), lambda: p.add_option('--d', type='choice'), lambda: optparse.Option()]:
    try: f()
    except Exception as e: print(type(e).__name__, e)
