"""Trains a small convolutional network to read handwritten digits.

    kukri examples/digits.py [--epochs N] [--save FILE]

The script is ordinary PyTorch: run it with Kukri or with Python, both print the same losses. The data
(1,797 images of 8 x 8 grey values) is described in data/README.md.
"""
import argparse
import csv
import os
import sys
import tempfile

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'data', 'digits.csv')


class Digits(Dataset):
    """Images as 1 x 8 x 8 floats between 0 and 1, labels as integers."""

    def __init__(self, path):
        with open(path, newline='') as f:
            rows = [[int(x) for x in row] for row in csv.reader(f)]
        table = torch.tensor(rows)
        self.images = table[:, :64].reshape(-1, 1, 8, 8).float() / 16
        self.labels = table[:, 64]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        return self.images[i], self.labels[i]


def make_model():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(32 * 4 * 4, 64), nn.ReLU(), nn.Dropout(0.25),
        nn.Linear(64, 10),
    )


def show_progress(done, total, label):
    if sys.stderr.isatty():
        filled = 30 * done // total
        end = '\r' if done < total else '\r\033[K'
        print(f'{label} [{"#" * filled}{"." * (30 - filled)}] {done}/{total}', end=end, file=sys.stderr, flush=True)


def train_epoch(model, loader, loss_fn, optimizer, label):
    """The mean loss of the epoch."""
    model.train()
    total = 0.0
    for i, (images, labels) in enumerate(loader):
        optimizer.zero_grad()
        loss = loss_fn(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        show_progress(i + 1, len(loader), label)
    return total / len(loader.dataset)


@torch.no_grad()
def accuracy(model, loader):
    model.eval()
    right = sum((model(images).argmax(1) == labels).sum().item() for images, labels in loader)
    return right / len(loader.dataset)


def main():
    parser = argparse.ArgumentParser(description='Train a network to read handwritten digits.')
    parser.add_argument('--epochs', type=int, default=15)
    parser.add_argument('--save', help='where to keep the trained weights (default: a temporary file)')
    args = parser.parse_args()

    torch.manual_seed(0)
    data = Digits(DATA)
    train_set, test_set = random_split(data, [1437, 360])
    train_loader = DataLoader(train_set, batch_size=32, shuffle=True)
    test_loader = DataLoader(test_set, batch_size=120)

    model = make_model()
    print(model)
    print(f'{sum(p.numel() for p in model.parameters())} parameters, '
          f'{len(train_set)} images to learn from, {len(test_set)} to test with')
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=5, gamma=0.4)

    for epoch in range(1, args.epochs + 1):
        lr = optimizer.param_groups[0]['lr']
        loss = train_epoch(model, train_loader, loss_fn, optimizer, f'epoch {epoch:2}')
        scheduler.step()
        print(f'epoch {epoch:2}  lr {lr:.4f}  loss {loss:.4f}  test accuracy {accuracy(model, test_loader):.2%}', flush=True)

    path = args.save or os.path.join(tempfile.mkdtemp(), 'digits.pt')
    torch.save(model.state_dict(), path)
    copy = make_model()
    copy.load_state_dict(torch.load(path))
    assert accuracy(copy, test_loader) == accuracy(model, test_loader)
    print(f'saved and loaded again: {accuracy(copy, test_loader):.2%}')
    if not args.save:
        os.remove(path)
        os.rmdir(os.path.dirname(path))


if __name__ == '__main__':
    main()
