"""L D L' factors and solutions by them."""
import torch

torch.set_printoptions(precision=4, sci_mode=False)
C, Cs = torch.tensor([[2, 1 + 1j], [1 - 1j, -3]]), torch.tensor([[2, 1 + 1j], [1 + 1j, -3]])


def show(text):
    A = torch.tensor([[1., 2, 3], [2, -4, 5], [3, 5, 0]], dtype=torch.float64)
    B = torch.tensor([[1., 2], [0, 1], [3, 1]], dtype=torch.float64)
    try:
        value = eval(text)
    except Exception as e:
        value = type(e).__name__, str(e)
    print(text, '->', value)


for text in ("torch.linalg.ldl_factor(A)", "torch.linalg.ldl_factor_ex(A)", "torch.linalg.ldl_solve(*torch.linalg.ldl_factor(A), B)",
             "torch.linalg.ldl_factor(C, hermitian=True)", "torch.linalg.ldl_factor(Cs)",
             "torch.linalg.ldl_solve(*torch.linalg.ldl_factor(C, hermitian=True), C, hermitian=True) + 0",
             "torch.linalg.ldl_solve(*torch.linalg.ldl_factor(Cs), C)", "torch.linalg.ldl_factor(torch.stack([A, A + 1])).LD.shape",
             "torch.linalg.ldl_solve(*torch.linalg.ldl_factor(torch.stack([A, A + 1])), B).shape", "torch.linalg.ldl_factor(A[:2])",
             "torch.linalg.ldl_factor(A[0])", "torch.linalg.ldl_factor(A.int())", "torch.linalg.ldl_factor_ex(torch.zeros(2, 2))",
             "torch.linalg.ldl_factor(A.requires_grad_())", "torch.linalg.ldl_solve(*torch.linalg.ldl_factor(A), B[:2])",
             "torch.linalg.ldl_solve(*torch.linalg.ldl_factor(A), B.float())",
             "torch.linalg.ldl_solve(torch.linalg.ldl_factor(A).LD, torch.linalg.ldl_factor(A).pivots.float(), B)",
             "torch.linalg.ldl_solve(*torch.linalg.ldl_factor(A), B[0])",
             "torch.linalg.ldl_factor(A, out=(torch.empty(0, dtype=torch.float64), torch.empty(0, dtype=torch.int32)))",
             "torch.linalg.ldl_solve(*torch.linalg.ldl_factor(A), B, out=torch.empty(0, dtype=torch.float64))",
             "torch.linalg.ldl_factor(torch.empty(0, 0))", "torch.linalg.ldl_factor(A.half())",
             "torch.linalg.ldl_solve(torch.linalg.ldl_factor(A).LD, torch.linalg.ldl_factor(A).pivots[:2], B)",
             "torch.linalg.ldl_solve(*torch.linalg.ldl_factor(A), B.requires_grad_())"):
    show(text)
