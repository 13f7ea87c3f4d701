"""The views, sums and products behind einsum."""
import torch


def graph(n):
    if n is None:
        return '-'
    return n.name().replace('Backward0', '').replace('torch::autograd::', '') + \
        ('(' + ', '.join(graph(f) for f, _ in n.next_functions) + ')' if n.next_functions else '')


torch.manual_seed(0)
sizes = dict(zip('abcde', (2, 3, 4, 1, 5)))
for equation in ('ab,bc->ac', 'ab,ab->a', 'bb->b', 'bb', 'ab->ba', 'ab->', 'ab,b', 'a,b->ab', 'a,b->', 'a,a', 'cab,cbe->cae', '...ab,...bc->...ac', 'ab,bc,ca->',
                 'aab->ab', 'ccc->c', '...b->...', 'ab,c->c', 'c,ab->c', 'abc,ab->c', 'd,a->', 'dd,bee->', 'd->', 'eda,a->ea', 'cdd,cdc,a->ca', 'abc,abc->cab'):
    terms = equation.split('->')[0].split(',')
    operands = [torch.randn([2, 3][:2 * ('...' in t)] + [sizes[c] for c in t.replace('...', '')], requires_grad=True) for t in terms]
    r = torch.einsum(equation, *operands)
    r.square().sum().backward()
    print(equation, list(r.shape), r.stride(), round(r.sum().item(), 4), [round(t.grad.sum().item(), 3) for t in operands])
    print(' ', graph(r.grad_fn))
