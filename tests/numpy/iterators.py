"""nditer: orders, flags, indices, pieces, types, op_axes, and what it refuses."""
import numpy as np

def L(*a,**k): return [tuple(y.tolist() for y in x) if isinstance(x,tuple) else x.tolist() for x in np.nditer(*a,**k)]
def A(it): return (it.ndim,it.shape,it.itersize,it.nop,it.dtypes,it.has_index,it.has_multi_index,it.iterrange,it.finished,it.iterindex,it.has_delayed_bufalloc,it.iterationneedsapi,len(it))
a=np.arange(6).reshape(2,3); b=a.T; c=a[::-1]; d=a[:,::-1]; e=np.arange(24).reshape(2,3,4)
def W(fl,of,f,**k):
    x=np.arange(6.).reshape(2,3)
    with np.nditer(x,fl,of,**k) as it:
        for v in it: f(v)
    return x
def set2(v): v[...]=v*2
def upd(v): v+=1
def M(x,**k):
    it=np.nditer(x,flags=['multi_index'],**k); r=[]
    while not it.finished:
        r.append((it.multi_index,int(it[0]))); it.iternext()
    return r
def I(x,f,**k):
    it=np.nditer(x,flags=[f],**k); r=[]
    while not it.finished:
        r.append((it.index,int(it[0]))); it.iternext()
    return r
S=[]
for x in ['a','b','c','d','e','e.T','e[:,::-1]','e.transpose(1,0,2)','a[0]','np.array(5)','a[:,:2]','a[::-1,::-1]','np.broadcast_to(np.arange(3),(2,3))']:
    for o in ['','order="C"','order="F"','order="A"','order="K"']: S.append(f"L({x}{','+o if o else ''})"); S.append(f"L({x},flags=['external_loop']{','+o if o else ''})")
    S.append(f"M({x})"); S.append(f"I({x},'c_index')"); S.append(f"I({x},'f_index')"); S.append(f"A(np.nditer({x}))"); S.append(f"A(np.nditer({x},flags=['multi_index']))"); S.append(f"np.nditer({x}).itviews[0].shape"); S.append(f"L({x},flags=['buffered','external_loop'],buffersize=4)"); S.append(f"M({x},order='F')"); S.append(f"np.nditer({x},['external_loop']).shape")
