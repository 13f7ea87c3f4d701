"""How tensors are printed: the options, and the rules in Python for option values that the engine's printer does not take.

An option may be any object. The engine (tensor/repr_torch.c) prints with numbers in their usual ranges; with all others, and with contents that
the caller gives, the functions below do it, in which such a value fails or works as it does in arithmetic."""
import math

import torch
from torch import _C

_MOST = 1 << 30
_MOST_DIGITS = 60
_PROFILES = {'default': (4, 1000, 3, 80), 'short': (2, 1000, 2, 80), 'full': (4, math.inf, 3, 80)}


class __PrinterOptions:
    precision: int = 4
    threshold: float = 1000
    edgeitems: int = 3
    linewidth: int = 80
    sci_mode = None

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)
        _tell_engine(self)


def _is_int(value, low, high):
    return type(value) is int and low <= value <= high


def _tell_engine(options):
    usual = (_is_int(options.precision, 0, _MOST_DIGITS) and type(options.threshold) in (int, float)
             and _is_int(options.edgeitems, 1, _MOST) and _is_int(options.linewidth, -_MOST, _MOST)
             and (options.sci_mode is None or type(options.sci_mode) is bool))
    if usual:
        threshold = options.threshold if type(options.threshold) is float else max(min(options.threshold, 1 << 62), -1 << 62)
        _C._set_printoptions(options.precision, threshold, options.edgeitems, options.linewidth, options.sci_mode, False)
    else:
        _C._set_printoptions(None, None, None, None, None, True)


PRINT_OPTS = __PrinterOptions()


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None):
    """Options of printing: decimals, from how many elements on a tensor is shown by its ends, how many elements an end has, and the length of a
    line. profile: 'default', 'short' or 'full', which come before the other arguments. sci_mode: None chooses by the values."""
    names = 'precision', 'threshold', 'edgeitems', 'linewidth'
    if profile is not None:
        for known, values in _PROFILES.items():
            if profile == known:
                for name, value in zip(names, values):
                    setattr(PRINT_OPTS, name, value)
                break
    for name, value in zip(names, (precision, threshold, edgeitems, linewidth)):
        if value is not None:
            setattr(PRINT_OPTS, name, value)
    PRINT_OPTS.sci_mode = sci_mode


class _Formatter:
    """The common form of the elements of a tensor, or of their real or imaginary parts."""

    def __init__(self, tensor):
        self.floating_dtype = tensor.dtype.is_floating_point
        self.int_mode, self.sci_mode, self.max_width = True, False, 1
        values = tensor.reshape(-1).tolist()
        if not self.floating_dtype:
            self._make_room(str(value) for value in values)
            return
        values = [value for value in values if value and math.isfinite(value)]
        if not values:
            return
        sizes = [abs(value) for value in values]
        low, high = min(sizes), max(sizes)
        self.int_mode = all(value == math.ceil(value) for value in values)
        if high / low > 1000 or high > 1e8 or (not self.int_mode and low < 1e-4):
            self.sci_mode = True
            self._make_room(_with_digits(value, 'e') for value in values)
        elif self.int_mode:
            self._make_room(f'{value:.0f}.' for value in values)
        else:
            self._make_room(_with_digits(value, 'f') for value in values)
        if PRINT_OPTS.sci_mode is not None:
            self.sci_mode = PRINT_OPTS.sci_mode

    def _make_room(self, texts):
        self.max_width = max(self.max_width, max(map(len, texts)))

    def width(self):
        return self.max_width

    def format(self, value):
        if not self.floating_dtype:
            text = str(value)
        elif self.sci_mode:
            text = f'{value:{self.max_width}.{PRINT_OPTS.precision}e}'
        elif self.int_mode:
            text = f'{value:.0f}' + ('.' if math.isfinite(value) else '')
        else:
            text = _with_digits(value, 'f')
        return text.rjust(self.max_width)


def _with_digits(value, letter):
    return f'{value:.{PRINT_OPTS.precision}{letter}}'


