import warnings, gc
warnings.simplefilter('always')
async def f(): pass
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    f(); gc.collect()
    print([str(x.message) for x in w], w[0].category.__name__ if w else None)
c = f(); c.close(); print('closed')
