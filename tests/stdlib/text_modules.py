"""pprint, shlex, configparser, html, urllib.parse, difflib."""
import pprint, shlex, configparser, html, urllib.parse as U, difflib, io, collections, types, dataclasses
from html.parser import HTMLParser
def t(*fs):
    for f in fs:
        try: print(repr(f()))
        except Exception as e: print(type(e).__name__, e)
data = {'name': 'x' * 30, 'list': list(range(30)), 'nested': {'a': [1, 2, {'b': (1,)}], 'z': 'some text ' * 12}, 'set': {3, 1, 2}, 'tuple': tuple('abcdefgh' * 4), 5: b'bytes' * 30, 'e': [], 'od': collections.OrderedDict([('k' * 20, 1), ('j' * 40, 2)]), 'dd': collections.defaultdict(list, {'q' * 30: [1] * 20}), 'cnt': collections.Counter('abracadabra' * 3), 'dq': collections.deque(range(40), maxlen=50), 'ns': types.SimpleNamespace(alpha='a' * 40, beta='b' * 40), 'cm': collections.ChainMap({'a' * 30: 1}, {'b' * 30: 2}), 'fs': frozenset(['x' * 40, 'y' * 40]), 'mp': types.MappingProxyType({'m' * 40: 1, 'n' * 40: 2}), 'ba': bytearray(b'z' * 80), 'ud': collections.UserDict({'a' * 40: 1, 'b' * 40: 2})}
pprint.pprint(data); pprint.pprint(data, width=40, compact=True, indent=4); pprint.pp({'b': 1, 'a': 2}); print(pprint.pformat(data['nested'], depth=1), pprint.pformat([1, [2, [3, [4]]]], depth=2))
@dataclasses.dataclass
class P:
    name: str; items: list; other: object = None
pprint.pprint([P('n' * 40, list(range(30))), P('m', [1])]); pprint.pprint(P('n' * 50, [1, 2], P('z' * 50, [])))
r = [1]; r.append(r); print(pprint.isrecursive(r), pprint.isreadable(r), pprint.saferepr([1, 'a'])); pprint.pprint(1234567, underscore_numbers=True); pprint.pprint({'z': 1, 'a': {'y': 2, 'b': 3}}, sort_dicts=False); pprint.pprint({1: 'a', 'b': 2, None: 3}); pprint.pprint('word ' * 40); pprint.pprint(['line one\nline two\n' * 5])
for bad in [lambda: pprint.pprint(1, indent=-1), lambda: pprint.pformat(1, depth=0), lambda: pprint.pformat(1, width=0)]: t(bad)
for s in ['a b c', 'a "b c" d', "it\\'s 'x y'", 'a # c', '"a\\"b" \\n', "''", 'a""b', 'x=1;y|z', '"un', 'a\\', '']:
    t(lambda: shlex.split(s), lambda: shlex.split(s, comments=True), lambda: shlex.split(s, posix=False), lambda: list(shlex.shlex(s)), lambda: list(shlex.shlex(s, punctuation_chars=True, posix=True)))
print(shlex.quote("it's"), shlex.quote('a b'), shlex.quote(''), shlex.quote('ok-1'), shlex.join(['a b', 'c']))
cfg = '''[DEFAULT]
base = /tmp
[one]
path = %(base)s/x
num: 5
flag = yes
multi = a
    b

    c
; comment
# another
empty =
[two]
KEY = Value ; not comment
f = 1.5
bad = %(nope)s
'''
c = configparser.ConfigParser(); c.read_string(cfg)
print(c.sections(), dict(c['one']), c.get('one', 'path'), c.getint('one', 'num'), c.getboolean('one', 'flag'), c['two'].getfloat('f'), c.options('two'), c.has_option('one', 'base'), c.has_section('x'), 'one' in c, c['one'].get('zz', 'dflt'), c.get('one', 'path', raw=True), c.items('one'), c.defaults(), c['one'], c.get('two', 'key'), c.get('one', 'zz', fallback=None), len(c), list(c))
t(lambda: c.get('no', 'x'), lambda: c.get('one', 'nokey'), lambda: c.get('two', 'bad'), lambda: c['zz'], lambda: c['one']['zz'], lambda: c.add_section('one'), lambda: c.add_section('DEFAULT'), lambda: c.set('one', 'x', 5), lambda: c.set('one', 'x', '%'), lambda: c.getint('two', 'key'), lambda: c.getboolean('two', 'key'), lambda: c.set('qq', 'a', 'b'), lambda: configparser.ConfigParser().read_string('x = 1'), lambda: configparser.ConfigParser().read_string('[a]\nx=1\nx=2'), lambda: configparser.ConfigParser().read_string('[a]\n[a]'), lambda: configparser.ConfigParser().read_string('[a]\njunk\n also'), lambda: c.read('/nonexistent'))
c['three'] = {'a': '1', 'b': '2'}; c.set('three', 'c', '%%'); c.remove_option('three', 'a'); o = io.StringIO(); c.write(o); print(o.getvalue()); c.remove_section('three'); print(c.sections())
e = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), allow_no_value=True, inline_comment_prefixes='#', delimiters='='); e.read_string('[a]\nx = 1 # c\ny = ${x}2\nz = ${b:q}\nnov\n[b]\nq = 3'); print(dict(e['a'])); e.optionxform = str
print(configparser.RawConfigParser({'d': '1'})['DEFAULT']['d'], configparser.ConfigParser(converters={'list': lambda s: s.split(',')}).converters['list'] is not None)
print(html.escape('<a href="x">\'&'), html.escape('"', quote=False), html.unescape('&lt;&amp;&#62;&#x3e;&eacute;&notit;&nbsp;&#128;&#0;&unknown;&ampx &copy'))
class HP(HTMLParser):
    def handle_starttag(self, tag, attrs): print('S', tag, attrs, self.getpos())
    def handle_endtag(self, tag): print('E', tag)
    def handle_data(self, d): print('D', repr(d))
    def handle_comment(self, d): print('C', d)
    def handle_decl(self, d): print('decl', d)
    def handle_startendtag(self, tag, attrs): print('SE', tag, attrs)
    def handle_pi(self, d): print('PI', d)
