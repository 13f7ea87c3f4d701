"""textwrap and gettext."""
import textwrap, gettext
t = "Hello there -- you goof-ball, use the -b option!  It's a self-contained, well-known (really--truly) e-mail thing. " * 3
for w in (10, 20, 33, 70):
    print(textwrap.wrap(t, w))
    print(textwrap.fill(t, w, initial_indent='* ', subsequent_indent='  '))
print(textwrap.shorten("Hello  world!", width=12), textwrap.shorten("Hello  world!", width=11), textwrap.shorten("Hello world", width=10, placeholder="..."))
print(textwrap.wrap('a' * 50 + ' b', 20), textwrap.wrap('a' * 50 + ' b', 20, break_long_words=False), textwrap.wrap('foo-bar-baz qux', 6, break_on_hyphens=False))
print(textwrap.wrap('\tx\ty\n z', 10), textwrap.wrap('\tx\ty', 20, expand_tabs=False, replace_whitespace=False), textwrap.wrap('  a  b  c  ', 4, drop_whitespace=False))
print(textwrap.wrap('This is it. And so on.  Right? ok', 18, fix_sentence_endings=True), textwrap.wrap('', 5), textwrap.wrap('   ', 5))
print(textwrap.wrap('one two three four five', 9, max_lines=2), textwrap.wrap('one two three four', 9, max_lines=1, placeholder='~'))
for bad in [lambda: textwrap.wrap('a', 0), lambda: textwrap.wrap('a b', 2, max_lines=1, placeholder='......')]:
    try: bad()
    except ValueError as e: print(e)
print(repr(textwrap.dedent('''
    hello
      world
    \t
    end''')), repr(textwrap.dedent(' \ta\n \tb\n  c')), repr(textwrap.dedent('a\n b')))
print(repr(textwrap.indent('a\n\n b\n', '> ')), repr(textwrap.indent('a\n\nb', '+', lambda l: True)))
w = textwrap.TextWrapper(width=12); w.initial_indent = '-'; print(w.wrap('the quick brown fox jumps'), w.fill('x y z'))
print(gettext.gettext('x'), gettext.ngettext('a', 'b', 1), gettext.ngettext('a', 'b', 2), gettext.NullTranslations().gettext('q'), gettext.translation('nodomain', fallback=True).ngettext('a','b',3), gettext.c2py('n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2')(22))
try: gettext.translation('nodomain')
except OSError as e: print(e)
