# Calls of histograms and dropouts with inputs that PyTorch refuses, or takes in a way of its own.
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

warnings.simplefilter('ignore')
I = torch.tensor([1, 2, 3, 4])
U, H, BF, C, X, D = I.to(torch.uint8), I.half(), I.bfloat16(), I.to(torch.complex64), I.float(), I.double()


def tried(text):
    torch.manual_seed(0)
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, type(e).__name__, str(e))


for v in 'I U H BF C X D'.split():
    for call in ('histc({},4,0,5)', 'histogram({},3)', 'histogram({},torch.tensor([0,2,5]))', 'histogramdd({}.reshape(2,2),[2,2])',
                 'histogramdd({}.reshape(2,2),2)', 'histogramdd({}.reshape(2,2),[torch.tensor([0.,2.,5.]),torch.tensor([0.,2.,5.])])',
                 'histogramdd({}.reshape(2,2),[2,2],range=[0.,5.,0.,5.])', 'histogram({},3,weight=torch.ones(4))'):
        tried('torch.' + call.format(v))
M = X.reshape(2, 2)
for args in ('M,[torch.tensor([0.,2.,5.])]', 'M,[torch.ones(2,2),torch.ones(2)]', 'M,[torch.tensor([0.]),torch.tensor([0.,1.])]',
             'M,[2,2],weight=torch.ones(3)', 'M,[2,2],weight=torch.tensor([1.,3.])', 'M,[2,2],weight=torch.ones(2,dtype=torch.int64)',
             'M,[2,2],range=[5.,0.,0.,1.]', 'M,[2,2],range=[0.,float("nan"),0.,1.]', 'M,2,density=True', 'M,(2,3)', 'M,0', 'M,-1', 'M,"a"',
             'M.reshape(1,2,2),[2,2]', 'M,[2,2],range=[0.,1.,0.]', 'M,[2,2],range=[1.,1.,2.,2.]', 'X,[2]', 'torch.empty(0,2),2', 'torch.zeros(2,2),2',
             'I.reshape(2,2),0', 'torch.tensor(1.),2'):
    tried(f'torch.histogramdd({args})')
for m in ('Dropout', 'Dropout1d', 'Dropout2d', 'Dropout3d', 'AlphaDropout', 'FeatureAlphaDropout'):
    for x in ('"a"', 'None', '3', '[1.,2.]', 'torch.ones(2,3)', 'I', 'torch.tensor(1.)', 'H'):
        tried(f'nn.{m}()({x})')
        tried(f'nn.{m}().eval()({x})')
        tried(f'nn.{m}(inplace=True)({x})')
for f in ('dropout', 'dropout1d', 'dropout2d', 'dropout3d', 'alpha_dropout', 'feature_alpha_dropout'):
    for a in ('X,"a"', 'X,-0.1', 'X,1.1', 'X,0.5,"t"', 'X,0.5,1', 'X,0.5,None', 'X,0.5,torch.tensor(1)', 'X,0.5,[]', '3', 'M,0.5,True', 'X,0.5,True,True'):
        tried(f'F.{f}({a})')
