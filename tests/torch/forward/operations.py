"""gradcheck with forward mode of nearly every operation: what it refuses."""
import torch, warnings
import torch.nn.functional as F
import torch.autograd.forward_ad as fw
from torch.autograd import gradcheck, gradgradcheck
warnings.simplefilter('ignore')
torch.manual_seed(0)
D=torch.float64
def R(*s): return (torch.rand(s,dtype=D)*1.5+0.2).requires_grad_()
def N(*s): return torch.randn(s,dtype=D).requires_grad_()
def C(*s): return torch.randn(s,dtype=torch.complex128).requires_grad_()
def U(*s): return (torch.rand(s,dtype=D)*0.8+0.1).requires_grad_()
ops={}
un='abs acos acosh angle asin asinh atan atanh ceil clone conj conj_physical cos cosh deg2rad digamma erf erfc erfinv exp exp2 expm1 floor frac i0 lgamma log log10 log1p log2 logit nan_to_num neg positive rad2deg reciprocal relu round rsqrt sgn sigmoid sign sin sinc sinh sqrt square tan tanh trunc'.split()
for n in un:
    f=getattr(torch,n)
    ops[n]=(f,(U(3),)) if n!='acosh' else (f,(R(3)+1.1,))
    if n not in 'ceil deg2rad digamma erf erfc erfinv exp2 floor frac i0 lgamma log10 log1p logit nan_to_num rad2deg relu round sign trunc expm1 acosh'.split(): ops[n+'_c']=(f,(C(3),))
for n in 'i0e i1 i1e ndtr ndtri log_ndtr entr erfcx polygamma multigammaln xlog1py zeta bessel_j0 bessel_j1 modified_bessel_i0 psi log_softmax softmax expit'.split():
    f=getattr(torch.special,n)
    a=(U(3),)
    if n in('polygamma',): ops['special.'+n]=(lambda x,f=f:f(2,x),a)
    elif n=='multigammaln': ops['special.'+n]=(lambda x,f=f:f(x+3,2),a)
    elif n in('xlog1py',): ops['special.'+n]=(f,(U(3),U(3)))
    elif n=='zeta': ops['special.'+n]=(lambda x,f=f:f(torch.tensor([2.,3.,4.],dtype=D),x),a)
    elif 'soft' in n: ops['special.'+n]=(lambda x,f=f:f(x,0),a)
    else: ops['special.'+n]=(f,a)
for n in 'add sub mul div atan2 pow fmod remainder maximum minimum fmax fmin hypot logaddexp logaddexp2 xlogy copysign heaviside nextafter float_power true_divide floor_divide rsub'.split():
    f=getattr(torch,n); ops[n]=(f,(R(2,3),R(3)))
for n in 'add sub mul div pow float_power'.split(): ops[n+'_c']=(getattr(torch,n),(C(2),C(2)))
def o(name,f,*a): ops[name]=(f,a)
o('lerp',torch.lerp,N(3),N(3),U(3)); o('lerp_s',lambda a,b:torch.lerp(a,b,.3),N(3),N(3))
o('addcmul',lambda a,b,c:torch.addcmul(a,b,c,value=.5),N(3),N(3),N(1)); o('addcdiv',lambda a,b,c:torch.addcdiv(a,b,c,value=.5),N(3),N(3),R(3))
o('where',lambda a,b:torch.where(a>0,a,b),N(4),N(4)); o('clamp',lambda a:a.clamp(-.5,.5),N(4)); o('clamp_t',torch.clamp,N(4),torch.full((4,),-.5,dtype=D,requires_grad=True),torch.full((4,),.5,dtype=D,requires_grad=True))
o('masked_fill',lambda a,v:a.masked_fill(torch.tensor([True,False]),v),N(2),N())
o('add_alpha',lambda a,b:torch.add(a,b,alpha=2),N(2),N(2))
for n in 'sum mean prod var std norm logsumexp amax amin max min median nanmedian nansum nanmean mode cumsum cumprod cummax cummin logcumsumexp sort kthvalue topk argsort'.split():
    f=getattr(torch,n)
    if n=='kthvalue': ops[n]=(lambda a:torch.kthvalue(a,2,1)[0],(N(2,3),))
    elif n=='topk': ops[n]=(lambda a:torch.topk(a,2)[0],(N(2,3),))
    elif n=='logsumexp': o(n,lambda a:torch.logsumexp(a,1),N(2,3))
    elif n in('amax','amin'): o(n,lambda a,f=f:f(a,1),N(2,3))
    elif n in('max','min','median','nanmedian','mode','cummax','cummin','sort'):
        o(n,lambda a,f=f:f(a,1)[0],N(2,3))
        if n in('max','min','median','nanmedian'): o(n+'_all',f,N(2,3))
    elif n.startswith('cum') or n=='logcumsumexp': o(n,lambda a,f=f:f(a,1),N(2,3))
    elif n=='argsort': pass
    else:
        o(n,f,N(2,3))
        if n not in('norm',): o(n+'_d',lambda a,f=f:f(a,1),N(2,3))
        if n in('sum','mean','prod','norm','cumsum'): o(n+'_c',f,C(2,2))
