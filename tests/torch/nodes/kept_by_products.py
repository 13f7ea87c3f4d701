"""What products keep of a batch is named as the view that they have of it, when it was written to."""
import torch

for left, right in (((3, 1), (2, 1, 3)), ((5, 4), (2, 4, 3)), ((4,), (2, 4, 3)), ((3, 2), (2, 2, 3)), ((2, 3, 4), (4,)), ((2, 3, 4), (4, 5)), ((1, 4), (2, 4, 3)), ((2, 3, 4), (2, 4, 1))):
    for operand in (0, 1):
        for view in (False, True):
            a, b = torch.ones(left, requires_grad=True), torch.ones(right, requires_grad=True)
            x, y = a * 1, b * 1
            if view and y.dim() == 3:
                y = y.transpose(1, 2).contiguous().transpose(1, 2)
            r = x @ y
            (y if operand else x).add_(1)
            try:
                r.sum().backward()
                print(left, right, operand, 'passes')
            except RuntimeError as e:
                print(left, right, operand, str(e).split('[torch.')[1].split(' is at version')[0])
