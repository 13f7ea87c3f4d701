"""Transforms of distributions: values, inverses, shapes, signs, equality, domains; constraints."""
import torch
import torch.distributions as D


T=torch.tensor
def t(s):
    try:
        torch.manual_seed(0); r=eval(s,globals()); print(s,"->",r if not isinstance(r,torch.Tensor) else (r.tolist() if r.dtype!=torch.float32 else [float("%.5g"%v) for v in r.flatten().tolist()]), getattr(r,"shape",""), getattr(r,"dtype",""))
    except Exception as e: print(s,'!!',type(e).__name__,str(e)[:300])
for c in ["AbsTransform()","AffineTransform(1.,T([2.,-3.]))","CatTransform([D.ExpTransform(),D.AffineTransform(0.,2.)],dim=0,lengths=[1,1])","ComposeTransform([D.ExpTransform(),D.PowerTransform(T(2.))])","CorrCholeskyTransform()","CumulativeDistributionTransform(D.Normal(0.,1.))","ExpTransform()","IndependentTransform(D.ExpTransform(),1)","LowerCholeskyTransform()","PowerTransform(T(2.))","ReshapeTransform((2,),(1,2))","SigmoidTransform()","SoftplusTransform()","TanhTransform()","SoftmaxTransform()","StackTransform([D.ExpTransform(),D.ExpTransform()])","StickBreakingTransform()","PositiveDefiniteTransform()","identity_transform"]:
    c="D."+c if 'identity' not in c else "D.transforms.identity_transform"
    for m in ["{}","{}(T([.5,1.]))","{}.inv","{}.inv({}(T([.5,1.])))","{}.log_abs_det_jacobian(T([.5,1.]),{}(T([.5,1.])))","{}.domain","{}.codomain","{}.bijective","{}.sign","{}=={}","{}.forward_shape((2,))","{}.inverse_shape((2,))","{}.with_cache(1)"]: t(m.replace('{}',c))
C=D.constraints
for c in ["boolean","real","positive","unit_interval","simplex","lower_cholesky","positive_definite","nonnegative_integer","positive_integer","one_hot","corr_cholesky","real_vector","symmetric","square","positive_semidefinite","greater_than(2)","greater_than_eq(2)","less_than(1)","interval(0,2)","half_open_interval(0,1)","integer_interval(0,3)","multinomial(3)","independent(C.real,1)","cat([C.real,C.positive],0,[1,1])","stack([C.real,C.positive],0)","dependent"]:
    for m in ["C.%s","C.%s.check(T([1.,0.]))","C.%s.check(T([[1.,0.],[2.,1.]]))","C.%s.is_discrete","C.%s.event_dim","D.biject_to(C.%s)","D.transform_to(C.%s)"]: t(m%c)
w = D.Weibull(T([1., 2.]), T([1., .5]))
k = D.Kumaraswamy(T([1., 2.]), T([2., .5]))
t("D.kl_divergence(w, w), D.kl_divergence(k, k)")
t("D.Beta(T([1.,2]),T([2.,.5]),validate_args=False).log_prob(T(-2.))")
for c in ["ExpTransform()","AffineTransform(0.,1.)","ComposeTransform([])","Normal(0.,1.)","ReshapeTransform((2,),(1,2))","IndependentTransform(D.ExpTransform(),1)","StackTransform([])","CatTransform([])"]:
    o=eval("D."+c)
    try: hash(o); print(c,'hashable')
    except TypeError as e: print(c,e)
    for n in ('domain','codomain','event_dim','bijective','sign','inv'):
        try: print(n,getattr(o,n))
        except Exception as e: print(n,type(e).__name__,e)
    try: print(o==eval("D."+c))
    except Exception as e: print(e)