S+=["L([a,np.arange(3)])","L([a,b.T])","L([a,b.copy().T],flags=['external_loop'])","L([a,10])","L([a,np.arange(2)])","L([a,None])","L([a,a[:,:1]])","A(np.nditer([a,None]))","np.nditer([a,None]).operands[1].dtype","np.nditer([b,None]).operands[1].strides","np.nditer([a,1.5,None]).dtypes","np.nditer([a.astype('f4'),None]).dtypes",
"W([],['readwrite'],set2)","W(['external_loop'],['readwrite'],set2)","W(['buffered'],['readwrite'],set2,op_dtypes=['c16'],casting='same_kind')","W(['buffered'],['readwrite'],set2,op_dtypes=['f4'],casting='same_kind')","W(['buffered','external_loop'],['readwrite'],upd,op_dtypes=['f4'],casting='same_kind')","W([],['readonly'],set2)","W([],['writeonly'],set2)","W([],[],set2)","W([],['foo'],set2)","W(['foo'],['readonly'],set2)","W(['c_index','f_index'],['readonly'],set2)","W(['c_index','external_loop'],['readonly'],set2)","W(['multi_index','external_loop'],['readonly'],set2)",
"L(a,op_dtypes=['f8'])","L(a,flags=['buffered'],op_dtypes=['f8'])","L(a,op_flags=['readonly','copy'],op_dtypes=['f8'])","L(a,flags=['buffered'],op_dtypes=['i4'])","L(a,flags=['buffered'],op_dtypes=['i4'],casting='same_kind')","L([a,1.5],flags=['common_dtype','buffered'])","np.nditer([a,1.5],flags=['common_dtype','buffered']).dtypes","np.nditer([a,1.5],flags=['common_dtype'],op_flags=[['readonly','copy']]*2).dtypes","L(np.array([1,'a'],object))","L(np.array([1,'a'],object),flags=['refs_ok'])","L(np.zeros((0,3)))","L(np.zeros((0,3)),flags=['zerosize_ok'])","L(np.zeros((0,3)),flags=['zerosize_ok','external_loop'])","np.nditer(a).multi_index","np.nditer(a).index","np.nditer(a).value","np.nditer(a)[0]","np.nditer(a)[1]","np.nditer([a,b.T])[0:2]","np.nditer(a)[-1]","len(np.nditer([a,a]))","(lambda it:(it.iternext(),it.iterindex,it.value))(np.nditer(a))","(lambda it:(list(it),it.finished,it.value))(np.nditer(a))","(lambda it:(list(it),it.finished))(np.nditer(a))","(lambda it:(it.close(),it.value))(np.nditer(a))",
"(lambda it:(setattr(it,'iterindex',4),it.value,it.iterindex))(np.nditer(a))","(lambda it:(setattr(it,'iterindex',9),it.value,it.iterindex))(np.nditer(a))","(lambda it:(setattr(it,'multi_index',(1,2)),it.value,it.iterindex))(np.nditer(a,['multi_index']))","(lambda it:(setattr(it,'multi_index',(2,2)),it.value,it.iterindex))(np.nditer(a,['multi_index']))","(lambda it:(setattr(it,'multi_index',(1,)),it.value))(np.nditer(a,['multi_index']))","(lambda it:(setattr(it,'index',3),it.value,it.iterindex))(np.nditer(a,['f_index']))","(lambda it:(setattr(it,'iterrange',(2,5)),[int(x) for x in it],it.iterrange))(np.nditer(a,['ranged']))","(lambda it:(setattr(it,'iterrange',(2,5)),[int(x) for x in it]))(np.nditer(a))","(lambda it:(setattr(it,'iterrange',(2,9)),[int(x) for x in it]))(np.nditer(a,['ranged']))","(lambda it:(it.remove_multi_index(),it.has_multi_index,it.ndim,it.shape))(np.nditer(a,['multi_index']))","(lambda it:(it.remove_axis(1),it.ndim,it.shape,it.itersize,[int(x) for x in it]))(np.nditer(a,['multi_index']))","(lambda it:(it.remove_axis(5)))(np.nditer(a,['multi_index']))","(lambda it:(it.remove_axis(0)))(np.nditer(a))","(lambda it:(it.enable_external_loop(),[x.tolist() for x in it]))(np.nditer(a))","(lambda it:(it.enable_external_loop(),[x.tolist() for x in it]))(np.nditer(b,order='C'))","(lambda it:(it.iternext(),it.copy().iterindex,it.copy().value))(np.nditer(a))","(lambda it:(it.iternext(),it.reset(),it.iterindex))(np.nditer(a))",
"L([a,np.arange(2)],op_axes=[[0,1],[0,-1]])","L([a,a],op_axes=[[0,1],[1,0]])","L([np.arange(2),np.arange(3)],op_axes=[[0,-1],[-1,0]])","L([np.arange(2),np.arange(3),None],op_axes=[[0,-1],[-1,0],None])","L([np.arange(2),np.arange(3)],op_axes=[[0,None],[None,0]])","L([a,None],op_axes=[[0,1],[1,0]])","np.nditer([a,None],op_axes=[[0,1],[1,0]]).operands[1].shape","L(a,op_axes=[[1,0]])","L(a,op_axes=[[0]])","L(a,op_axes=[[0,0]])","L(a,op_axes=[[2,0]])","L([a,a],op_axes=[[0,1]])","L([a,a],op_axes=[[0,1],[0]])","L(np.arange(3),itershape=(2,3))","L(np.arange(3),itershape=(2,-1))","L([np.arange(3),None],itershape=(2,3))","L(a,op_axes=[[0,1,-1]],itershape=(2,3,2))","L([a,np.arange(4)])","L([a,np.zeros(2)],op_axes=[[0,1],[-1,0]])","L([np.zeros(3),a],op_flags=[['readwrite'],['readonly']])","L([a,np.zeros(3)],op_flags=[['readonly'],['readwrite']],flags=['reduce_ok'])","L([a,np.zeros(1)],op_flags=[['readonly'],['readwrite']])","L([a,np.arange(3)],op_flags=[['readonly'],['readonly','no_broadcast']])","L(5)","L([])","L(None)","L([[1,2],[3,4]])","L([[1,2],3])","L(((1,2),(3,4)))","L(a,order='X')","L(a,casting='foo')","np.nditer(a,flags='external_loop')","np.nditer(a,flags=3)","L(a,op_flags='readonly')","L([a,a],op_flags=['readonly'])","L([a,a],op_flags=[['readonly']])",
"L([a,b.T,None],flags=['external_loop'])","L([a,b.T.copy('F')],flags=['external_loop'])","L([a.copy('F'),a.copy('F')],flags=['external_loop'])","L([a,a.copy('F')],flags=['external_loop'])","L([a,a.copy('F')])","np.nditer([a,a.copy('F'),None]).operands[2].strides","np.nditer([a.copy('F'),None]).operands[1].flags.f_contiguous","np.nditer(e.transpose(1,0,2)).itviews[0].strides","np.nditer([e.T,None]).operands[1].strides","np.nditer([e.transpose(2,0,1),None],order='C').operands[1].strides","L(np.array(['a','bc']))","L(np.array([(1,2.)],'i4,f8'))","np.nditer(np.matrix([[1,2]]),op_flags=['readonly']).operands[0].__class__.__name__","L(a,flags=['buffered','external_loop','grow_inner'],buffersize=2)","L(b,flags=['buffered','external_loop'],order='C',buffersize=4)","L([a,b.T],flags=['buffered','external_loop'],buffersize=4,op_dtypes=['f8','f8'])","L(e[:,:,::2],flags=['external_loop'])","L(e[:,:2],flags=['external_loop'])","A(np.nditer([a,None],flags=['buffered','delay_bufalloc']))"]

S = [s for s in S if s not in ('L([None])', 'np.nditer()') and 'None],' not in s and ',None])' not in s or not s.startswith('L(')]
for s in S:
    try:
        text = repr(eval(s))
    except Exception as e:
        text = f'{type(e).__name__}: {e}'
    print(s, '->', text)
