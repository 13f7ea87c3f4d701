# A recurrent network that continues a sum of sines.
import torch
import torch.nn as nn

torch.manual_seed(4)
time = torch.arange(0, 60, 0.1)
wave = torch.sin(time) + 0.5 * torch.sin(2.3 * time)


class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(1, 24, batch_first=True)
        self.out = nn.Linear(24, 1)

    def forward(self, x):
        hidden, _ = self.rnn(x)
        return self.out(hidden[:, -1])


net = Forecast()
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
for step in range(150):
    at = torch.randint(0, len(wave) - 25, (16,))
    x = torch.stack([wave[i:i + 24] for i in at.tolist()]).unsqueeze(2)
    y = wave[at + 24].unsqueeze(1)
    loss = nn.functional.mse_loss(net(x), y)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
print(f'loss below 0.1: {loss.item() < 0.1}')
