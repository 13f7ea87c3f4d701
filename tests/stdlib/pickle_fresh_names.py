"""Names of native types in pickles are texts of their own; weak references to native errors; pickles of native types by their modules."""
import pickle, datetime, weakref, array, queue, struct, types, io
class L(list): pass
x=L(); p=weakref.proxy(x); print(bool(p)); x.append(1); print(bool(p))
for o in (datetime.datetime(2020,1,1), datetime.datetime, datetime.date(2020,1,2), array.array('i',[1]), array.array, [datetime.datetime, datetime.date, 'datetime'], datetime.timezone.utc, datetime.timedelta(1)):
    for pr in (2,4,5): print(pickle.dumps(o,pr))
for e in (pickle.PickleError, queue.Empty, struct.error, pickle.PicklingError, io.UnsupportedOperation, KeyError):
    try: print(weakref.ref(e('x')) is not None)
    except TypeError as ex: print(ex)
print(types.AsyncGeneratorType[int, str], types.GeneratorType[int] if hasattr(types.GeneratorType,'__class_getitem__') else None)
print(pickle.loads(pickle.dumps(io.BufferedRWPair)), pickle.loads(pickle.dumps(io.IncrementalNewlineDecoder)))
class Plain: pass
print([pickle.dumps(x, 4) for x in (['Plain', Plain], ['date', datetime.date], [ValueError, 'ValueError'], ['len', len], ['OrderedDict', pickle.PickleError])])
