"""How outputs that are resized lie in memory: as the results would."""
import torch

x = torch.rand(4, 3).t()
y = torch.rand(4, 3).t()
i = torch.zeros(4, 3, dtype=torch.int64).t()
b = torch.rand(2, 4, 3).transpose(1, 2)
cl = torch.rand(2, 3, 4, 5).contiguous(memory_format=torch.channels_last)
S = torch.eye(3)
CALLS = """
exp(x
add(x,y
mul(x,2
cumsum(x,0
cumprod(x,1
softmax(x,0
log_softmax(x,1
sum(x,0,keepdim=True
sum(b,0
mean(b,0
amax(b,0
matmul(x,x.t()
mm(x.t(),x
bmm(b,b.transpose(1,2)
cat([x,y]
cat([cl,cl]
stack([x,y]
gather(x,0,i
index_select(x,0,torch.tensor([0,1])
where(x>0.5,x,y
sort(x,0
topk(x,2
max(x,0
cummax(x,0
clamp(x,0,1
tril(x
triu(x
lerp(x,y,0.5
addcmul(x,x,y
addmm(x,x,torch.eye(4)
eq(x,y
logical_not(x
pow(x,2
atan2(x,y
floor_divide(x,y
true_divide(x,y
norm(b,2,0
std(b,0
var(b,0
logsumexp(b,0
prod(b,0
argmax(b,0
all(b>0,0
any(b>0,0
round(x
nan_to_num(x
median(b,0
kthvalue(b,1,0
mode(b,0
scatter(x,0,i,y
scatter_add(x,0,i,y
index_add(x,0,torch.tensor([0]),y[:1]
renorm(x,2,0,1
bitwise_and(i,i
gcd(i,i
maximum(x,y
fmod(x,y
copysign(x,y
hypot(x,y
cross(x,y,0
logcumsumexp(x,0
nansum(b,0
hardshrink(x
sgn(x
abs(x
neg(x
conj_physical(x
digamma(x
polygamma(1,x
erfinv(x
logit(x
frac(x
sinc(x
mvlgamma(x+2,1
linalg.cholesky(S
linalg.inv(S
linalg.solve(S,x
linalg.qr(S
linalg.lu(S
linalg.lu_factor(S
linalg.matrix_power(S,2
linalg.vector_norm(b,2,0
linalg.multi_dot([x,x.t()]
cholesky(S
cholesky_solve(x,S
cholesky_inverse(S
triangular_solve(x,S
geqrf(S
ormqr(S,torch.zeros(3),x
linalg.lu_solve(S,torch.tensor([1,2,3],dtype=torch.int32),x
linalg.solve_triangular(S,x,upper=True
fft.fft(x,dim=0
fft.fft2(b
fft.rfft(x,dim=0
fft.irfft(x.cfloat(),dim=0
tensordot(x,x,([1],[1])
kron(x,y
outer(x[0],x[0]
diff(x,dim=0
take_along_dim(x,i,0
hstack([x,y]
vstack([x,y]
dstack([x,y]
special.i0e(x
special.zeta(x+1,y
special.entr(x
special.xlogy(x,y
special.xlog1py(x,y
igamma(x,y
heaviside(x,y
ldexp(x,i.int()
float_power(x,2
linalg.ldl_factor(S
linalg.householder_product(S,torch.zeros(3)
isin(x,y
isposinf(x
signbit(x
aminmax(b,dim=0
quantile(b,0.5,0
nanmean(b,0
complex(x,y
polar(x,y
narrow_copy(x,0,0,2
addr(x,x[:,0],x[0]
addmv(x[0],x.t(),x[:,0]
baddbmm(b@b.mT,b,b.mT
addbmm(S,b,b.mT
addcdiv(x,x,y
bernoulli(x
normal(x,y
multinomial(x,2
histc(x
bucketize(x,torch.tensor([.5])
searchsorted(torch.tensor([.5]),x
msort(x
clamp(cl,0,1
exp(cl
add(cl,cl
column_stack([x,y]
frexp(x
diag(x
index_copy(x,0,torch.tensor([0]),y[:1]
"""
RANDOM = "bernoulli", "normal", "multinomial"
for call in CALLS.split("\n")[1:-1]:
    try:
        r = eval(f"torch.{call})")
    except RuntimeError as e:
        print(call, e)
        continue
    several = isinstance(r, tuple)
    out = tuple(torch.empty(0, dtype=t.dtype) for t in (r if several else (r,)))
    try:
        eval(f"torch.{call}, out=out)" if several else f"torch.{call}, out=out[0])")
    except TypeError:
        print(call, "has no out")
    except RuntimeError as e:
        print(call, e)
    else:
        pairs = list(zip(r if several else (r,), out))
        print(call, [(t.stride(), o.stride(), call.startswith(RANDOM) or torch.equal(t, o)) for t, o in pairs])
