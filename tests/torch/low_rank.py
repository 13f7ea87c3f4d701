"""torch.svd_lowrank and pca_lowrank: which basis is sought decides how good the approximation is, and what is refused."""
import torch

torch.manual_seed(1)
noisy = torch.rand(7, 5, dtype=torch.float64)
for A in (noisy, noisy.mT, noisy[:3, :3], torch.rand(2, 6, 4, dtype=torch.float64)):
    for q in (1, 2, 3):
        for niter in (0, 1, 2):
            torch.manual_seed(3)
            U, S, V = torch.svd_lowrank(A, q=q, niter=niter)
            print(q, niter, tuple(U.shape), tuple(V.shape), [round(x, 7) for x in S.flatten().tolist()],
                  round((U * S.unsqueeze(-2) @ V.mT - A).abs().max().item(), 7))
torch.manual_seed(3)
U, S, V = torch.svd_lowrank(noisy, 2, 1, noisy.mean(0, keepdim=True).expand(7, 5))
print([round(x, 6) for x in S.tolist()], [round(abs(x), 6) for x in V[0].tolist()])
U, S, V = torch.pca_lowrank(noisy, 3)
print([round(x, 4) for x in S.tolist()])
print([round(x, 4) for x in torch.pca_lowrank(noisy, 2, False, 4)[1].tolist()])
torch.manual_seed(5)
x = noisy.clone().requires_grad_()
torch.svd_lowrank(x, 2)[1].sum().backward()
print([round(v, 4) for v in x.grad[0].tolist()])
sparse = torch.eye(6).to_sparse() * 2
print([round(v, 4) for v in torch.svd_lowrank(sparse, 6)[1].tolist()])
for call in (lambda: torch.svd_lowrank(noisy, None), lambda: torch.svd_lowrank(noisy, 9), lambda: torch.svd_lowrank(noisy, 2, M=3), lambda: torch.svd_lowrank(noisy, 2, None),
             lambda: torch.pca_lowrank(noisy, 9), lambda: torch.pca_lowrank(noisy, -1), lambda: torch.pca_lowrank(noisy, niter=-1), lambda: torch.pca_lowrank(noisy, niter=None),
             lambda: torch.svd_lowrank(torch.ones(3, 2)[:2], None)):
    try:
        print([round(v, 4) for v in call()[1].tolist()])
    except Exception as e:
        print(type(e).__name__, e)