for p in (0,1,2,3,float('inf'),.5): o(f'norm{p}',lambda a,p=p:torch.norm(a,p,1),N(2,3)); o(f'vnorm{p}',lambda a,p=p:torch.linalg.vector_norm(a,p),N(2,3)); o(f'dist{p}',lambda a,b,p=p:torch.dist(a,b,p),N(3),N(3))
o('cumprod0',lambda a:(a*torch.tensor([1.,0,1],dtype=D)).cumprod(0),N(3)); o('prod0',lambda a:(a*torch.tensor([1.,0,1],dtype=D)).prod(),N(3))
o('aminmax',lambda a:tuple(torch.aminmax(a)),N(4)); o('diff',torch.diff,N(5)); o('trace',torch.trace,N(3,3)); o('cov',torch.cov,N(2,4)); o('corrcoef',torch.corrcoef,N(2,4)); o('var_mean',torch.var_mean,N(2,3)); o('std_mean',torch.std_mean,N(2,3)); o('cdist',torch.cdist,N(3,2),N(2,2)); o('pdist',torch.pdist,N(3,2)); o('renorm',lambda a:torch.renorm(a,2,0,1),N(3,2)); o('quantile',lambda a:torch.quantile(a,.3),N(5)); o('cross',lambda a,b:torch.linalg.cross(a,b),N(2,3),N(2,3)); o('trapezoid',torch.trapezoid,N(4)); o('cumulative_trapezoid',torch.cumulative_trapezoid,N(4)); o('gradient',lambda a:torch.gradient(a)[0],N(4))
# shape
o('t',torch.t,N(2,3)); o('transpose',lambda a:a.transpose(0,1),N(2,3)); o('permute',lambda a:a.permute(2,0,1),N(2,1,3)); o('view',lambda a:a.view(6),N(2,3)); o('reshape',lambda a:a.t().reshape(6),N(2,3)); o('expand',lambda a:a.expand(2,3),N(1,3)); o('squeeze',lambda a:a.squeeze(),N(1,3)); o('squeeze1',lambda a:a.squeeze(0),N(1,3)); o('unsqueeze',lambda a:a.unsqueeze(1),N(3)); o('select',lambda a:a[1],N(3,2)); o('slice',lambda a:a[1:,::2],N(3,3)); o('narrow',lambda a:a.narrow(0,1,2),N(3,2)); o('diagonal',torch.diagonal,N(3,3)); o('diag',torch.diag,N(3)); o('diag_embed',torch.diag_embed,N(2,2)); o('unfold',lambda a:a.unfold(0,2,1),N(4)); o('unbind',torch.unbind,N(2,2)); o('split',lambda a:a.split(2),N(3,2)); o('split2',lambda a:a.split([1,2]),N(3,2)); o('chunk',lambda a:a.chunk(2),N(4)); o('tensor_split',lambda a:a.tensor_split(2),N(5)); o('cat',lambda a,b:torch.cat([a,b]),N(2,2),N(1,2)); o('stack',lambda a,b:torch.stack([a,b]),N(2),N(2)); o('flip',lambda a:a.flip(0),N(3)); o('roll',lambda a:a.roll(1),N(3)); o('rot90',torch.rot90,N(2,2)); o('repeat',lambda a:a.repeat(2,2),N(2)); o('repeat_interleave',lambda a:a.repeat_interleave(2),N(2)); o('tile',lambda a:a.tile(2),N(2)); o('tril',torch.tril,N(3,3)); o('triu',torch.triu,N(3,3)); o('pad',lambda a:F.pad(a,(1,1)),N(3)); o('movedim',lambda a:a.movedim(0,1),N(2,3)); o('contiguous',lambda a:a.t().contiguous(),N(2,3)); o('as_strided',lambda a:a.as_strided((2,2),(1,1)),N(4)); o('flatten',torch.flatten,N(2,2)); o('swapaxes',lambda a:a.swapaxes(0,1),N(2,2)); o('to',lambda a:a.to(torch.complex128),N(2)); o('block_diag',torch.block_diag,N(2,2),N(1,1)); o('meshgrid',lambda a,b:torch.meshgrid(a,b,indexing='ij'),N(2),N(3)); o('kron',torch.kron,N(2,2),N(2)); o('combinations',torch.combinations,N(3)); o('cartesian_prod',torch.cartesian_prod,N(2),N(2)); o('broadcast_to',lambda a:a.broadcast_to(2,2),N(2)); o('atleast_2d',torch.atleast_2d,N(2)); o('hstack',lambda a,b:torch.hstack([a,b]),N(2),N(2)); o('select_scatter',lambda a,b:torch.select_scatter(a,b,0,1),N(2,2),N(2)); o('slice_scatter',lambda a,b:torch.slice_scatter(a,b,0,1),N(3,2),N(2,2)); o('diagonal_scatter',torch.diagonal_scatter,N(2,2),N(2)); o('as_strided_scatter',lambda a,b:torch.as_strided_scatter(a,b,(2,),(1,)),N(4),N(2)); o('vander',lambda a:torch.vander(a),N(3)); o('logical',lambda a:a*(a>0),N(3)); o('column_stack',lambda a:torch.column_stack([a,a]),N(2)); o('dsplit',lambda a:a.hsplit(2),N(4)); o('unflatten',lambda a:a.unflatten(0,(2,2)),N(4))
# index
I=torch.tensor([[0,1],[1,0]])
o('index',lambda a:a[torch.tensor([0,0,1])],N(2,2)); o('index2',lambda a:a[:,torch.tensor([1,0])],N(2,2)); o('mask',lambda a:a[torch.tensor([True,False])],N(2,2)); o('gather',lambda a:a.gather(0,I),N(2,2)); o('scatter',lambda a,b:a.scatter(0,I,b),N(2,2),N(2,2)); o('scatter_add',lambda a,b:a.scatter_add(0,I,b),N(2,2),N(2,2)); 
for m in 'sum prod mean amax amin'.split(): o('scatter_reduce_'+m,lambda a,b,m=m:a.scatter_reduce(0,I,b,m),N(2,2),N(2,2)); o('index_reduce_'+m,lambda a,b,m=m:a.index_reduce(0,torch.tensor([0,1]),b,m if m!='sum' else 'prod'),N(2,2),N(2,2))
o('index_select',lambda a:a.index_select(0,torch.tensor([1,1])),N(2,2)); o('index_add',lambda a,b:a.index_add(0,torch.tensor([1,1]),b,alpha=2),N(2,2),N(2,2)); o('index_copy',lambda a,b:a.index_copy(0,torch.tensor([1,0]),b),N(2,2),N(2,2)); o('index_fill',lambda a,v:a.index_fill(0,torch.tensor([1]),v),N(2,2),N()); o('index_put',lambda a,b:a.index_put((torch.tensor([1,0]),),b),N(2,2),N(2,2)); o('index_put_acc',lambda a,b:a.index_put((torch.tensor([1,1]),),b,accumulate=True),N(2,2),N(2,2)); o('masked_select',lambda a:a.masked_select(a>0),N(4)); o('masked_scatter',lambda a,b:a.masked_scatter(torch.tensor([True,False]),b),N(2),N(2)); o('take',lambda a:a.take(I),N(2,2)); o('put',lambda a,b:a.put(I,b),N(4),N(2,2)); o('put_acc',lambda a,b:a.put(I,b,True),N(4),N(2,2)); o('take_along_dim',lambda a:a.take_along_dim(I,0),N(2,2)); o('segment_reduce',lambda a:torch.segment_reduce(a,'sum',lengths=torch.tensor([2,1])),N(3,2)); o('embedding',lambda w:F.embedding(I,w),N(2,3)); o('embedding_bag',lambda w:F.embedding_bag(I,w,mode='sum'),N(2,3)); o('unique',lambda a:a[torch.unique(a).argsort()],N(3)) if 0 else None
# in place
def ip(name,f,*a): ops[name]=(lambda *x:f(x[0].clone(),*x[1:]),a)
ip('mul_',lambda a,b:a.mul_(b),N(2,2),N(2)); ip('exp_',lambda a:a.exp_(),N(2)); ip('add_',lambda a,b:a.add_(b),N(2,2),N(2)); ip('copy_',lambda a,b:a.copy_(b),N(2,2),N(2)); ip('zero_',lambda a:a.zero_()+a,N(2)); ip('setitem',lambda a,b:(a.__setitem__(0,b),a)[1],N(2,2),N(2)); ip('setitem2',lambda a,b:(a.__setitem__((slice(None),1),b*2),a*a)[1],N(2,2),N(2)); ip('view_mul_',lambda a,b:(a.t()[0].mul_(b),a)[1],N(2,2),N(2)); ip('setidx',lambda a,b:(a.__setitem__(torch.tensor([1,0]),b),a)[1],N(2,2),N(2,2)); ip('masked_fill_',lambda a,v:a.masked_fill_(torch.tensor([True,False]),v),N(2),N()); ip('scatter_',lambda a,b:a.scatter_(0,I,b),N(2,2),N(2,2)); ip('index_add_',lambda a,b:a.index_add_(0,torch.tensor([1,1]),b),N(2,2),N(2,2)); ip('addmm_',lambda a,b,c:a.addmm_(b,c),N(2,2),N(2,2),N(2,2)); ip('fill_',lambda a,v:a.fill_(v),N(2),N()); ip('clamp_',lambda a:a.clamp_(0),N(3)); ip('tril_',lambda a:a.tril_(),N(2,2)); ip('cumsum_',lambda a:a.cumsum_(0),N(3)); ip('diag_view',lambda a,b:(a.diagonal().add_(b),a.sin())[1],N(2,2),N(2)); ip('zeros_fill',lambda a,b:(lambda z:(z[0].copy_(a[0]),z.view(-1)[3:].copy_(b),z)[2])(torch.zeros(2,2,dtype=D)),N(2,2),N(1)); ip('squeeze_',lambda a:a.squeeze_()*2,N(1,2)); ip('t_',lambda a:a.t_()*2,N(3,2)); ip('transpose_',lambda a:a.transpose_(0,1).mul_(3),N(3,2)); ip('unsqueeze_',lambda a:a.unsqueeze_(0),N(2)); ip('lerp_',lambda a,b:a.lerp_(b,.3),N(2),N(2)); ip('relu_',lambda a:F.relu_(a),N(3)); ip('sqrt_',lambda a:a.abs_().sqrt_(),N(3)); ip('pow_',lambda a:a.pow_(3),N(3)); ip('renorm_',lambda a:a.renorm_(2,0,1),N(3,2))
# linalg
o('mm',torch.mm,N(2,3),N(3,2)); o('bmm',torch.bmm,N(2,2,3),N(2,3,2)); o('matmul',torch.matmul,N(2,2,3),N(3)); o('mv',torch.mv,N(2,3),N(3)); o('dot',torch.dot,N(3),N(3)); o('vdot',torch.vdot,C(3),C(3)); o('mm_c',torch.mm,C(2,2),C(2,2)); o('dot_c',torch.dot,C(2),C(2)); o('outer',torch.outer,N(2),N(3)); o('ger',torch.ger,N(2),N(2)); o('addmm',lambda a,b,c:torch.addmm(a,b,c,beta=.5,alpha=2),N(2),N(2,3),N(3,2)); o('addmv',torch.addmv,N(2),N(2,3),N(3)); o('addr',torch.addr,N(2,3),N(2),N(3)); o('addbmm',torch.addbmm,N(2,2),N(2,2,3),N(2,3,2)); o('baddbmm',torch.baddbmm,N(2,2,2),N(2,2,3),N(2,3,2)); o('einsum',lambda a,b:torch.einsum('ij,jk->ik',a,b),N(2,3),N(3,2)); o('tensordot',lambda a,b:torch.tensordot(a,b,1),N(2,3),N(3,2)); o('chain_matmul',torch.chain_matmul,N(2,3),N(3,2),N(2,2)); o('inner',torch.inner,N(2,3),N(3)); o('linear',F.linear,N(2,3),N(4,3),N(4)); o('bilinear',F.bilinear,N(2,3),N(2,2),N(2,3,2),N(2))
L=torch.linalg
def S(n=3): return (torch.randn(n,n,dtype=D)+torch.eye(n,dtype=D)*4).requires_grad_()
def P(a): return a@a.mT+torch.eye(a.shape[-1],dtype=a.dtype)
o('det',L.det,S()); o('slogdet',L.slogdet,S()); o('logdet',lambda a:torch.logdet(P(a)),N(2,2)); o('inv',L.inv,S()); o('solve',L.solve,S(),N(3,2)); o('solve_triangular',lambda a,b:L.solve_triangular(a.tril(),b,upper=False),S(),N(3,2)); o('triangular_solve',lambda b,a:torch.triangular_solve(b,a)[0],N(3,2),S()); o('cholesky',lambda a:L.cholesky(P(a)),N(2,2)); o('cholesky_solve',lambda b,a:torch.cholesky_solve(b,L.cholesky(P(a))),N(2,1),N(2,2)); o('cholesky_inverse',lambda a:torch.cholesky_inverse(L.cholesky(P(a))),N(2,2)); o('qr',L.qr,S()); o('svdvals',L.svdvals,N(3,2)); o('svd_s',lambda a:L.svd(a,full_matrices=False)[1],N(3,2)); o('svd_u',lambda a:(lambda u,s,v:(u.abs(),s,v.abs()))(*L.svd(a,full_matrices=False)),N(3,2)); o('eigh',lambda a:(lambda w,v:(w,v.abs()))(*L.eigh(a+a.mT)),S()); o('eigvalsh',lambda a:L.eigvalsh(a+a.mT),S()); o('eigvals',lambda a:L.eigvals(a).abs(),S()); o('eig',lambda a:L.eig(a)[1].abs(),S()); o('pinv',L.pinv,N(3,2)); o('lstsq',lambda a,b:L.lstsq(a,b)[0],N(3,2),N(3,1)); o('matrix_exp',torch.matrix_exp,N(2,2)); o('matrix_power',lambda a:L.matrix_power(a,3),N(2,2)); o('matrix_norm',L.matrix_norm,N(2,2)); o('matrix_norm_nuc',lambda a:L.matrix_norm(a,'nuc'),N(2,2)); o('matrix_norm2',lambda a:L.matrix_norm(a,2),N(2,2)); o('cond',L.cond,S()); o('multi_dot',lambda a,b,c:L.multi_dot([a,b,c]),N(2,3),N(3,2),N(2,2)); o('lu',lambda a:torch.linalg.lu(a)[1:],S()); o('lu_factor',lambda a:L.lu_factor(a)[0],S()); o('lu_solve',lambda a,b:torch.lu_solve(b,*L.lu_factor(a)),S(),N(3,1)); o('householder',L.householder_product,N(3,2),N(2)); o('inv_ex',lambda a:L.inv_ex(a)[0],S()); o('tensorinv',lambda a:L.tensorinv(a.reshape(2,2,4)),S(4)); o('vecdot',L.vecdot,N(2,3),N(2,3)); o('solve_c',L.solve,C(2,2),C(2,1)); o('inv_c',L.inv,C(2,2)); o('det_c',L.det,C(2,2)); o('ormqr',torch.ormqr,N(3,2),N(2),N(3,2))
# complex
o('real',torch.real,C(3)); o('imag',torch.imag,C(3)); o('complex',torch.complex,N(2),N(2)); o('polar',torch.polar,R(2),N(2)); o('view_as_real',torch.view_as_real,C(2)); o('view_as_complex',torch.view_as_complex,N(2,2)); o('mH',lambda a:a.mH,C(2,2)); o('conj_mul',lambda a:a.conj()*a,C(2)); o('resolve_conj',lambda a:a.conj().resolve_conj(),C(2)); o('conj_imag',lambda a:a.conj().imag*2,C(2))
for n in 'fft ifft rfft irfft hfft ihfft fft2 ifft2 fftn rfft2 irfft2 fftshift'.split():
    f=getattr(torch.fft,n); o('fft.'+n,f,N(3,4) if n in('rfft','ihfft','rfft2') else C(3,4))
