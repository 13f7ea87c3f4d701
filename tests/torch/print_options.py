"""torch.set_printoptions: its order of arguments, and numbers and flags of other types."""
import torch

t, many = torch.tensor([1.5, 2.25, 1e5]), torch.arange(2000)
small = torch.tensor([0.125, 3.])
for args, options in [((2, 5, 1, 60, 'full', True), {}), ((), dict(precision='2')), ((), dict(threshold=2.5)), ((), dict(threshold=True)), ((), dict(threshold=float('inf'), linewidth=40)),
                      ((), dict(threshold=-1)), ((), dict(threshold=torch.ones(()))), ((), dict(threshold=float('nan'))), ((), dict(edgeitems=10 ** 20, threshold=1)),
                      ((), dict(linewidth=40.5)), ((), dict(linewidth=10 ** 20)), ((), dict(linewidth=-1)), ((), dict(linewidth=torch.tensor(30.))), ((), dict(sci_mode=1)),
                      ((), dict(sci_mode=0)), ((), dict(sci_mode='')), ((), dict(sci_mode='x')), ((), dict(sci_mode=[])), ((), dict(sci_mode=torch.ones(1))),
                      ((), dict(profile=1)), ((), dict(profile='zork')), ((), dict(profile='short')), ((), dict(profile=[], precision=1))]:
    torch.set_printoptions(profile='default')
    torch.set_printoptions(*args, **options)
    for x in (t, small, many[:30], many):
        text = str(x)
        print(text if len(text) < 400 else (len(text), text[:30], text[-30:]))
