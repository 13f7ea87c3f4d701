# what the containers of a logging configuration convert
import logging.config as c, sys
b = c.BaseConfigurator({'a': {'b': [1, 'ext://sys.maxsize', ('cfg://k', 2)]}, 'k': 'v', 's': 'ext://sys.byteorder'})
d = b.config
print(type(d['a']).__name__, d['a'].parent is d, d['a'].key, type(d['a']['b']).__name__, d['a']['b'][2][0], d['a']['b'][2].key)
print(d.convert('ext://sys.byteorder'), type(d.convert({'x': 1})).__name__, d.convert({'x': 1}).parent is d, d.convert(3))
print(d.convert_with_key('s', 'ext://sys.byteorder'), d['s'], dict.__getitem__(d, 's'), d.convert_with_key('q', 'cfg://k', replace=False), 'q' in d, hasattr(d.convert([1]), 'key'))
print(d.pop('s'), d.get('zz', [1]), 'zz' in d)
