"""Tolerances of pinv and matrix_rank given as whole numbers of any size."""
import torch
S=torch.eye(2)*3
for f in (lambda: torch.linalg.pinv(S, rtol=2**70), lambda: torch.linalg.pinv(S, 2**70), lambda: torch.pinverse(S, rcond=2**70), lambda: torch.linalg.matrix_rank(S, rtol=2**70), lambda: torch.linalg.pinv(S, atol=2**70), lambda: torch.linalg.matrix_rank(S, atol=2**70), lambda: torch.linalg.matrix_rank(S, 2**70), lambda: torch.linalg.matrix_rank(S, 2), lambda: torch.linalg.pinv(S, rtol=True), lambda: torch.linalg.pinv(S, rtol=torch.tensor(.5)), lambda: torch.linalg.pinv(S, hermitian=True, rtol=2**70), lambda: torch.linalg.matrix_rank(S, True), lambda: torch.linalg.pinv(S, atol=1, rtol=0)):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:200])
