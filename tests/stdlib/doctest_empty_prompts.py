"""Prompts without code, alone or continued, are no examples."""
import doctest

TEXT = '''
>>> 1 + 1
2
>>> # a comment
>>>
...
>>>
>>> # more
... # comments
>>> x = 1
'''
for example in doctest.DocTestParser().get_examples(TEXT):
    print(example.lineno, repr(example.source), repr(example.want))
