"""What PyTorch has several nodes for and Kukri one: asking for its parts raises NotImplementedError."""
import torch
import torch.nn as nn

for layer in (nn.RNN(2, 2), nn.LSTM(2, 2), nn.GRU(2, 2)):
    node = layer(torch.ones(1, 1, 2))[0].grad_fn
    for f in (lambda: node.next_functions, lambda: node.register_hook(print)):
        try:
            f()
        except NotImplementedError as e:
            print(e)
node = nn.Linear(2, 2)(torch.ones(1, 2)).grad_fn.next_functions[2][0]
for node in (node, nn.Linear(2, 2)(torch.ones(2)).grad_fn):
    try:
        node.register_hook(print)
    except NotImplementedError as e:
        print(e)
