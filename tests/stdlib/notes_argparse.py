# Parsers with groups, subcommands and actions of all kinds, their help and their errors.
import os; os.environ['COLUMNS'] = '80'
import argparse, sys, io, contextlib, pathlib, enum
def run(p, argv):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try: r = p.parse_args(argv)
        except SystemExit as e: r = 'exit %s' % e.code
    print(argv, '->', r); 
    if out.getvalue(): print(out.getvalue())
    if err.getvalue(): print(err.getvalue())
p = argparse.ArgumentParser(prog='tool', description='A tool that does %(prog)s things.', epilog='See the manual.', formatter_class=argparse.ArgumentDefaultsHelpFormatter)
p.add_argument('--version', action='version', version='%(prog)s 1.0')
p.add_argument('-v', '--verbose', action='count', default=0, help='be noisy')
p.add_argument('-c', '--config', type=pathlib.Path, metavar='FILE', default='a.cfg', help='configuration')
g = p.add_mutually_exclusive_group(required=True); g.add_argument('--on', action='store_true'); g.add_argument('--off', action='store_false', help='turn off')
grp = p.add_argument_group('network', 'settings of the net'); grp.add_argument('--host', default='localhost', help='host name'); grp.add_argument('--port', type=int, choices=range(80, 84), help='one of %(choices)s')
p.add_argument('--color', action=argparse.BooleanOptionalAction, default=True, help='colours')
p.add_argument('--tag', action='append', help=argparse.SUPPRESS); p.add_argument('--ext', action='extend', nargs='+')
sub = p.add_subparsers(title='commands', dest='cmd', help='what to do', metavar='CMD', required=True)
a = sub.add_parser('add', help='add files', aliases=['a'], description='Adds.'); a.add_argument('files', nargs='+', help='the files'); a.add_argument('--force', '-f', action='store_true')
r = sub.add_parser('rm', help='remove'); r.add_argument('file', nargs='?', default='x'); r.add_argument('rest', nargs=argparse.REMAINDER); r.set_defaults(func=len)
for argv in (['-h'], ['--version'], ['--on', 'add', 'f1', 'f2'], ['--on', '--off', 'add', 'f'], ['add', 'f'], ['--on'], ['--on', 'nope'], ['--on', '--port', '99', 'add', 'x'], ['--on', '--port', 'abc', 'a', 'x'], ['--on', '-vvv', '--no-color', '--tag', 'a', '--tag=b', '--ext', '1', '2', '--ext', '3', '--', 'rm', 'q', '-z', '--y'], ['--on', 'add', '-h'], ['--on', 'add'], ['--on', 'rm', '-h'], ['--o', 'add', 'x'], ['--verb', '--on', 'add', 'x', '--bogus'], ['-vc', 'q.cfg', '--on', 'add', '-f', 'x'], ['--config=', '--on', 'a', 'b'], ['-cfoo', '--off', 'a', 'b']): run(p, argv)
p2 = argparse.ArgumentParser('p2', add_help=False, allow_abbrev=False, fromfile_prefix_chars='@', argument_default=argparse.SUPPRESS, usage='%(prog)s [opts]')
p2.add_argument('--n', type=int, nargs=2, metavar=('A', 'B')); p2.add_argument('--f', type=argparse.FileType('r')); p2.add_argument('pos', nargs='*', type=float); p2.add_argument('--const', action='store_const', const=42); p2.add_argument('--ac', dest='l', action='append_const', const=1)
for argv in ([], ['--n', '1', '2', '3.5', '4'], ['--n', '1'], ['--f', '/nonexistent.txt'], ['@nofile'], ['1', 'x'], ['--ac', '--ac', '--const'], ['--nn'], ['-1']): run(p2, argv)
print(p2.parse_known_args(['--zzz', '1', '-q', '2'])); print(p2.format_help()); print(p2.format_usage())
ns = argparse.Namespace(a=1, b='x'); print(ns, 'a' in ns, ns == argparse.Namespace(a=1, b='x'), vars(ns))
print(p2.parse_args(['--const'], namespace=ns)); print(p2, p2.get_default('const'))
class Up(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        print(parser.prog, namespace, values, option_string); setattr(namespace, self.dest, values.upper())
p3 = argparse.ArgumentParser(prog='p3', parents=[p2], conflict_handler='resolve', prefix_chars='-+', exit_on_error=False); p3.add_argument('+x', '++xx', action=Up, help='100%% up')
run(p3, ['+x', 'abc']); print(p3.format_help())
try: p3.parse_args(['--n', 'q', '1'])
except argparse.ArgumentError as e: print(repr(e), e, e.argument_name, e.message)
def pos(s):
    v = int(s)
    if v < 0: raise argparse.ArgumentTypeError(f'{v} is negative')
    return v
p4 = argparse.ArgumentParser(prog='p4', formatter_class=argparse.RawDescriptionHelpFormatter, description='line 1\n   line 2'); p4.add_argument('num', type=pos); p4.add_argument('mode', choices=['fast', 'slow'], help='a very long help text that must be wrapped because it does not fit into the line of the terminal at all ' * 2)
for argv in (['-h'], ['-5', 'fast'], ['x', 'fast'], ['5', 'mid'], ['5', 'slow']): run(p4, argv)
for bad in (lambda: p4.add_argument('-q', action='nope'), lambda: p4.add_argument('a', dest='b'), lambda: p4.add_argument('--h'  , '-h'), lambda: p4.add_argument('x', required=True), lambda: p4.add_argument('--t', type=3), lambda: p4.add_argument('--s', action='store_true', nargs=1), lambda: p4.add_argument('y', nargs=0), lambda: p4.add_argument('--z', nargs=2, metavar=('A',)), lambda: p4.add_argument('---'), lambda: p4.add_argument(), lambda: p4.add_argument('--p', bogus=1), lambda: argparse.ArgumentParser(bogus=1), lambda: argparse.FileType('r')('nofile')):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
class RawMeta(argparse.MetavarTypeHelpFormatter): pass
p5 = argparse.ArgumentParser(prog='p5', formatter_class=RawMeta); p5.add_argument('--i', type=int); p5.add_argument('f', type=float); p5.print_help()
print(p5.parse_intermixed_args(['1.5', '--i', '3']))
