# A classifier of points in spirals: two hidden layers, Adam, shuffled minibatches.
import math

import torch
import torch.nn as nn

torch.manual_seed(3)
n, classes = 600, 3
t = torch.rand(n)
label = torch.arange(n) % classes
angle = t * 4 + label * (2 * math.pi / classes) + 0.1 * torch.randn(n)
points = torch.stack((t * torch.cos(angle), t * torch.sin(angle)), 1)
net = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, classes))
optimizer = torch.optim.Adam(net.parameters(), lr=1e-2)
loss_of = nn.CrossEntropyLoss()
for epoch in range(30):
    order = torch.randperm(n)
    for i in range(0, n, 50):
        rows = order[i:i + 50]
        optimizer.zero_grad()
        loss = loss_of(net(points[rows]), label[rows])
        loss.backward()
        optimizer.step()
with torch.no_grad():
    correct = (net(points).argmax(1) == label).float().mean().item()
print(f'correct {correct:.2f}')