h = HP(); h.feed('<!DOCTYPE html><html><body class="a b" id=x checked data-y=\'1&amp;2\'>Hi &lt;you&gt;<br/><img src="a.png" /><!-- note --><p>One<p>Two</p>\n<script>if (a < b) {}</script><?php x ?></body>'); h.feed('tail &am'); h.feed('p; x <b'); h.feed('>bold</b>'); h.close()
for u in ['http://user:pw@Host.com:8080/p/a;x?q=1&r=2#frag', '//h/p', 'mailto:a@b.c', '/a/b', 'http://[::1]:80/x', 'HTTP://x.y', 'a?b', '', 'http://h', 'file:///etc/x', 'http://h:99999/', 'svn+ssh://a/b']:
    p = U.urlparse(u); s = U.urlsplit(u); print(p, s, p.geturl(), p.hostname, p.username, p.password); t(lambda: p.port)
for b, r in [('http://a/b/c/d;p?q', x) for x in ['g', './g', 'g/', '/g', '//g', '?y', 'g?y', '#s', 'g#s', ';x', '', '.', './', '..', '../', '../g', '../..', '../../g', '../../../g', '/./g', 'g;x=1/./y', 'http:g', 'g:h']]: print(U.urljoin(b, r), end=' ')
print(); print(U.quote('a b/c?é&'), U.quote('a/b', safe=''), U.quote_plus('a b+c'), U.unquote('a%20b%C3%A9%zz+'), U.unquote_plus('a+b%2B'), U.urlencode({'a': 1, 'b': 'x y', 'c': ['1', '2']}), U.urlencode([('k', ['a', 'b'])], doseq=True), U.parse_qs('a=1&a=2&b=&c'), U.parse_qsl('a=1&b=%20x&c=', keep_blank_values=True), U.urldefrag('http://a/b#c'), U.urlsplit(b'http://a/b?c'), U.unquote_to_bytes('a%FF'), U.urlunsplit(('http', 'h', 'p', 'q', 'f')), U.quote(b'\xff a'))
t(lambda: U.urlencode(5), lambda: U.parse_qs('a', strict_parsing=True), lambda: U.urlsplit('http://[x/'), lambda: U.quote(5))
a, b = 'one two three four'.split(), 'one tw0 three five six'.split(); s = difflib.SequenceMatcher(None, 'private Thread currentThread;', 'private volatile Thread currentThread;'); print(s.ratio(), s.quick_ratio(), s.real_quick_ratio(), s.get_matching_blocks(), s.get_opcodes(), s.find_longest_match(0, 5, 0, 9))
x = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n'.splitlines(True); y = 'zero\none\ntwo\ntree\nfour\nfive\nsix\nseven\neight\nnone\nten\n'.splitlines(True)
print(''.join(difflib.unified_diff(x, y, 'a.txt', 'b.txt', n=1)), ''.join(difflib.context_diff(x, y, 'a', 'b', 'd1', 'd2')), ''.join(difflib.ndiff(x, y)), ''.join(difflib.restore(difflib.ndiff(x, y), 1)), difflib.get_close_matches('appel', ['ape', 'apple', 'peach', 'puppy']), difflib.get_close_matches('x', []), list(difflib.unified_diff(['a'], ['b'], lineterm='')))
t(lambda: difflib.get_close_matches('a', [], 0), lambda: list(difflib.unified_diff([1], ['b'])))
