# A pattern is warned of when it is compiled, and not again when it is first used in another way.
import re
import warnings

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    re.search('[[a]', '[')
    re.findall('[[a]', '[')
    re.sub('[[a]', 'x', '\u20ac[')
    re.compile('[a&&b]').fullmatch('\u20ac')
print([str(w.message) for w in seen])
