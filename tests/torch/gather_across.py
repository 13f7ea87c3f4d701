"""gather and scatter_add along another dimension than the last, of more elements than go line by line."""
import torch

torch.manual_seed(0)
for dtype in torch.float32, torch.float64, torch.int64, torch.int16:
    for sizes, length in ((70, 90), 20), ((9, 60, 30), 11), ((3, 5, 40, 17), 6):
        for dim in range(len(sizes) - 1):
            shape = list(sizes)
            shape[dim] = length
            table = (torch.randn(shape) * 8).round().to(dtype)
            index = torch.randint(0, length, sizes)
            source = (torch.randn(sizes) * 8).round().to(dtype)
            got = torch.gather(table, dim, index)
            summed = table.clone().scatter_add_(dim, index, source)
            one = torch.nn.functional.one_hot(index, length)        # ... along the last dimension
            same = torch.equal(got.long(), (one * table.long().movedim(dim, -1).unsqueeze(dim)).sum(-1))
            added = torch.equal((summed - table).long().movedim(dim, -1), (one * source.long().unsqueeze(-1)).sum(dim))
            print(dtype, sizes, dim, same, added)
            index[(-1,) * len(sizes)] = length
            index[(0,) * (len(sizes) - 1) + (2,)] = -7
            for call in (lambda: torch.gather(table, dim, index)), (lambda: table.scatter_add(dim, index, source)):
                try:
                    call()
                except RuntimeError as e:
                    print(e)