o('stft',lambda a:torch.stft(a,4,2,window=torch.ones(4,dtype=D),return_complex=True),N(12))
# nn
for n in 'celu elu gelu glu hardshrink hardsigmoid hardswish hardtanh leaky_relu log_sigmoid logsigmoid mish relu relu6 rrelu selu silu softplus softshrink softsign tanhshrink threshold softmin normalize gumbel'.split():
    if not hasattr(F,n): continue
    f=getattr(F,n)
    if n=='threshold': g=lambda a:F.threshold(a,.1,2.)
    elif n in('softmin','softmax','glu'): g=lambda a,f=f:f(a,dim=-1)
    else: g=f
    o('F.'+n,g,N(2,4))
o('F.gelu_tanh',lambda a:F.gelu(a,approximate='tanh'),N(4)); o('F.softmax',lambda a:F.softmax(a,1),N(2,3)); o('F.log_softmax',lambda a:F.log_softmax(a,1),N(2,3)); o('F.prelu',F.prelu,N(2,3),U(3)); o('F.softplus_t',lambda a:F.softplus(a,2,.5),N(4))
o('F.conv1d',F.conv1d,N(1,2,5),N(3,2,2),N(3)); o('F.conv2d',lambda x,w,b:F.conv2d(x,w,b,stride=2,padding=1),N(1,2,4,4),N(3,2,2,2),N(3)); o('F.conv_transpose2d',F.conv_transpose2d,N(1,2,3,3),N(2,3,2,2),N(3)); o('F.conv3d',F.conv3d,N(1,1,3,3,3),N(1,1,2,2,2)); o('F.conv_g',lambda x,w:F.conv2d(x,w,groups=2),N(1,2,3,3),N(2,1,2,2)); o('F.unfold',lambda x:F.unfold(x,2),N(1,1,3,3)); o('F.fold',lambda x:F.fold(x,(3,3),2),N(1,4,4))
o('F.max_pool2d',lambda x:F.max_pool2d(x,2),N(1,1,4,4)); o('F.avg_pool2d',lambda x:F.avg_pool2d(x,2),N(1,1,4,4)); o('F.max_pool1d',lambda x:F.max_pool1d(x,2),N(1,1,4)); o('F.max_pool3d',lambda x:F.max_pool3d(x,2),N(1,1,2,2,2)); o('F.avg_pool1d',lambda x:F.avg_pool1d(x,2),N(1,1,4)); o('F.avg_pool3d',lambda x:F.avg_pool3d(x,2),N(1,1,2,2,2)); o('F.adaptive_avg_pool2d',lambda x:F.adaptive_avg_pool2d(x,2),N(1,1,3,3)); o('F.adaptive_max_pool2d',lambda x:F.adaptive_max_pool2d(x,2),N(1,1,3,3)); o('F.lp_pool2d',lambda x:F.lp_pool2d(x,2,2),R(1,1,4,4)); o('F.max_unpool2d',lambda x:F.max_unpool2d(x,torch.tensor([[[[0,3],[8,15]]]]),2),N(1,1,2,2)); o('F.fractional',lambda x:F.fractional_max_pool2d(x,2,output_size=2,_random_samples=torch.full((1,1,2),.5,dtype=D)),N(1,1,4,4))
rm,rv=torch.zeros(2,dtype=D),torch.ones(2,dtype=D)
o('F.batch_norm',lambda x,w,b:F.batch_norm(x,None,None,w,b,True),N(3,2),N(2),N(2)); o('F.batch_norm_eval',lambda x,w,b:F.batch_norm(x,rm,rv,w,b,False),N(3,2),N(2),N(2)); o('F.layer_norm',lambda x,w,b:F.layer_norm(x,(3,),w,b),N(2,3),N(3),N(3)); o('F.group_norm',lambda x,w,b:F.group_norm(x,2,w,b),N(2,4,2),N(4),N(4)); o('F.instance_norm',lambda x:F.instance_norm(x),N(2,2,3)); o('F.local_response_norm',lambda x:F.local_response_norm(x,2),N(1,3,3))
T=torch.tensor
o('F.mse',F.mse_loss,N(2,2),N(2,2)); o('F.l1',F.l1_loss,N(2,2),N(2,2)); o('F.smooth_l1',F.smooth_l1_loss,N(2,2),N(2,2)); o('F.huber',F.huber_loss,N(2,2),N(2,2)); o('F.bce',F.binary_cross_entropy,U(3),U(3)); o('F.bcel',F.binary_cross_entropy_with_logits,N(3),U(3)); o('F.bcel_w',lambda x,y,w:F.binary_cross_entropy_with_logits(x,y,pos_weight=w),N(3),U(3),U(3)); o('F.kl',lambda a,b:F.kl_div(a,b,reduction='batchmean'),N(2,2),U(2,2)); o('F.nll',lambda a:F.nll_loss(a,T([0,1])),N(2,3)); o('F.nll2d',lambda a:F.nll_loss(a,T([[[0,1]]])),N(1,2,1,2)); o('F.ce',lambda a:F.cross_entropy(a,T([0,1]),label_smoothing=.1),N(2,3)); o('F.ce_p',F.cross_entropy,N(2,3),U(2,3)); o('F.cos',lambda a,b:F.cosine_embedding_loss(a,b,T([1,-1])),N(2,3),N(2,3)); o('F.cosim',F.cosine_similarity,N(2,3),N(2,3)); o('F.margin_rank',lambda a,b:F.margin_ranking_loss(a,b,T([1.,-1.])),N(2),N(2)); o('F.hinge',lambda a:F.hinge_embedding_loss(a,T([1.,-1.])),N(2)); o('F.mm',lambda a:F.multi_margin_loss(a,T([0,1])),N(2,3)); o('F.mlm',lambda a:F.multilabel_margin_loss(a,T([[0,-1,1]])),N(1,3)); o('F.mlsm',lambda a:F.multilabel_soft_margin_loss(a,T([[0.,1,1]],dtype=D)),N(1,3)); o('F.soft_margin',lambda a:F.soft_margin_loss(a,T([1.,-1])),N(2)); o('F.triplet',F.triplet_margin_loss,N(2,3),N(2,3),N(2,3)); o('F.poisson',lambda a,b:F.poisson_nll_loss(a,b),N(2),U(2)); o('F.gaussian',F.gaussian_nll_loss,N(2),N(2),R(2)); o('F.pairwise',F.pairwise_distance,N(2,3),N(2,3)); o('F.ctc',lambda a:F.ctc_loss(a.log_softmax(2),T([[1,2]]),T([4]),T([2])),N(4,1,3))
for m in 'nearest bilinear bicubic area nearest-exact'.split(): o('F.interp_'+m,lambda x,m=m:F.interpolate(x,scale_factor=2,mode=m),N(1,1,2,3))
o('F.interp_linear',lambda x:F.interpolate(x,size=5,mode='linear'),N(1,1,3)); o('F.interp_trilinear',lambda x:F.interpolate(x,size=(3,3,3),mode='trilinear'),N(1,1,2,2,2)); o('F.grid_sample',lambda x,g:F.grid_sample(x,g.tanh(),align_corners=False),N(1,1,3,3),N(1,2,2,2)); o('F.affine_grid',lambda t:F.affine_grid(t,(1,1,2,2),align_corners=False),N(1,2,3)); o('F.pixel_shuffle',lambda x:F.pixel_shuffle(x,2),N(1,4,2,2)); o('F.pad_reflect',lambda x:F.pad(x,(1,1),'reflect'),N(1,1,3)); o('F.pad_repl',lambda x:F.pad(x,(1,1),'replicate'),N(1,1,3)); o('F.pad_circ',lambda x:F.pad(x,(1,1),'circular'),N(1,1,3)); o('F.dropout0',lambda x:F.dropout(x,0.,True),N(3)); o('F.channel_shuffle',lambda x:torch.channel_shuffle(x,2),N(1,4,1,1)); o('F.mha',lambda q,w:F.multi_head_attention_forward(q,q,q,4,2,w.reshape(12,4),torch.zeros(12,dtype=D),None,None,False,0.,torch.eye(4,dtype=D),torch.zeros(4,dtype=D))[0],N(2,1,4),N(12,4)); o('F.sdpa',lambda q,k,v:torch._scaled_dot_product_attention(q,k,v)[0] if hasattr(torch,'_scaled_dot_product_attention') else q,N(1,2,3),N(1,2,3),N(1,2,3))
for nm in 'RNN LSTM GRU'.split():
    m=getattr(torch.nn,nm)(2,3).double(); o('nn.'+nm,lambda x,m=m:m(x)[0],N(2,1,2))
    m=getattr(torch.nn,nm+'Cell')(2,3).double(); o('nn.'+nm+'Cell',lambda x,m=m:m(x)[0],N(1,2))
m=torch.nn.TransformerEncoderLayer(4,2,4,dropout=0.).double(); o('nn.Trans',lambda x,m=m:m(x),N(2,1,4))
# composites
o('mixed',lambda a,b:((a@b).sin().sum(0,keepdim=True)*a[:1]).exp().log1p(),N(2,2),N(2,2)); o('nestedview',lambda a:(a[:,1:].t()[0]*a[0,0]).cumsum(0),N(3,3))

capable = 'renorm_ broadcast_to slice_scatter as_strided_scatter vdot dot_c triangular_solve cholesky_inverse scatter_reduce_prod fill_'.split()
for name, (f, a) in ops.items():
    if name in capable or name.startswith(('index_reduce', 'segment', 'embedding_bag', 'F.mm', 'F.mlm', 'F.grid', 'F.affine')):
        continue
    try:
        r = gradcheck(f, a, check_forward_ad=True, check_undefined_grad=False)
    except Exception as e:
        r = f'{type(e).__name__} {e}'.split('\n')[0][:100]
    if r is not True:
        print(name, r)
