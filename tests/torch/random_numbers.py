"""Seeded random numbers."""
import warnings

import torch

warnings.simplefilter('ignore')


def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, str(e)[:90])


F = torch.nn.functional
x = torch.arange(12.).reshape(3, 4)
i8 = torch.tensor([1, 2, 3], dtype=torch.int8)
torch.manual_seed(1)
t(lambda: F.dropout(torch.ones(3,4)))
t(lambda: F.dropout(x,0.5,False) is x)
t(lambda: F.dropout(x,2))
t(lambda: torch.bernoulli(torch.full((4,),0.5)))
t(lambda: torch.multinomial(torch.tensor([1.,2,3]),2))
t(lambda: torch.normal(0.,1.,(2,2)))
t(lambda: torch.normal(torch.zeros(3),torch.ones(3)))
t(lambda: torch.empty(3).uniform_(-1,1))
t(lambda: torch.empty(3).normal_())
t(lambda: torch.zeros(3).random_(10))
t(lambda: torch.rand_like(x))
t(lambda: torch.randint(3,(2,2)))
t(lambda: torch.randint(high=3,size=(2,)))
t(lambda: torch.randint(3))
t(lambda: torch.randint(5,2,(3,)))
g=torch.Generator()
t(lambda: g.manual_seed(3).initial_seed())
t(lambda: torch.rand(2,generator=g))
t(lambda: torch.randperm(4,generator=g))

# where the stream stands, as the state says it
for n in (0, 1, 3, 16, 623, 625, 1300):
    torch.manual_seed(4)
    torch.rand(n)
    state = torch.get_rng_state()
    x = torch.rand(2)
    torch.set_rng_state(state)
    print(n, state[8:20].tolist(), torch.equal(x, torch.rand(2)))
