# Casting and promotion of every pair of types, by value too, and every name of a type.
import itertools, warnings
import numpy as np
warnings.simplefilter('ignore')
codes=list('?bBhHiIlLqQefdgFDGOSUVMm')+['S3','U3','V4','S20','U40','>i4','>f8','>g','>q','M8[s]','m8[s]','M8[D]','>U3']
ds=[np.dtype(c) for c in codes]
def t(f):
    try: r=f(); return f'{r!r}/{r.char}' if isinstance(r,np.dtype) else repr(r)
    except Exception as e: return type(e).__name__+' '+str(e)


def code(f):
    try:
        d = f()
        return d.char if isinstance(d, np.dtype) and d.kind in 'biufcO' else d.str if isinstance(d, np.dtype) else str(d)
    except TypeError:
        return '-'


KINDS = ('no', 'equiv', 'safe', 'same_kind', 'unsafe')
for a in ds:
    print(a.str, a.char, 'casts:', ' '.join(str(sum(np.can_cast(a, b, c) for c in KINDS)) for b in ds))
    print('  promotes:', ' '.join(code(lambda: np.promote_types(a, b)) for b in ds))
    print('  order:', ' '.join('=<>.'[[a == b, a < b, a > b, True].index(True)] for b in ds))
vals=[True,1,-1,200,-200,70000,2**40,2**63,1.5,1e10,1e300,1j,1e300j,np.int8(1),np.uint8(200),np.float16(1),np.float32(1e10),np.float64(1e300),np.longdouble(1),np.longdouble('1e300'),np.longdouble('1e4000'),np.clongdouble(1),np.complex64(1),np.longlong(5),np.ulonglong(5),np.longlong(-5),np.int64(5),np.array(5,'q'),np.array(1.5,'g'),np.array([1],'g'),np.array([1],'q')]
for v in vals:
    for d in ds[:18]:
        print(repr(v), type(v).__name__, d.char, sum(np.can_cast(v, d, c) for c in KINDS), code(lambda: np.result_type(v, d)),
              code(lambda: np.result_type(v, np.zeros(2, d))), code(lambda: np.result_type(v, d, np.float32(1))))
for v in vals:
    print(repr(v), type(v).__name__, *(code(lambda: np.result_type(v, w)) + code(lambda: np.add(v, w).dtype) for w in vals),
          *(code(lambda: type(v + w).__name__) for w in vals))
for s in ['i1','u1','i16','f1','f2','f3','f12','c4','c8','b','b1','b2','?1','l8','q','longlong','ulonglong','long','ulong','int','uint','intp','uintp','int_','longdouble','clongdouble','longfloat','singlecomplex','cfloat','csingle','cdouble','complex_','float_','half','single','double','byte','ubyte','short','ushort','intc','uintc','bool8','bool_','object0','object_','O','O8','str0','str_','unicode_','bytes0','string_','a','a5','S','U','V','void','void0','c','p','P','int0','uint0','e','g','G','=g','<g','>g','|g','|i1','<i1','=i4','|i4','i4 ','f','float128','complex256','float96','M8','m8','datetime64','timedelta64','M8[ns]','float80','f10','c20','int128','datetime64[D]','i','I','h,','i4,','2i4','(2,)i4','3g','i4,(2,3)f8','a3,2U','Float64','int64 ','','float','complex','object','str','bytes','unicode','buffer','bool','real','f8,>g','L','Q','D']:
    def one():
        d=np.dtype(s); return (d,d.char,d.num,d.itemsize,d.str,d.name,d.alignment,d.kind,d.byteorder,d.isbuiltin,d.type.__name__)
    print(repr(s), t(one))


def ask(s):
    try:
        print(s, '->', repr(eval(s)))
    except Exception as e:
        print(s, '!!', type(e).__name__, e)


