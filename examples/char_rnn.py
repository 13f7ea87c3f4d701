"""Learns to write verses letter by letter, with an LSTM.

    kukri examples/char_rnn.py [FILE] [--steps N] [--length N]

Reads a text, trains on random pieces of it to predict each next letter, then writes some text of its own.
Ordinary PyTorch: Kukri and Python print the same losses.
"""
import argparse
import os
import sys

import torch
from torch import nn
import torch.nn.functional as F

TEXT = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'data', 'verses.txt')


class CharRNN(nn.Module):
    def __init__(self, n_letters, hidden=96):
        super().__init__()
        self.embedding = nn.Embedding(n_letters, 24)
        self.lstm = nn.LSTM(24, hidden, batch_first=True)
        self.head = nn.Linear(hidden, n_letters)

    def forward(self, letters, state=None):
        output, state = self.lstm(self.embedding(letters), state)
        return self.head(output), state


def batch(text, size, length):
    """Random pieces of the text, and the same one letter later."""
    starts = torch.randint(len(text) - length - 1, (size,))
    pieces = torch.stack([text[s:s + length + 1] for s in starts])
    return pieces[:, :-1], pieces[:, 1:]


def train(model, text, steps):
    optimizer = torch.optim.Adam(model.parameters(), lr=8e-3)
    for step in range(1, steps + 1):
        inputs, targets = batch(text, 16, 40)
        logits, _ = model(inputs)
        loss = F.cross_entropy(logits.transpose(1, 2), targets)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if sys.stderr.isatty():
            print(f'\r{step}/{steps}  loss {loss.item():.3f}', end='', file=sys.stderr)
        if step % 50 == 0 or step == 1:
            print(f'{chr(13) if sys.stderr.isatty() else ""}step {step:4}  loss {loss.item():.4f}', flush=True)


@torch.no_grad()
def write(model, letters, start, length, temperature=0.5):
    index = {c: i for i, c in enumerate(letters)}
    state, result = None, start
    inputs = torch.tensor([[index[c] for c in start]])
    for _ in range(length):
        logits, state = model(inputs, state)
        choice = torch.multinomial(F.softmax(logits[0, -1] / temperature, dim=0), 1).item()
        result += letters[choice]
        inputs = torch.tensor([[choice]])
    return result


def main():
    parser = argparse.ArgumentParser(description='Train a network to write like a text file.')
    parser.add_argument('file', nargs='?', default=TEXT)
    parser.add_argument('--steps', type=int, default=300)
    parser.add_argument('--length', type=int, default=240, help='letters to write')
    args = parser.parse_args()

    with open(args.file, encoding='utf-8') as f:
        text = f.read()
    letters = sorted(set(text))
    print(f'{len(text)} letters, {len(letters)} different')

    torch.manual_seed(1)
    model = CharRNN(len(letters))
    index = {c: i for i, c in enumerate(letters)}
    train(model, torch.tensor([index[c] for c in text]), args.steps)
    print(write(model, letters, 'The ', args.length))


if __name__ == '__main__':
    main()
