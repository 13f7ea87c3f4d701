"""The script side of the embedding example: a low-pass filter over samples that the host owns."""
import host
import torch


def smooth(samples, width):
    """Moving average of a 1-d float tensor; the result is as long as the input."""
    if width < 1 or width > len(samples):
        raise ValueError(f'width must be between 1 and {len(samples)}, not {width}')
    host.log(f'smoothing {len(samples)} samples, width {width}')
    kernel = torch.full((1, 1, width), 1 / width)
    padded = torch.nn.functional.pad(samples.reshape(1, 1, -1), (width // 2, (width - 1) // 2), mode='replicate')
    return torch.nn.functional.conv1d(padded, kernel).reshape(-1)


def normalise(samples):
    """Scales the host's own memory, in place."""
    samples -= samples.mean()
    samples /= samples.abs().max()