for s in ["np.obj2sctype('f4')","np.obj2sctype(np.dtype('i4'))","np.obj2sctype('xyz')","np.obj2sctype(list)","np.obj2sctype(object)","np.obj2sctype(np.array([1.0]))","np.obj2sctype(1)","np.obj2sctype(int)","np.obj2sctype(None)","np.obj2sctype(1,default=3)","np.obj2sctype(np.floating)","np.obj2sctype([('a','i4')])",
 "np.sctype2char(np.float32)","np.sctype2char('xyz')","np.sctype2char(list)","np.sctype2char(object)","np.sctype2char(int)","np.sctype2char(np.array([1,2]))","np.sctype2char(None)","np.sctype2char(np.longdouble)","np.sctype2char(np.void)",
 "[np.maximum_sctype(t) for t in (int,np.uint8,complex,str,'i2','f4',np.float16,bool,np.void,object,'M8','m8','S3',np.longlong,'q','Q',np.floating if 0 else 'g')]","np.maximum_sctype('xyz')","np.maximum_sctype(None)","np.maximum_sctype(list)",
 "np.common_type(np.arange(3,dtype='f4'))","np.common_type(np.arange(3,dtype='f4'),np.arange(2))","np.common_type(np.arange(4),np.array([45,6.j]),np.array([45.]))","np.common_type(np.zeros(2,'?'))","np.common_type(np.zeros(2,'e'),np.zeros(2,'F'))","np.common_type(np.zeros(2,'e'))","np.common_type(np.zeros(2,'g'))","np.common_type(np.zeros(2,'G'))","np.common_type(np.zeros(2,'g'),np.zeros(2,'F'))","np.common_type(np.zeros(2,'m8'))","np.common_type(np.zeros(2,'M8[s]'))","np.common_type(np.zeros(2,'S1'))","np.common_type()","np.common_type(1)","np.common_type(np.float32(1))",
 "np.mintypecode(['d','f','S'])","np.mintypecode([1.1,2-3.j])","np.mintypecode('abceh',default='G')","np.mintypecode('fF')","np.mintypecode('dF')","np.mintypecode('gF')","np.mintypecode('g')","np.mintypecode('e')","np.mintypecode('lqi',typeset='lqi')","np.mintypecode([])","np.mintypecode([np.zeros(2,'g')])","np.mintypecode(['d','F'],'dF')","np.mintypecode('FGd')",
 "[np.typename(c) for c in '?bBhHiIlLqQfdgFDGSUVO']","np.typename('S1')","np.typename('e')",
 "np.find_common_type([],[np.int64,np.float32,complex])","np.find_common_type([np.int64,np.float32],[])","np.find_common_type([np.float32],[np.int64,np.float64])","np.find_common_type([np.float32],[complex])","np.find_common_type(['f4','f4','i4'],['c8'])","np.find_common_type([],[])","np.find_common_type(['i1'],['i8'])","np.find_common_type(['u8','i8'],[])","np.find_common_type(['q','l'],[])","np.find_common_type(['l','q'],[])","np.find_common_type(['S3','i4'],[])","np.find_common_type(['O','i4'],[])","np.find_common_type(['M8[s]'],['i4'])","np.find_common_type(['e','h'],[])","np.find_common_type(['?'],['i8'])","np.find_common_type(['i4'],['U3'])",
 "np.issubsctype('S8',str)","np.issubsctype(np.array([1]),int)","np.issubsctype(np.array([1]),float)","np.issubclass_(np.int32,int)","np.issubclass_(3,int)","np.issubdtype('S1',np.bytes_)","np.issubdtype('i4',np.signedinteger)","np.issubdtype(np.float32,'f4')","np.issubdtype('f4',float)","np.issubdtype('f4',np.floating)","np.issubdtype('g',np.inexact)","np.issubdtype(np.int32,np.generic)","np.issubdtype('q','i8')","np.issubdtype(np.longlong,np.int64)","np.issubdtype(1,int)","np.issubdtype('xyz',int)","np.issubdtype(np.dtype([('a','i4')]),np.void)","np.issubdtype('m8',np.integer)",
 "np.issctype(np.int32)","np.issctype(list)","np.issctype(1.1)","np.issctype(np.dtype('str'))","np.issctype('f4')","np.issctype(int)","np.issctype(object)",
 "np.min_scalar_type(np.longdouble(1))","np.min_scalar_type(np.longdouble('1e4000'))","np.min_scalar_type(np.clongdouble(1e40))","np.min_scalar_type(1e300)","np.min_scalar_type(np.longlong(5))","np.min_scalar_type(-5)","np.min_scalar_type(2**64)","np.min_scalar_type('abc')","np.min_scalar_type(b'abc')","np.min_scalar_type(None)","np.min_scalar_type([1,2])","np.min_scalar_type(np.array([1,2],'g'))","np.min_scalar_type(np.array(1,'g'))","np.min_scalar_type(1+2j)","np.min_scalar_type(1e40j)","np.min_scalar_type(np.longdouble('1e40'))","np.min_scalar_type(np.clongdouble('1e400'))","np.min_scalar_type(True)","np.min_scalar_type(np.datetime64('2020'))","np.min_scalar_type(float('nan'))","np.min_scalar_type(np.longdouble('nan'))","np.min_scalar_type(np.longdouble('inf'))","np.min_scalar_type(np.longdouble(65500))","np.min_scalar_type(np.float64(3.40e38))","np.min_scalar_type(np.longdouble(3.40e38))",
 "np.sctypeDict['q']","np.sctypeDict[13]","len(np.sctypeDict)","sorted(map(str,np.sctypeDict))==sorted(map(str,np.sctypeDict))","np.cast['f4'](1)","np.cast[np.float32]([1,2])","np.cast['g'](3)","type(np.cast)","type(np.nbytes)","np.nbytes['f4']","np.nbytes[int]","np.longfloat","np.clongfloat","np.longcomplex","np.singlecomplex","np.cfloat","np.csingle","np.cdouble","np.intc","np.uintc","np.int_","np.uint","np.byte","np.ubyte","np.short","np.ushort","np.half","np.single","np.double","np.float_","np.complex_","np.longlong","np.ulonglong","np.intp","np.uintp","np.longdouble","np.clongdouble","np.unicode_","np.string_","np.bool8","np.int0","np.uint0","np.object0","np.str0","np.bytes0","np.void0"
 ]:
    ask(s)
print({k: v for k, v in np.sctypes.items()}, np.ScalarType, np.typecodes, sorted(map(str, np.nbytes.items())), len(np.cast))
print(sorted(map(str, np.sctypeDict.items())))
