"""Writes src/builtins/torch_signature.def: what torch's functions accept, asked of an installed PyTorch.

usage: record_torch_signatures.py > src/builtins/torch_signature.def      (with a Python that has PyTorch)

A call that fits nothing makes PyTorch list what it would take, in its order; the schema of each entry adds what the
list does not say (which arguments may be left out or be None, which sequences may be one number). Where neither says
enough, torch_signatures.overlay beside this file has the row. torch_signature.c reads the rows.
"""
import os
import re

import torch

WORDS = {'Tensor': 'Tensor', 'Scalar': 'Number', 'int': 'int', 'SymInt': 'SymInt', 'float': 'float', 'bool': 'bool', 'str': 'str', 'ScalarType': 'torch.dtype',
         'Device': 'torch.device', 'Layout': 'torch.layout', 'MemoryFormat': 'torch.memory_format', 'Generator': 'torch.Generator'}
LISTS = {'Tensor': 'tuple of Tensors', 'Scalar': 'tuple of Scalars', 'int': 'tuple of ints', 'SymInt': 'tuple of SymInts', 'float': 'tuple of floats', 'Tensor?': 'tuple of Tensors',
         'str': 'tuple of names', 'bool': 'tuple of bools'}
SKIP = re.compile(r'cudnn|mkldnn_|miopen|fbgemm|fake_quant|vulkan|mps|_copy$|_test|^_|^is_distributed|choose_qparams|fused_moving|empty_quantized'
                  r'|^quantized_|^rename|^refine_names|^align|^record_stream|^names|^apply_$')

BY_HAND = ('tensor', 'nonzero', 'as_tensor', 'asarray', 'cuda', 'cpu', 'from_numpy', 'from_file', 'frombuffer', 'numpy', 'type', 'item', 'tolist', 'backward')


class Misfit:
    pass


def split(text):
    out, depth, current = [], 0, ''
    for c in text:
        if c == ',' and not depth:
            out.append(current.strip())
            current = ''
            continue
        depth += (c in '([') - (c in ')]')
        current += c
    return out + [current.strip()] if current.strip() else out


def schemas():
    """name -> [(parameters, is an out= form)]; a parameter is (words of the type, size or 0, None allowed, name, optional, keyword)."""
    found = {}
    for s in torch._C._jit_get_all_schemas():
        m = re.match(r'aten::(\w+)(\.\w+)?\((.*)\) -> ', str(s))
        if not m:
            continue
        parameters, keyword, out = [], False, []
        for a in split(m.group(3)):
            if a == '*':
                keyword = True
                continue
            kind, _, rest = a.rpartition(' ')
            name, equals, default = rest.partition('=')
            is_out = keyword and '!' in kind
            kind = re.sub(r'\(.*?\)', '', kind)
            base, none = (kind[:-1], True) if kind.endswith('?') else (kind, False)
            m2 = re.match(r'(.*)\[(\d*)\]$', base)
            words = LISTS.get(m2.group(1), '?') if m2 else WORDS.get(base, '?')
            p = (words, int(m2.group(2) or 0) if m2 else 0, none or default == 'None' or default == '[]' and bool(m2 and m2.group(2)), name, bool(equals), keyword)
            (out if is_out else parameters).append(p)
        found.setdefault(m.group(1), []).append((parameters, out))
    return found


SCHEMAS = schemas()
STUBS = os.path.join(os.path.dirname(torch.__file__), '_C', '_VariableFunctions.pyi')
with open(STUBS) as stubs:  # the schemas have forms with out= that Python has not
    TAKES_OUT = {m.group(1) for m in re.finditer(r'^def (\w+)\(.*\bout:', stubs.read(), re.M)}


def text_of(parameters, out, place):
    items, star = [], False
    for words, size, none, name, optional, keyword in parameters:
        if name == 'self':
            if place == 'm':
                continue
            name = 'input'
        if keyword and not star:
            items.append('*')
            star = True
        items.append(f"{words}{f'[{size}]' if size else ''}{'?' if none else ''} {name}{'=' if optional else ''}")
    if out and place != 'm':
        items += ([] if star else ['*']) + [f"{'Tensor' if len(out) == 1 else 'tuple of Tensors'}? out="]
    text = ', '.join(items)
    return text


def candidates(name, place):
    """The texts of all schemas of this name, the ones with out= joined to those without."""
    known = SCHEMAS.get(name, [])
    texts = []
    for parameters, out in known:
        if out or any(w == '?' for w, *_ in parameters):
            continue
        same = [o for q, o in known if o and [x[3] for x in q] == [x[3] for x in parameters] and [x[0] for x in q] == [x[0] for x in parameters]]
        texts.append(text_of(parameters, same[0] if same else None, place))
    return texts


def plain(text):
    """As PyTorch lists it."""
    return re.sub(r'\[\d+\]|\?|=', '', text)


FACTORY = ', *, Tensor? out=, torch.dtype? dtype=, torch.layout? layout=, torch.device? device=, bool? pin_memory=, bool? requires_grad='


