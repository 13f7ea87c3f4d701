import simplejson

print(simplejson.dumps({'a': [1, 2.5, None, 'é'], 'b': {'c': True}}, indent=1, sort_keys=True), simplejson.loads('{"x": 1.10}', use_decimal=True))
try:
    simplejson.loads('{"a": ')
except simplejson.JSONDecodeError as e:
    print(e)
