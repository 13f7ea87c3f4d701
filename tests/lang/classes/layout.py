# What classes show of CPython's layout: the names in their dicts, sizes, offsets and flags, for every kind
# of base with every kind of __slots__, and through dataclasses.
import itertools, dataclasses, collections, enum, types, abc
bases = {'none':(), 'object':(object,), 'list':(list,), 'tuple':(tuple,), 'int':(int,), 'str':(str,), 'dict':(dict,), 'float':(float,), 'bytes':(bytes,),
 'set':(set,), 'frozenset':(frozenset,), 'Exception':(Exception,), 'bytearray':(bytearray,), 'complex':(complex,), 'type':(type,), 'deque':(collections.deque,),
 'OD':(collections.OrderedDict,), 'dd':(collections.defaultdict,), 'property':(property,), 'ABC':(abc.ABC,), 'SN':(types.SimpleNamespace,), 'module':(types.ModuleType,),'OSError':(OSError,),'KeyError':(KeyError,), 'classmethod':(classmethod,), 'staticmethod':(staticmethod,), 'object2': (object,)}
class P: pass
class S: __slots__=()
class S1: __slots__=('q',)
class SW: __slots__=('__weakref__',)
class SD: __slots__=('__dict__',)
class SDW: __slots__=('__dict__','__weakref__')
bases.update({'P':(P,),'S':(S,),'S1':(S1,),'SW':(SW,),'SD':(SD,),'SDW':(SDW,),'S_list':(S,list),'P_list':(P,list),'SW_list':(SW,list),'SD_list':(SD,list),'S1_S':(S1,S),'SW_SD':(SW,SD), 'S_P':(S,P), 'S1_P':(S1,P), 'SD_P':(SD,P),'P_S':(P,S), 'list_S':(list,S), 'list_SW':(list,SW), 'list_SD':(list,SD), 'list_P':(list,P),'P_tuple':(P,tuple),'tuple_SW':(tuple,SW),'SDW_int':(SDW,int),'Exc_SW':(Exception,SW),'Exc_P':(Exception,P)})
slots = [None, (), ('a',), ('__dict__',), ('__weakref__',), ('__dict__','__weakref__'), ('a','__dict__'), ('a','__weakref__'), 'abc', ('a','b','__weakref__','__dict__')]
def show(label, cls):
    keys = [k for k in vars(cls)]
    info=[type(vars(cls).get('__weakref__')).__name__, type(vars(cls).get('__dict__')).__name__]
    fl = cls.__flags__
    bits = {n: bool(fl>>b & 1) for n,b in dict(heap=9,base=10,ready=12,gc=14,method=17,immutable=8,disallow=7,mapping=6,seq=5,longs=24,lists=25,tup=26,by=27,uni=28,di=29,exc=30,ty=31,managed=4,match=22, abstract=20, vectorcall=11).items()}
    print(label, keys, info, 'do', cls.__dictoffset__ , 'wo', cls.__weakrefoffset__, 'bs', cls.__basicsize__, cls.__itemsize__, cls.__base__.__name__, ''.join(k[0:2] for k,v in bits.items() if v))
for (bn,b),s in itertools.product(bases.items(), slots):
    ns = {'__module__':'m'}
    if s is not None: ns['__slots__']=s
    try:
        c = type('C', b, ns) if not (b and isinstance(b[0], abc.ABCMeta)) else abc.ABCMeta('C', b, ns)
    except Exception as e:
        print(bn, s, type(e).__name__, e); continue
    show((bn, s), c)
for bn, b in bases.items():
  if bn in ('classmethod', 'staticmethod'): continue # no signature
  for kw in [{}, {'slots':True},{'slots':True,'weakref_slot':True},{'slots':True,'weakref_slot':False},{'slots':True,'frozen':True},{'slots':True,'eq':False},{'slots':True,'weakref_slot':True,'frozen':True}]:
    for fields in ([], [('a',int)], [('a',int),('b',int,dataclasses.field(default=3))]):
      try:
        ns=dict(x[:2]+((x[2],) if len(x)>2 else ()) and (x[0],x[1]) for x in fields)
        body={'__annotations__':{x[0]:x[1] for x in fields}, '__module__':'m'}
        for x in fields:
            if len(x)>2: body[x[0]]=x[2]
        m = type(b[0]) if b else type
        c = dataclasses.dataclass(**kw)(m('C', b, body))
      except Exception as e:
        print('dc',bn,kw,len(fields),type(e).__name__,e); continue
      show(('dc',bn,tuple(kw.items()),len(fields)),c)