class _Printer:
    """The text of one tensor's elements."""

    def __init__(self, tensor, summarize):
        parts = (tensor.real, tensor.imag) if tensor.dtype.is_complex else (tensor,)
        self.summarize = summarize
        self.formats = [_Formatter(_ends_of(part) if summarize else part) for part in parts]
        self.room = sum(form.width() + 1 for form in self.formats) + 1

    def element(self, value):
        if len(self.formats) == 1:
            return self.formats[0].format(value)
        imaginary = (self.formats[1].format(value.imag) + 'j').lstrip()
        return self.formats[0].format(value.real) + ('' if imaginary[0] in '+-' else '+') + imaginary

    def row(self, tensor, indent):
        a_line = max(1, int(math.floor((PRINT_OPTS.linewidth - indent) / self.room)))
        if self.summarize and tensor.size(0) > 2 * PRINT_OPTS.edgeitems:
            texts = [self.element(value) for value in tensor[:PRINT_OPTS.edgeitems].tolist()] + [' ...']
            texts += [self.element(value) for value in tensor[-PRINT_OPTS.edgeitems:].tolist()]
        else:
            texts = [self.element(value) for value in tensor.tolist()]
        lines = [', '.join(texts[at:at + a_line]) for at in range(0, len(texts), a_line)]
        return '[' + (',\n' + ' ' * (indent + 1)).join(lines) + ']'

    def text(self, tensor, indent):
        if tensor.dim() == 0:
            return self.element(tensor.item())
        if tensor.dim() == 1:
            return self.row(tensor, indent)
        if self.summarize and tensor.size(0) > 2 * PRINT_OPTS.edgeitems:
            first, last = _end_places(tensor)
            parts = [self.text(tensor[i], indent + 1) for i in first] + ['...'] + [self.text(tensor[i], indent + 1) for i in last]
        else:
            parts = [self.text(part, indent + 1) for part in tensor]
        return '[' + (',' + '\n' * (tensor.dim() - 1) + ' ' * (indent + 1)).join(parts) + ']'


def _end_places(tensor):
    return range(PRINT_OPTS.edgeitems), range(len(tensor) - PRINT_OPTS.edgeitems, len(tensor))


def _ends_of(tensor):
    """The elements of a tensor that are shown of it when it is large."""
    if tensor.dim() == 0:
        return tensor
    large = tensor.size(0) > 2 * PRINT_OPTS.edgeitems
    if tensor.dim() == 1:
        return torch.cat((tensor[:PRINT_OPTS.edgeitems], tensor[-PRINT_OPTS.edgeitems:])) if large else tensor
    if large:
        first, last = _end_places(tensor)
        return torch.stack([_ends_of(tensor[i]) for i in (*first, *last)])
    return torch.stack([_ends_of(part) for part in tensor])


def _tensor_str(self, indent):
    """The elements as they are printed in a line that begins there."""
    if self.numel() == 0:
        return '[]'
    summarize = self.numel() > PRINT_OPTS.threshold
    with torch.no_grad():
        self = self.detach().resolve_neg().resolve_conj()
        if self.dtype in (torch.float16, torch.bfloat16):
            self = self.float()
        return _Printer(self, summarize).text(self, indent)


def _add_suffixes(tensor_str, suffixes, indent, force_newline):
    """The suffixes behind the text, on lines of their own where they do not fit."""
    line = len(tensor_str) - tensor_str.rfind('\n') + 1
    for suffix in suffixes:
        if force_newline or line + len(suffix) + 2 > PRINT_OPTS.linewidth:
            tensor_str += ',\n' + ' ' * indent + suffix
            line, force_newline = indent + len(suffix), False
        else:
            tensor_str += ', ' + suffix
            line += len(suffix) + 2
    return tensor_str + ')'


def _strided_text(tensor, name, contents, *last):
    """A tensor of elements, called name, with the suffixes of its graph last; contents: None, or text for its elements."""
    usual = (torch.get_default_dtype(), torch.cdouble if torch.get_default_dtype() is torch.double else torch.cfloat, torch.int64, torch.bool)
    suffixes = []
    if tensor.numel() == 0:
        if tensor.dim() != 1:
            suffixes.append(f'size={tuple(tensor.size())}')
        usual = usual[:1]
    if tensor.dtype not in usual:
        suffixes.append(f'dtype={tensor.dtype}')
    indent = len(name) + 1
    contents = _tensor_str(tensor, indent) if contents is None else contents
    return _add_suffixes(f'{name}({contents}', [*suffixes, *last], indent, False)


def _str(self, *, tensor_contents=None):
    return torch.Tensor.__repr__(self, tensor_contents=tensor_contents)
