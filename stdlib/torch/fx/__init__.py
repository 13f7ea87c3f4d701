"""torch.fx: graphs of programs are not recorded; what only marks functions for that is harmless."""
import _not_built

symbolic_trace, replace_pattern = (_not_built.function('torch.fx.' + n) for n in ('symbolic_trace', 'replace_pattern'))
Tracer, Graph, GraphModule, Node, Proxy, Interpreter, Transformer = (
    _not_built.cls('torch.fx.' + n) for n in ('Tracer', 'Graph', 'GraphModule', 'Node', 'Proxy', 'Interpreter', 'Transformer'))


def wrap(fn_or_name):
    """Marks a function that a tracer would take as a whole."""
    if not callable(fn_or_name) and not isinstance(fn_or_name, str):
        raise RuntimeError('Unsupported type for global function! Must be either a callable or string name')
    return fn_or_name


__getattr__ = _not_built.of(__name__)
