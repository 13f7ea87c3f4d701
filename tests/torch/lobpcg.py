"""torch.lobpcg: eigenpairs, generalised problems, preconditioners, batches, trackers, gradients and refusals."""
import torch


def matrix(n, seed=0):
    torch.manual_seed(seed)
    Q = torch.randn(n, n, dtype=torch.float64)
    return Q @ Q.T + torch.eye(n, dtype=torch.float64)


def show(name, run):
    try:
        print(name, run())
    except Exception as e:
        print(name, type(e).__name__, str(e).split('\n')[0])


A, B = matrix(9), matrix(9, 1)
for options in (dict(k=1), dict(k=2, largest=False), dict(k=2, method='basic'), dict(k=1, B=B), dict(k=2, B=B, largest=False, method='basic'),
                dict(k=1, n=2), dict(X=torch.eye(9, 2, dtype=torch.float64)), dict(k=2, niter=3), dict(k=2, tol=1e-3),
                dict(k=1, iK=torch.diag(1 / A.diagonal())), dict(k=2, ortho_bparams={'ortho_use_drop': True}),
                dict(k=2, ortho_iparams={'ortho_i_max': 1, 'ortho_j_max': 1})):
    log = []
    torch.manual_seed(3)
    E, X = torch.lobpcg(A, tracker=lambda w: log.append((w.ivars['istep'], w.ivars['converged_count'], w.ivars['converged_end'])), **options)
    print(sorted(options), E, X.abs(), len(log), log[-1])
for k, largest in ((1, True), (2, False), (3, True)):
    M = matrix(9).requires_grad_()
    torch.manual_seed(1)
    E, X = torch.lobpcg(M, k, largest=largest)
    print(E.grad_fn.name(), torch.autograd.grad((E * torch.arange(1., k + 1)).sum() + (X ** 2 * torch.arange(9.)[:, None]).sum(), M))
show('batch', lambda: torch.lobpcg(torch.stack([matrix(6), matrix(6, 2)]).reshape(2, 1, 6, 6), 1)[0])
show('sparse', lambda: torch.lobpcg(matrix(9).to_sparse(), 2)[0])
show('few rows', lambda: torch.lobpcg(matrix(3), 2))
show('not square', lambda: torch.lobpcg(torch.ones(3, 2), 2))
show('another B', lambda: torch.lobpcg(matrix(6), 1, torch.ones(3, 2)))
show('another X', lambda: torch.lobpcg(matrix(6), 1, X=torch.ones(5, 2).double()))
show('gradient with B', lambda: torch.lobpcg(matrix(9).requires_grad_(), 1, B=matrix(9))[0].sum().backward())
show('no matrix', lambda: torch.lobpcg(None))
