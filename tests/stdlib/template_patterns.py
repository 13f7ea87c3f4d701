# string.Template: pattern of the class, overridden delimiter, patterns and flags.
import string, re
print(type(string.Template.pattern), sorted(string.Template.pattern.groupindex), string.Template.flags)
class D(string.Template): delimiter = '%'
print(D('%a $b %{c} %%').substitute(a=1, c=2), D.pattern.groupindex)
class M(string.Template):
    pattern = r'''
    \[\[(?:
    (?P<escaped>\[\[)|
    (?P<named>[a-z]+)\]\]|
    (?P<braced>x{99})|
    (?P<invalid>)
    )'''
print(M('hi [[name]] [[[[').substitute(name='bob'))
class I(string.Template): idpattern = '[0-9]+'; flags = 0
print(I('$1 ${22}').substitute({'1': 'a', '22': 'b'}), I('$1').get_identifiers(), I('$ x').is_valid())
class B(string.Template): braceidpattern = '[A-Z]+'
print(B('$a ${B}').substitute(a=1, B=2))
try: M.pattern = 'x'; string.Template('$').substitute()
except ValueError as e: print(e)
