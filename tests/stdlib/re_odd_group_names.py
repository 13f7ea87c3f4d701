# Names and numbers of groups that are taken with a warning.
import re
import warnings


def show(f, *args):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            print(ascii(f(*args)), end=' ')
        except (re.error, IndexError) as e:
            print(type(e).__name__, ascii(str(e)), end=' ')
    print([(w.category.__name__, ascii(str(w.message)), w.filename == __file__) for w in seen])


for pattern in (r'()(?(+1)a|b)', r'()(?( 1 )a|b)', '()' * 10 + r'(?(1_0)a|b)', '()(?(\u0967)a|b)', r'()(?(-1)a|b)', r'()(?(0)a|b)',
                r'()(?(+0)a|b)', r'()(?(1.)a|b)', r'()(?(2)a|b)', '(?P<\u00b5>x)(?P=\u00b5)', '(?P<\u00a9>x)',
                b'(?P<\xc2\xb5>x)(?P=\xc2\xb5)', b'(?P=\xc2\xb5)', b'(?(\xc2\xb5)y)', b'(?P<\xa9>x)', b'()(?(\xb2)a)'):
    show(re.compile, pattern)
for template in (r'\g<+1>', r'\g< 1 >', r'\g<\u0967>', '\\g<\u0967>', r'\g<-1>', r'\g<+2>', r'\g<a>', r'\g<>',
                 r'\g<0>', r'\g<+0>'):
    show(re.sub, '(?P<a>x)', template, 'xx')
    show(re.compile('(?P<b>x)').sub, template, 'xx')
for template in b'\\g<\xc2\xb5>', b'\\g<+1>', b'\\g<\xb9>':
    show(re.sub, b'(?P<a>x)', template, b'xx')
show(re.sub, '()' * 10, r'\g<1_0>', 'xx')
