"""Index expressions: what is selected before what is looked at, masks of several dimensions, and the sentences."""
import torch
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:200])
x=torch.arange(12).reshape(2,2,3); m=torch.ones(2,2,dtype=torch.bool)
t(lambda: x[m,0]); t(lambda: x[m,1:]); t(lambda: x[m,None].shape); t(lambda:x[m,torch.tensor([0,1,2,0])])
t(lambda: x[m,...].shape); t(lambda: x[...,m].shape)
t(lambda: torch.tensor(5)[0]);t(lambda: torch.tensor(5)[3]);t(lambda: torch.tensor(5)[1:]);t(lambda: torch.tensor(5)[::-1])
t(lambda: torch.tensor(5)[torch.tensor(0)]); t(lambda: torch.tensor(5)[0,]); t(lambda: x[[1.5]]); t(lambda:x[["a"]]); t(lambda:x[[None]].shape); t(lambda: x[[True,False]].shape)
t(lambda: x[range(2)].shape); t(lambda:x[(0,1),].shape);t(lambda:x[[[0,1],[1,0]]].shape);t(lambda:x[[[0,1],[1,0]],].shape); t(lambda:x[torch.zeros(2,2,3,dtype=torch.uint8)].shape)
t(lambda:x[torch.tensor(1,dtype=torch.int8)]);t(lambda:x[torch.tensor([1],dtype=torch.int8)]);t(lambda:x[torch.tensor([1.])]);t(lambda:x[torch.tensor(1.)])
t(lambda:x[0,...,...,1]);t(lambda:x[1,2,3,4]);t(lambda:x[0,"a"]);t(lambda:x[{}]);t(lambda:x[{1}]);t(lambda:x[b"ab"]);t(lambda:x[[2j]]);t(lambda:x[1+0j]); t(lambda:x[[]].shape);t(lambda:x[()].shape); t(lambda:x[[[]]].shape); t(lambda:x[[0,[1]]]);t(lambda:x["ab"]);t(lambda:x[""]);t(lambda:x[[[1,2],[3]]]); t(lambda:x[[1,slice(None)]].shape)
t(lambda:x[[torch.tensor(1),torch.tensor(0)]].shape); t(lambda:x[[torch.tensor(1),0]].shape);t(lambda:x[[torch.tensor([1]),0]].shape)
t(lambda:x[9223372036854775807]);t(lambda:x[1<<70]);t(lambda:x[:1<<70].shape);t(lambda:x["a":]);t(lambda:x[1.5:]);t(lambda:x[::0]);t(lambda:x[torch.tensor(1):].shape)
t(lambda:x[torch.zeros(0,2,dtype=torch.bool)]);t(lambda:torch.zeros(0,3)[torch.tensor([0])]);t(lambda:torch.zeros(0,3)[:,torch.tensor([0,7])]);t(lambda:torch.zeros(0,3)[:,torch.tensor([0,2])].shape);t(lambda:torch.zeros(0,3)[torch.tensor([],dtype=torch.long)].shape)
def s(v,f):
    def g():
        y=x.clone().float(); f(y); return y.flatten().tolist()
    t(g)
def st(k,v): 
    def f(y): y[k]=v
    s(0,f)
st(torch.tensor(True),torch.tensor(3)); st(m,torch.tensor(3)); st(m,torch.tensor([3])); st(m,torch.tensor([3,4])); st((m,m),3); st(torch.tensor([0,7]),torch.zeros(5)); st(torch.tensor([0,7]),torch.tensor(1)); st(0,[1,2]); st(True,torch.ones(5)); st(False,torch.ones(5)); st(None,torch.ones(5)); st(...,torch.ones(5)); st("a",1); st("a",None); st(torch.tensor([0,7]),2j); st(0,2j); st(torch.tensor(7),1); st((0,1.5),1); st(slice(None),torch.ones(1,1,1,1,1)); st(torch.tensor([0]),torch.ones(1,1,1,1,1)); st(m, torch.ones(1,1,1,1));st(torch.ones(3,dtype=torch.bool),1); st((slice(None),m[0,:1]),1);st((slice(None),m[0,:1]),torch.ones(2))
st(m,torch.tensor(2j)); st(m,True); st(torch.tensor([True,False]),torch.tensor(True)); st(torch.tensor([[True,False,True],[True,False,True]]),torch.tensor(2));