def row(name, place, full, call):
    try:
        call()
        return None
    except TypeError as e:
        message = str(e)
    except Exception:
        return None
    options = [o for o in re.findall(r'^ \* \((.*)\)$', message, re.M)]
    texts = candidates(full, place)
    if 'takes no keyword' in message:
        return '-' if place == 'm' else None
    if not options:
        hidden = 'got unrecognized keyword' in message or 'but expected (' in message
        m = re.search(r'but expected \((.*)\)$', message)
        fitting = [t for t in texts if 'tuple of names' not in t]
        if place == 'f' and name not in TAKES_OUT:
            fitting = [re.sub(r'(, \*)?, (Tensor|tuple of Tensors)\? out=', '', t) for t in fitting]
        if m:
            fitting = [t for t in fitting if plain(t) == m.group(1)]
        # the schema leaves out what only Python's functions that make tensors take
        fitting = [t + ', bool requires_grad=' if 'pin_memory=' in t and 'requires_grad' not in t else t for t in fitting]
        return ('+' if hidden else '') + fitting[0] if fitting else None
    out = []
    for o in options:
        o2 = o.replace('name dim', 'str dim')
        exact = [t for t in texts if plain(t) in (o, o2) or plain(t).replace(', *, Tensor out', '') in (o, o2)]
        text = exact[0] if exact else None
        if text and not o.endswith(' out') and not ' out, ' in o:
            text = text.replace(', *, Tensor? out=', '').replace(', *, tuple of Tensors? out=', '').replace(', Tensor? out=', '')
        if text is None:    # the list's own words; sizes and None unknown
            text = ', '.join(p if p == '*' else p + ('=' if re.search(r' (keepdim|out|dtype|descending|alpha|beta|generator|layout|device|pin_memory|requires_grad|non_blocking|copy|memory_format)$', p) else '')
                             for p in o.split(', '))
            text = re.sub(r'(torch\.\w+|Tensor|tuple of Tensors|Generator) (\w+)=', r'\1? \2=', text)
        else:
            words = [w.split(' ')[0] == 'name' or w.startswith('tuple of names') for w in o.split(', ')]
            if any(words):
                text = ', '.join(re.sub(r'^str ', 'name ', t) if w else t for t, w in zip(text.split(', '), words))
        out.append(text)
    return '|'.join(out)


class Shared:
    """What nn.functional takes from torch itself."""


for n in dir(torch._C._VariableFunctions):
    if n[0] != '_' and getattr(torch.nn.functional, n, None) is getattr(torch, n, Misfit):
        setattr(Shared, n, staticmethod(getattr(torch, n)))


def overlay():
    """(place, name) -> text of the rows written by hand."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'torch_signatures.overlay')
    with open(path) as f:
        return {(place, name): text for name, place, text in re.findall(r'''^TS\("(\w+)", '(\w)', "(.*)"\)$''', f.read(), re.M)}


def main():
    print('/* What torch takes: TS(name, place, signatures), written by tools/record_torch_signatures.py. place: f function of\n'
          ' * torch, m method of Tensor, n torch.nn.functional, k native ones that\n'
          ' * functions written in Python call, l linalg, s special, t fft. Signatures have | between them;\n'
          ' * = after a name: may be left out, ? after a type: None is allowed, [n]: one number stands for n. A leading +:\n'
          ' * there is an obsolete form besides; -: a method without arguments. Sorted by place and name. */\n// clang-format off')
    rows = []
    places = [('f', torch._C._VariableFunctions, ''), ('l', torch._C._linalg, 'linalg_'), ('m', torch.Tensor, ''), ('n', torch._C._nn, ''), ('n', Shared, ''), ('k', torch._C._nn, ''), ('k', torch._C._VariableFunctions, ''), ('s', torch._C._special, 'special_'), ('t', torch._C._fft, 'fft_')]
    for place, space, prefix in places:
        for full in sorted(dir(space)):
            if not full.startswith(prefix) or SKIP.search(full) and full not in ('__and__', '__or__', '__xor__') or not callable(getattr(space, full)):
                continue
            name = full[len(prefix):]
            outside = {'f': torch, 'm': torch._C._TensorBase}.get(place)
            if full in BY_HAND or outside and getattr(outside, full, None) is not getattr(space, full):
                continue    # not what the schemas say, or a Python function of that name
            public = torch if space is torch._C._VariableFunctions else torch.nn.functional
            if place in 'nk' and (getattr(public, name, None) is getattr(space, full)) != (place == 'n'):
                continue    # there is a Python function of that name, which calls this one
            first = [torch.zeros(2)] if place == 'm' else []
            x = Misfit()
            results = [row(name, place, full, lambda n=n: getattr(space, full)(*first, *[x] * n, zork=x)) for n in (1, 3, 6)]
            best = [r for r in results if r and '|' in r] or [r for r in results if r and r.startswith('+')] or [r for r in results if r is not None]
            if best:
                rows.append((place, name, best[0]))
    found = {(place, name): text for place, name, text in rows}
    found.update(overlay())
    for (place, name), text in sorted(found.items()):
        print(f'TS("{name}", \'{place}\', "{text}")')


if __name__ == '__main__':
    main()
