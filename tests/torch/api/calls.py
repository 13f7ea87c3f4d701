"""Calls with arguments that are seldom given: reductions by number under torch, results into out=, types that are refused."""
import torch

x, v = (torch.arange(12.).reshape(3, 4) - 5) / 4, torch.tensor([0.5, -1., 2.])


def show(text):
    torch.manual_seed(0)
    try:
        value = eval(text)
    except Exception as e:
        value = type(e).__name__, str(e).split('\n')[0]
    print(text, '->', value)


for text in ("torch.margin_ranking_loss(v, v, v)", "torch.margin_ranking_loss(v, v, v, 0.0, 1)", "torch.margin_ranking_loss(v, v, v, 0.0, 2)",
             "torch.margin_ranking_loss(v, v, v, 0.0, 3)", "torch.hinge_embedding_loss(v, v)", "torch.hinge_embedding_loss(v, v, 1.0, 1)",
             "torch.cosine_embedding_loss(x, x, v)", "torch.cosine_embedding_loss(x, x, v, reduction=1)", "torch.triplet_margin_loss(x, x + 1, x)",
             "torch.triplet_margin_loss(x, x + 1, x, reduction=2)", "torch.kl_div(x, x)", "torch.kl_div(x, x, 1)",
             "torch.kl_div(x, x, reduction=2, log_target=True)", "torch.binary_cross_entropy_with_logits(v, v)",
             "torch.binary_cross_entropy_with_logits(v, v, reduction=1)", "torch.binary_cross_entropy_with_logits(v, v, None, v)",
             "torch.poisson_nll_loss(v, v, True, False, 1e-08, 0)", "torch.poisson_nll_loss(v, v, True, False, 1e-08, 1)",
             "torch.ctc_loss(x[:, None].log_softmax(2), torch.tensor([[1, 2]]), [3], [2])",
             "torch.ctc_loss(x[:, None].log_softmax(2), torch.tensor([[1, 2]]), [3], [2], 0, 0)",
             "torch.ctc_loss(x[:, None].log_softmax(2), torch.tensor([[1, 2]]), torch.tensor([3]), torch.tensor([2]), reduction=2)",
             "torch.adaptive_max_pool1d(v[None], 1)", "torch.margin_ranking_loss(v, v, v, reduction='mean')",
             "torch.layer_norm(x, (4,), None, x[0])", "torch.rsub(v, 2, alpha=3)", "torch.tensor_split(v, torch.tensor([1, 2]))",
             "torch.tensor_split(v, torch.tensor(2))", "torch.index_fill(v, 0, torch.tensor([0]), torch.tensor(2))", "torch.frobenius_norm(x)",
             "torch.unsafe_split(v, 2)", "v.to_dense(torch.int32)", "torch.linalg.matrix_rank(x, atol=torch.eye(3))", "torch.fft.fftn(x).stride()",
             "torch.searchsorted(x, x, sorter=v)", "torch.searchsorted(v, 2, sorter=torch.tensor([0, 1, 2]))", "torch.searchsorted(v, 2, sorter=v)",
             "torch.searchsorted(x, x, side='left', right=True)", "torch.searchsorted(x, x, side='a')", "torch.group_norm(v.sum(), 1)",
             "torch.group_norm(v, 1)", "torch.adaptive_avg_pool1d(x.bfloat16(), 2)",
             "torch.nn.functional.embedding_bag(torch.tensor([[0, 1]]), x.long())",
             "torch.nn.functional.embedding_bag(torch.tensor([[0, 1]]), x.bfloat16())", "torch.nn.functional.soft_margin_loss(x.long(), x.long())",
             "torch.nn.functional.linear(x, x, out=torch.empty(0))", "torch.tensor_split(v, torch.tensor([1.0]))"):
    show(text)
