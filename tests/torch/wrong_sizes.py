"""Sizes, orders and options that do not fit: what they are refused with."""
import torch
import torch.nn.functional as F

V, M = torch.ones(3), torch.ones(2, 3)
line, number = torch.ones(2), torch.tensor(1.)


def refused(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for f in (lambda: torch.nn.RNN(2, 3, num_layers=0), lambda: torch.nn.LSTM(2, 3, num_layers=-1), lambda: torch.ones(2).resize_(-1, 2), lambda: torch.ones(2).resize_(-1),
          lambda: F.batch_norm(number, V, V), lambda: F.batch_norm(line, V, V), lambda: F.batch_norm(line, V, V, training=True), lambda: F.batch_norm(line, line, line),
          lambda: F.batch_norm(line, torch.ones(0), V), lambda: F.batch_norm(line, None, None, V, training=True), lambda: torch.linalg.norm(M, 1j),
          lambda: torch.linalg.norm(V, 1j), lambda: torch.linalg.matrix_norm(M, 1j), lambda: torch.linalg.cond(torch.eye(2), 1j), lambda: torch.linalg.norm(M, 1 + 0j),
          lambda: torch.linalg.matrix_norm(M, 3), lambda: torch.constant_pad_nd(line, (1, 1, 1, 1)), lambda: torch.constant_pad_nd(number, (1, 1)), lambda: F.pad(number, (1, 1)),
          lambda: torch.testing.assert_close(V, V, check_layout=M), lambda: torch.testing.assert_close(V, V, check_layout=torch.ones(0)),
          lambda: torch.testing.assert_close(V, V.double(), check_stride=False)):
    refused(f)
